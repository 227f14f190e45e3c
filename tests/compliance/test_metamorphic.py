"""What may change about a text without changing what it claims, and what may not."""

import dataclasses
import unicodedata

import pytest

from health_content.compliance import Severity, all_rules, check
from health_content.compliance.examples import OBLIGATIONS, SALE, edition_of, placed
from health_content.edition import Channel, place
from health_content.manuscript import (
    Manuscript,
    PaidLinkTarget,
    Prose,
    RichText,
    Section,
    TypedDisclaimer,
    escape,
)
from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT

CLAIMS = (
    "Our magnesium prevents osteoporosis.",
    "This formula treats gout and relieves joint pain.",
    "Turmeric cures cancer.",
    "Elderberry fights the influenza virus.",
    "Garlic is a natural antibiotic.",
    "Our capsule is a natural alternative to statins.",
    "This tea lowers blood sugar.",
    "Fish oil may help prevent Alzheimer's disease.",
    "Our “bone blend” reverses osteoporosis, and it's gentle.",
)
NEUTRAL = (
    "Pumpkin seeds and almonds contain magnesium.",
    "The label tells how many capsules are in a bottle.",
    "Bone is living tissue that is built up and broken down all through life.",
)
each_claim = pytest.mark.parametrize("claim", CLAIMS)
BLOCKING = frozenset({Severity.BLOCKING})


def paragraph(html: str, number: int = 0) -> Prose:
    return Prose(id=f"text{number}", html=RichText(html))


def paragraphs(*texts: str) -> list[Prose]:
    return [paragraph(f"<p>{escape(text)}</p>", number) for number, text in enumerate(texts)]


def selling(*nodes) -> Manuscript:
    return Manuscript(title="About this supplement", body=(*nodes, SALE))


def folded(quote: str) -> str:
    plain = unicodedata.normalize("NFKC", quote).translate(LOOKALIKE_BACK)
    kept = "".join(mark for mark in plain if unicodedata.category(mark) not in {"Cf", "Mn"})
    return " ".join(kept.replace("-", " ").replace("’", "'").casefold().split())


LOOKALIKE = str.maketrans("aeocp", "аеоср")
LOOKALIKE_BACK = str.maketrans("аеоср“”", 'aeocp""')


def claims(edition):
    """The claim findings, wherever they stand: a code and the words, in one plain spelling."""
    return sorted(
        (finding.code, folded(finding.quote))
        for finding in check(edition).findings
        if finding.code.startswith("CLM")
    )


def of_html(html: str):
    return claims(placed(selling(paragraph(html))))


def of_text(text: str):
    return claims(edition_of(text))


@each_claim
def test_every_claim_used_here_is_found_to_begin_with(claim):
    assert of_text(claim)


@each_claim
def test_disclaimers_take_no_claim_back(claim):
    manuscript = selling(*paragraphs(claim))
    bare = place(manuscript, (), Channel.WEB)
    typed = selling(
        *paragraphs(claim),
        TypedDisclaimer(id="d", html=RichText.from_text(FDA_PLURAL.text)),
    )
    beside = selling(*paragraphs(f"{claim} {FDA_PLURAL.text}", MEDICAL_DEFAULT.text))
    after = selling(*paragraphs(claim, FDA_PLURAL.text, MEDICAL_DEFAULT.text))
    assert OBLIGATIONS
    assert claims(bare) == claims(placed(manuscript))
    assert claims(placed(typed)) == claims(bare)
    assert claims(placed(after)) == claims(bare)
    assert claims(placed(beside)) == claims(bare)


@each_claim
def test_neutral_paragraphs_around_a_claim_change_nothing(claim):
    around = selling(*paragraphs(NEUTRAL[0], claim, *NEUTRAL[1:]))
    assert claims(placed(around)) == of_text(claim)


@each_claim
@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
def test_invisible_characters_hide_nothing(claim, mark):
    hidden = " ".join(
        word[:2] + mark + word[2:] if len(word) > 3 else word for word in claim.split()
    )
    assert of_text(hidden) == of_text(claim)


@each_claim
def test_letters_of_another_script_hide_nothing(claim):
    assert of_text(claim.translate(LOOKALIKE)) == of_text(claim)


@each_claim
def test_full_width_and_composed_letters_hide_nothing(claim):
    wide = claim.translate({ord(letter): chr(ord(letter) + 0xFEE0) for letter in "abdegilmnorstu"})
    assert of_text(wide) == of_text(claim)
    assert of_text(claim.replace("fi", "ﬁ").replace("fl", "ﬂ")) == of_text(claim)


@each_claim
def test_markup_inside_a_word_hides_nothing(claim):
    split = " ".join(
        f"{escape(word[:3])}<b>{escape(word[3:])}</b>" if len(word) > 4 else escape(word)
        for word in claim.split()
    )
    assert of_html(f"<p>{split}</p>") == of_text(claim)


@each_claim
def test_entities_hide_nothing(claim):
    assert of_html(f"<p>{''.join(f'&#{ord(mark)};' for mark in claim)}</p>") == of_text(claim)


@each_claim
def test_straight_and_curly_quotes_are_one(claim):
    curly = claim.replace("'", "’")
    straight = claim.replace("’", "'").replace("“", '"').replace("”", '"')
    assert of_text(curly) == of_text(straight)


@each_claim
def test_spaces_of_any_kind_are_one(claim):
    for space in ("\u00a0", "\u202f", "  ", "\u2009"):
        assert of_text(claim.replace(" ", space)) == of_text(claim)


@each_claim
def test_capitals_change_nothing(claim):
    assert of_text(claim.upper()) == of_text(claim)


@each_claim
def test_a_paragraph_of_many_sentences_hides_no_claim(claim):
    assert of_text(" ".join((NEUTRAL[0], claim, NEUTRAL[1]))) == of_text(claim)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Our capsules prevent kidney stones.", "Our capsules prevent kidney-stones."),
        ("Ginger is an anti-inflammatory.", "Ginger is an anti inflammatory."),
        ("Our iron cures anemia.", "Our iron cures anaemia."),
        ("Our tea prevents leukemia.", "Our tea prevents leukaemia."),
        ("Our herbs shrink a tumor.", "Our herbs shrink a tumour."),
        ("Our oil prevents a heart attack.", "Our oil prevents heart attacks."),
        ("Our tea treats a migraine.", "Our tea treats migraines."),
        ("Our tea cures an infection.", "Our tea cures infections."),
        ("Our tea cured gout.", "Our tea cures gout."),
        ("Our blend is preventing strokes.", "Our blend prevents strokes."),
    ],
)
def test_spellings_and_inflections_of_a_word_are_one(one, other):
    found = {code for code, _ in of_text(one)}
    assert found
    assert found == {code for code, _ in of_text(other)}


@pytest.mark.parametrize(
    ("claim", "denied"),
    [
        ("Our magnesium prevents osteoporosis.", "Our magnesium does not prevent osteoporosis."),
        ("Turmeric cures cancer.", "Turmeric does not cure cancer."),
        ("This tea treats gout.", "This tea never treats gout."),
        ("Fish oil prevents strokes.", "Fish oil doesn’t prevent strokes."),
        ("Elderberry fights the flu virus.", "Elderberry cannot fight the flu virus."),
    ],
)
def test_a_claim_denied_is_none(claim, denied):
    assert of_text(claim)
    assert of_text(denied) == []


def test_a_denial_of_one_sentence_does_not_reach_the_next():
    assert of_text("This tea does not treat gout. It cures cancer.")


@pytest.mark.parametrize("hedge", ["may help prevent", "can help prevent", "might prevent"])
def test_a_hedge_takes_no_claim_back(hedge):
    assert of_text(f"Our magnesium {hedge} osteoporosis.")


def severities(edition, code: str) -> set[Severity]:
    return {finding.severity for finding in check(edition).findings if finding.code == code}


@pytest.mark.parametrize(
    "rule",
    [rule for rule in all_rules() if rule.code in {"CLM301", "CLM302", "CLM303", "CLM307"}],
    ids=lambda rule: rule.code,
)
def test_a_paid_link_makes_a_claim_graver_and_its_removal_less_so(rule):
    example = next(item for item in rule.failing if isinstance(item, str))
    alone = edition_of(example, is_commercial=False)
    sold = edition_of(example)
    shop = "https://www.amazon.com/dp/B000000000?tag=boneguide-20"
    typed = placed(
        Manuscript(
            title="About this supplement",
            body=(
                *paragraphs(example),
                paragraph(f'<p>See <a href="{shop}">the label</a>.</p>', 9),
            ),
        )
    )
    assert severities(alone, rule.code) == {Severity.NEEDS_REASON}
    assert severities(sold, rule.code) == BLOCKING
    assert severities(typed, rule.code) == BLOCKING


def test_what_a_template_sells_around_an_article_makes_a_claim_graver():
    alone = edition_of(CLAIMS[0], is_commercial=False)
    around = dataclasses.replace(alone, facts=dataclasses.replace(alone.facts, sells=True))
    assert severities(alone, "CLM303") == {Severity.NEEDS_REASON}
    assert severities(around, "CLM303") == BLOCKING


@each_claim
def test_distance_from_the_offer_hides_no_claim(claim):
    far = selling(*paragraphs(claim, *(f"{text}" for text in NEUTRAL * 12)))
    assert claims(placed(far)) == of_text(claim)


@each_claim
def test_a_link_with_a_lost_address_still_sells(claim):
    lost = dataclasses.replace(SALE, link=PaidLinkTarget(id="link", merchant="Amazon"))
    body = (*paragraphs(claim), lost)
    found = check(placed(Manuscript(title="About this supplement", body=body)))
    assert found.is_commercial
    assert found.blocks


def test_reordering_sections_only_reorders_findings():
    sections = [
        Section(
            id=f"section{number}",
            heading=f"Part {number + 1}",
            content=(Prose(id=f"prose{number}", html=RichText.from_text(claim)),),
        )
        for number, claim in enumerate(CLAIMS)
    ]
    forward = check(placed(selling(*sections)))
    backward = check(placed(selling(*reversed(sections))))
    assert [item.fingerprint for item in forward.findings] != [
        item.fingerprint for item in backward.findings
    ]
    assert sorted(map(repr, forward.findings)) == sorted(map(repr, backward.findings))


LISTS = {
    "<p>Magnesium helps prevent:</p><ul><li>osteoporosis</li><li>healthy skin</li></ul>": [
        "osteoporosis"
    ],
    "<p>Our tea is good for:</p><ul><li>arthritis</li></ul><p>Drink it hot.</p>": ["arthritis"],
    "<p>Ask a doctor first if you have:</p><ul><li>kidney disease</li></ul>": [],
    "<p>Doctors use a scan to find:</p><ul><li>osteoporosis</li></ul>": [],
    "<p>Magnesium comes in these forms:</p><ul><li>citrate</li><li>oxide</li></ul>": [],
}


@pytest.mark.parametrize("html", LISTS)
def test_an_entry_of_a_list_inherits_what_the_line_before_the_list_says(html):
    article = Manuscript(title="Magnesium", body=(Prose(id="text", html=RichText(html)), SALE))
    found = [item for item in check(placed(article)).findings if item.code.startswith("CLM")]
    assert [item.quote for item in found] == LISTS[html]
