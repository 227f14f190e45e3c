"""Paid links: how they are offered, named, labeled, disclosed and addressed."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

import boneguide.demo
from health_content.affiliates import ProgramTerms, Registered
from health_content.affiliates.terms import Identification, ProgramMarket
from health_content.compliance import Market, Policy, PolicyError, Severity, all_rules, check
from health_content.compliance.examples import OBLIGATIONS, edition_of, placed
from health_content.compliance.material import Material
from health_content.compliance.policy import policy_for
from health_content.compliance.rules.affiliate.offering import linking, selling
from health_content.compliance.wording import Wording
from health_content.edition import Channel, PageFacts, place
from health_content.manuscript import (
    Embed,
    Image,
    Manuscript,
    PaidLinkTarget,
    ProductCard,
    Prose,
    RichText,
    from_payload,
)
from health_content.readers import read
from health_content.statutory import FixedText

EVERY_MARKET = Policy(tuple(Market))
DEMO = sorted((Path(boneguide.demo.__file__).parent / "articles").glob("*.json"))
SHOP = "https://www.amazon.com/dp/B000000001"
TAGGED = f"{SHOP}?tag=example-20"
BONUS_CLUB = ProgramTerms(
    key="club",
    name="Bonus Club",
    merchant="Club Shop",
    markets=(ProgramMarket("US", ("club.example",), tag="ours-1"),),
    tag_parameter="ref",
    identifications=(
        Identification(FixedText("club", "We belong to the Bonus Club.", "en-US", "1", "Club")),
    ),
    channels=frozenset({"web", "email"}),
    shortening_allowed=True,
    prices_allowed=True,
    ratings_allowed=True,
    incentives_allowed=True,
)


def found(example, code, policy=None):
    report = check(edition_of(example), policy or Policy())
    return [finding for finding in report.findings if finding.code == code]


def of_the_club(text="Zinc is a trace element.", channel=Channel.WEB, **more):
    values = {
        "merchant": "Club Shop",
        "program": "club",
        "url": "https://club.example/z?ref=ours-1",
    }
    manuscript = selling(text, "See it at Club Shop (paid link)", **{**values, **more})
    return place(manuscript, OBLIGATIONS, channel, Registered(programs=(BONUS_CLUB,)))


def test_the_calls_to_action_of_the_real_article_have_lost_their_addresses(real_article):
    manuscript = read(real_article.read_bytes(), real_article.name).manuscript
    findings = found(manuscript, "AFF211")
    assert len(findings) == 2
    assert {it.severity for it in findings} == {Severity.NEEDS_REASON}
    assert len({it.fingerprint for it in findings}) == 2
    assert all("on Amazon" in it.quote for it in findings)


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_no_article_of_the_demonstration_is_refused(path):
    manuscript = from_payload(json.loads(path.read_text(encoding="utf-8")))
    report = check(placed(manuscript), EVERY_MARKET)
    mine = [it for it in report.of(Severity.BLOCKING) if it.code.startswith("AFF")]
    assert mine == []


def test_a_typed_paid_link_is_told_at_its_words():
    (finding,) = found(linking(f'<p>Zinc. See <a href="{TAGGED}">this jar</a>.</p>'), "AFF201")
    assert finding.quote == "this jar"


def test_a_link_whose_words_are_its_address_is_found_once():
    assert len(found(linking(f'<p>See <a href="{TAGGED}">{TAGGED}</a>.</p>'), "AFF201")) == 1


def test_a_paid_address_of_a_player_is_told_at_the_players_words():
    player = Embed(url=TAGGED, title="How it is made", id="player")
    (finding,) = found(Manuscript(title="On zinc", body=(player,)), "AFF201")
    assert finding.quote == "How it is made"


def test_a_paid_address_without_words_is_found_all_the_same():
    player = Embed(url=TAGGED, id="player")
    (finding,) = found(Manuscript(title="On zinc", body=(player,)), "AFF201")
    assert finding.quote == ""


def test_what_the_library_knows_as_paid_counts_when_typed():
    body = (Prose(RichText('<p>See <a href="https://club.example/z">it</a>.</p>'), id="text"),)
    known = Registered(addresses={"https://club.example/z": BONUS_CLUB})
    edition = place(Manuscript(title="On zinc", body=body), OBLIGATIONS, Channel.WEB, known)
    assert [it.quote for it in found(edition, "AFF201")] == ["it"]


def test_a_price_in_the_offer_itself_is_refused():
    (finding,) = found(selling(words="Now for $12.50."), "AFF202")
    assert finding.severity is Severity.BLOCKING


def test_a_price_far_from_any_offer_is_left_alone():
    far = tuple(Prose(RichText.from_text(f"Part {n}."), id=f"p{n}") for n in range(8))
    price = Prose(RichText.from_text("A scan costs $125."), id="price")
    manuscript = Manuscript(title="On zinc", body=(price, *far, *selling().body[1:]))
    assert found(manuscript, "AFF202") == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("AFF202", "A jar costs $12.50."),
        ("AFF203", "It has 4.7 stars."),
        ("AFF207", "Support our site by buying it here."),
    ],
)
def test_what_the_terms_of_every_offer_allow_is_no_fault(code, text):
    assert found(of_the_club(text), code) == []
    assert found(text, code) != []


def test_a_program_of_unknown_terms_allows_nothing():
    edition = placed(selling("A jar costs $12.50.", merchant="Shop", program="unheard-of"))
    assert found(edition, "AFF202") != []


@pytest.mark.parametrize("address", ["https://bit.ly/x", "https://geni.us/x", "https://T.CO/x"])
def test_a_shortened_offer_is_refused(address):
    assert [it.severity for it in found(selling(url=address), "AFF204")] == [Severity.BLOCKING]


@pytest.mark.parametrize("address", ["https://amzn.to/x", "https://a.co/d/x", TAGGED])
def test_a_programs_own_short_address_is_fine(address):
    assert found(selling(url=address), "AFF204") == []


def test_a_program_may_allow_shorteners():
    assert found(of_the_club(url="https://bit.ly/x"), "AFF204") == []


def test_a_product_card_names_its_shop_as_a_call_to_action_does():
    link = PaidLinkTarget(merchant="Amazon", program="amazon", key="1")
    card = ProductCard(name="Zinc tablets", label="Get it (paid link)", link=link, id="card")
    assert [it.quote for it in found(Manuscript(body=(card,)), "AFF205")] == ["Get it (paid link)"]
    named = replace(card, label="Get it on AMAZON (paid link)")
    assert found(Manuscript(body=(named,)), "AFF205") == []


def test_a_sentence_that_says_who_earns_saves_a_weak_disclosure():
    weak = "This post may contain affiliate links."
    assert found(weak, "AFF206") != []
    assert found(f"{weak} We earn a commission on what you buy.", "AFF206") == []


def test_a_shop_of_the_library_endorses_no_more_than_amazon_does():
    edition = of_the_club("We are the official Club Shop partner.")
    assert [it.quote for it in found(edition, "AFF208")] == ["official Club Shop partner"]


def test_a_call_to_action_without_address_has_no_link_to_label():
    assert found(selling(label="See it on Amazon", url=""), "AFF209") == []


def test_a_label_that_the_program_brings_is_only_advised_where_it_is_not_told():
    (finding,) = found(selling(label="See it on Amazon", url=TAGGED), "AFF209")
    assert finding.severity is Severity.ADVICE
    unknown = selling(label="See it on Amazon", url=TAGGED, program="", key="")
    assert [it.severity for it in found(unknown, "AFF209")] == [Severity.NEEDS_REASON]


def test_an_address_that_a_channel_must_not_have_is_not_lost():
    edition = place(selling(key=""), OBLIGATIONS, Channel.EMAIL)
    assert found(edition, "AFF211") == []


def test_a_page_of_the_usual_obligations_discloses_enough():
    assert found(selling(url=TAGGED), "AFF212") == []
    assert found(edition_of("Zinc.", is_commercial=False), "AFF212") == []


def test_each_program_is_to_be_identified():
    (finding,) = found(of_the_club(), "AFF212")
    assert "Bonus Club" in finding.message
    assert finding.severity is Severity.BLOCKING


def test_another_programs_sentence_does_not_identify_this_one():
    other = replace(OBLIGATIONS[1], id="program-identification-amazon-de-1", text="Wir verdienen.")
    edition = place(selling(url=TAGGED), (OBLIGATIONS[0], other), Channel.WEB)
    assert found(edition, "AFF212") != []
    own = replace(other, id="program-identification-amazon-1")
    assert found(place(selling(), (OBLIGATIONS[0], own), Channel.WEB), "AFF212") == []


def test_a_typed_paid_link_alone_asks_for_the_disclosure():
    manuscript = linking(f'<p>See <a href="{TAGGED}">this jar</a>.</p>')
    manuscript = replace(manuscript, body=manuscript.body[:1])
    assert len(found(place(manuscript, (), Channel.WEB), "AFF212")) == 1


def test_the_rule_on_the_disclosure_is_locked():
    with pytest.raises(PolicyError, match="locked"):
        check(edition_of("Zinc."), Policy().with_severity("AFF212", None))


@pytest.mark.parametrize(
    ("address", "market", "said"),
    [
        (SHOP, "US", "without a partner tag"),
        (f"{SHOP}?tag=a-20&tag=b-20", "US", "more than one partner tag"),
        (TAGGED, "UK", "another market"),
        ("https://shop.example/zinc", "US", "another site"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(address, market, said):
    (finding,) = found(selling(url=address, market=market), "AFF213")
    assert said in finding.message


def test_a_tag_that_the_library_does_not_know_as_ours_is_found():
    (finding,) = found(of_the_club(url="https://club.example/z?ref=theirs-2"), "AFF213")
    assert "not ours" in finding.message
    assert found(of_the_club(), "AFF213") == []


def test_an_address_that_is_none_is_left_to_others():
    assert found(selling(url="javascript:alert(1)"), "AFF213") == []


def test_an_ad_for_readers_in_the_united_kingdom_begins_as_one():
    uk = policy_for(["UK"])
    assert found(selling(), "AFF214", uk) != []
    assert found(replace(selling(), title="Advert: zinc"), "AFF214", uk) == []
    assert found(replace(selling(), title="Adequate zinc"), "AFF214", uk) != []
    assert found(selling(), "AFF214") == []


def test_a_link_in_a_newsletter_is_refused_unless_its_program_allows_it():
    letter = place(selling(url=TAGGED), OBLIGATIONS, Channel.EMAIL)
    (finding,) = found(letter, "AFF215")
    assert finding.severity is Severity.BLOCKING
    assert "“email”" in finding.message
    assert found(of_the_club(channel=Channel.EMAIL), "AFF215") == []


def test_a_typed_link_in_print_is_refused_too():
    manuscript = linking(f'<p>See <a href="{TAGGED}">this jar</a>.</p>')
    assert [it.quote for it in found(place(manuscript, (), Channel.PRINT), "AFF215")] == [
        "this jar"
    ]


def test_a_link_of_unknown_terms_in_another_channel_needs_a_reason():
    manuscript = selling(url="https://shop.example/zinc", merchant="Shop", program="unheard-of")
    findings = found(place(manuscript, (), Channel.FEED), "AFF215")
    assert [it.severity for it in findings] == [Severity.NEEDS_REASON]


def test_a_page_whose_template_sells_is_read_as_one_that_sells():
    edition = placed(Manuscript(title="Only 3 left"), PageFacts(sells=True))
    assert [it.quote for it in found(edition, "AFF210")] == ["Only 3 left"]


def test_the_name_of_a_file_is_no_advertising():
    picture = Image(alt="A jar", address="https://pictures.example/hurry-only-3-left.png", id="p")
    manuscript = selling()
    manuscript = replace(manuscript, body=(picture, *manuscript.body))
    assert found(manuscript, "AFF210") == []


def test_words_hidden_behind_other_letters_are_read():
    assert found("Su\u200bpport our work by bu\u00adying it here.", "AFF207") != []
    assert found("W\u0456th 4.7 st\u0430rs.", "AFF203") != []


def test_a_phrase_is_found_where_it_was_written():
    wording = Wording("paid links?", cues=("paid",))
    assert wording.spans("Two  ﬁne paid\u00a0links.") == ((9, 19),)
    assert list(wording.asserted("These are not paid links.")) == []


@pytest.mark.parametrize(
    "piece",
    [
        "support our ", "buy a b c d e f g ", "$1", "4.5 out of 5 ", "★", "customer reviews ",
        "this post may contain ", "only 3 ", "we tested ", "the disclaimer below makes ", "a/b.c ",
        "best amazon ", "official amazon partner ",
    ],
)  # fmt: skip
def test_a_hostile_text_takes_time_in_proportion(piece):
    rules = [rule for rule in all_rules() if rule.code[:3] in {"DSC", "AFF", "REV"}]

    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        material = Material(edition_of(f"{text} {length}"), Policy())
        start = time.process_time()
        for rule in rules:
            list(rule.faults(material, Market.US))
        return time.process_time() - start

    seconds(500)
    # The shortest of three: a busy machine only ever adds.
    long = min(seconds(24_000 + extra) for extra in range(3))
    assert long < max(seconds(3_000), 0.01) * 32
