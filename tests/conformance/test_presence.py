"""What counts as shown, and where a box is put."""

import random
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.conformance import inserted, missing, safe_insertion_point, uncovered
from health_content.edition import Obligation, ObligationKind
from tests.conformance.documents import BOX, FDA, MEDICAL, OWED, PAGE, SEEN, UNSEEN, WHOLE_PAGES

TAGS = "div p b s table td select option svg title math".split()
PIECES = [
    *(f"<{name}{end}" for name in TAGS for end in (">", " hidden>", ' style="opacity:0">', "/>")),
    *(f"</{name}>" for name in (*TAGS, "template", "script", "body")),
    *"<script> <style> <textarea> <template> <noscript> <iframe> <details> <frameset>".split(),
    "<plaintext>", "<head>", "</head>", "<html>", "<html hidden>", "<body>", "<body inert>",
    "</html>", "<!doctype html>", "<!--", "-->", "--!>", "<!-->", "<![CDATA[", "]]>", "<", "</",
    '"', "'", ">", '<a title="', "<a b='", "<template shadowrootmode=open>", "<?xml?>",
    "&lt;", "&", "Bone", " ", "\n", "\x00", "\ufeff", "é", "\u3000", "<foreignObject>", "<br>",
]  # fmt: skip
JUNK = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=24).map("".join)

SPLIT = (
    "<p><strong>These statements</strong> have not been <span>evaluated</span> by the Food "
    "and Drug Administration.\n\n  This&nbsp;product is not intended to diagnose, treat,<br>"
    "cure, or prevent any disease.</p>"
)


@pytest.mark.parametrize("case", SEEN)
def test_a_text_that_a_reader_sees_is_present(case):
    document = PAGE.format(SEEN[case].format(FDA.text))
    assert missing(document, [FDA]) == ()
    assert missing(document, OWED) == (MEDICAL,)


@pytest.mark.parametrize("case", UNSEEN)
def test_a_text_that_no_reader_sees_is_missing(case):
    assert missing(PAGE.format(UNSEEN[case].format(FDA.text)), [FDA]) == (FDA,)


@pytest.mark.parametrize("case", UNSEEN)
def test_a_box_is_added_where_it_is_seen_beside_what_hides_a_text(case):
    document = PAGE.format(UNSEEN[case].format(FDA.text))
    assert missing(inserted(document, BOX), OWED) == ()


@pytest.mark.parametrize("case", WHOLE_PAGES)
def test_a_box_is_seen_in_a_document_however_it_is_built(case):
    completed = inserted(WHOLE_PAGES[case], BOX)
    assert missing(completed, OWED) == ()
    assert completed.count(BOX) == 1


@pytest.mark.parametrize(
    "document",
    [
        SPLIT,
        "<p>" + "".join(f"&#{ord(letter)};" for letter in FDA.text) + "</p>",
        FDA.html,
    ],
)
def test_white_space_references_and_inline_tags_make_no_difference(document):
    assert missing(document, [FDA]) == ()


@pytest.mark.parametrize(
    "document",
    [
        FDA.text.replace("This product is", "These products are"),
        FDA.text.replace(", or prevent", " or prevent"),
        FDA.text.replace("evaluated", "<del>evaluated</del>"),
        FDA.text.replace("not been", "not <em>yet</em> been"),
        FDA.text.replace(". ", ".</p><p>"),
        FDA.text.replace("These statements", 'These <img alt="two"> statements'),
        FDA.text.upper(),
        FDA.text.replace("&", "&amp;").replace("e", "&amp;#101;", 1),
    ],
)
def test_words_that_are_not_the_exact_ones_do_not_count(document):
    assert missing(f"<p>{document}</p>", [FDA]) == (FDA,)


def test_hidden_words_inside_a_text_do_not_break_it():
    document = FDA.text.replace("This", "<span hidden>nor will they be</span><!-- --> This")
    assert missing(f"<p>{document}</p>", [FDA]) == ()


def test_an_obligation_without_words_is_never_met():
    empty = Obligation("empty", ObligationKind.DISCLAIMER_ADDITION, " ", "en-US", "1")
    assert missing("<p> </p>", [empty]) == (empty,)


def test_a_text_with_characters_that_html_escapes_is_found():
    addition = Obligation(
        "addition", ObligationKind.DISCLAIMER_ADDITION, 'Doses < 400 mg & "more"', "en-US", "1"
    )
    assert missing(addition.html, [addition]) == ()


def test_nothing_owed_is_nothing_missing():
    assert missing("<!-- ", []) == ()


def test_a_whole_page_is_completed_before_its_last_body_end():
    document = PAGE.format("<script>'</body>'</script>")
    assert safe_insertion_point(document) == document.rindex("</body>")


def test_a_page_that_is_in_order_keeps_every_character():
    document = PAGE.format("<p>Bone</p>")
    assert uncovered(document) == document
    assert inserted(document, BOX).replace(BOX, "") == document


def test_what_hides_a_whole_page_is_taken_out_and_nothing_else():
    document = '<html lang="en"><body class="page" hidden id="top"><p hidden>Bone</p></body></html>'
    assert uncovered(document) == document.replace(" hidden id", "   id", 1)


def test_xhtml_may_close_its_elements_at_once():
    document = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<title/><script src="/a.js"/></head><body><div hidden="hidden"/>{BOX}</body></html>'
    )
    assert missing(document, OWED, xml=True) == ()
    assert missing(document, OWED) == OWED


@settings(max_examples=600, deadline=None, derandomize=True)
@given(JUNK)
def test_a_box_is_found_again_in_whatever_it_was_added_to(document):
    assert missing(inserted(document, BOX), OWED) == ()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(JUNK)
def test_adding_a_box_takes_away_no_text(document):
    rest = inserted(document, BOX).replace(BOX, "")
    assert rest.replace(" ", "") in {
        document.replace(" ", ""),
        uncovered(document).replace(" ", ""),
    }


def test_the_quick_way_and_the_slow_way_agree_on_everyday_pages():
    """An attribute in capitals sends a tag the slow way; the verdict may not change."""
    dice = random.Random(7)
    ends = ["", "<br>", "<hr/>", " &amp; more"]
    for _ in range(40):
        paragraphs = [
            f'<p class="{dice.choice(string.ascii_letters)}">Bone <b>needs</b> '
            f'<a href="/{number}">calcium</a>{dice.choice(ends)}</p>'
            for number in range(dice.randrange(1, 12))
        ]
        paragraphs.insert(
            dice.randrange(len(paragraphs) + 1), dice.choice([FDA.html, FDA.text, ""])
        )
        quick = PAGE.format("".join(paragraphs))
        slow = re.sub(r"<([a-z0-9]+)(?=[ />])", r"<\1 X=1", quick)
        assert slow != quick
        assert missing(slow, [FDA]) == missing(quick, [FDA])
