"""What comes from outside holds only what an editor may write."""

import pytest

from health_content.manuscript import (
    CallToAction,
    DosageTable,
    Manuscript,
    PaidLinkTarget,
    Prose,
    Reference,
    References,
    RichText,
    Section,
    descendants,
)
from health_content.readers.cleaning import (
    clean_address,
    clean_anchor,
    clean_html,
    clean_manuscript,
)

UNSAFE = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<b>zinc</b>",
    "ftp://example.org/zinc",
    "//example.org/zinc",
    "/zinc",
    "zinc",
    "https://",
    "https://name:word@example.org/",
]


def addresses_of(manuscript):
    return [
        getattr(node, field)
        for node in descendants(manuscript.body)
        for field in ("url", "source_url")
        if hasattr(node, field)
    ]


def article(address):
    return Manuscript(
        body=(
            Section(
                heading="How much",
                content=(
                    DosageTable(source="A table of doses", source_url=address),
                    CallToAction(text="Find zinc", link=PaidLinkTarget(url=address)),
                ),
            ),
            References(items=(Reference(citation="A. Writer, Zinc, 2019.", url=address),)),
        )
    )


@pytest.mark.parametrize("address", UNSAFE)
def test_an_address_that_must_not_be_linked_is_left_out_and_the_words_stay(address):
    cleaned = clean_manuscript(article(address))
    assert addresses_of(cleaned) == ["", "", ""]
    assert cleaned.body[0].content[0].source == "A table of doses"
    assert cleaned.body[0].content[1].text == "Find zinc"
    assert cleaned.body[1].items[0].citation == "A. Writer, Zinc, 2019."


def test_an_address_of_the_web_stays_in_its_one_spelling():
    cleaned = clean_manuscript(article("HTTPS://Example.org/zinc?form=Picolinate#dose"))
    assert addresses_of(cleaned) == ["https://example.org/zinc?form=Picolinate#dose"] * 3
    assert clean_manuscript(cleaned) == cleaned


def test_no_address_is_no_address():
    assert clean_address("") == ""


@pytest.mark.parametrize("kind", ["page", "document"])
def test_a_link_to_a_numbered_page_or_document_stays(kind):
    html = f'<p>See <a id="12" linktype="{kind}">zinc</a>.</p>'
    assert RichText(clean_html(html)).links == RichText(html).links
    assert f'linktype="{kind}"' in clean_html(html)


@pytest.mark.parametrize(
    "attributes",
    [
        'linktype="page" id="²"',
        'linktype="page" id="3 or 4"',
        'linktype="page" id="-1"',
        'linktype="page" id="9999999999999999999999"',
        'linktype="page"',
        'linktype="Page" id="3"',
        'linktype="media" id="3"',
        'linktype="" id="3"',
        'id="content"',
        "linktype='\"><script>' id='3'",
    ],
)
def test_a_link_the_cms_does_not_know_loses_its_attributes_and_keeps_its_words(attributes):
    assert clean_html(f"<p>See <a {attributes}>zinc</a>.</p>") == "<p>See <a>zinc</a>.</p>"


def test_a_web_address_survives_a_link_type_that_does_not():
    html = '<a linktype="shop" id="x" href="https://example.org/">zinc</a>'
    assert clean_html(html) == '<a href="https://example.org/">zinc</a>'


@pytest.mark.parametrize(
    ("anchor", "kept"),
    [
        ("how-much-2", "how-much-2"),
        ("How much?", "how-much"),
        ('x" onclick="alert(1)', "x-onclick-alert-1"),
        ("how_much", "how-much"),
        ("中文", ""),
        ("", ""),
    ],
)
def test_an_anchor_keeps_small_letters_digits_and_hyphens(anchor, kept):
    assert clean_anchor(anchor) == kept
    inner = Section(level=3, heading="In food", anchor=anchor)
    cleaned = clean_manuscript(Manuscript(body=(Section(anchor=anchor, content=(inner,)),)))
    assert [node.anchor for node in descendants(cleaned.body)] == [kept, kept]


def test_scripts_go_and_words_stay_in_every_part():
    html = '<p onclick="x()">Zinc <script>x()</script><a href="javascript:x()">heals</a></p>'
    cleaned = clean_manuscript(Manuscript(body=(Prose(RichText(html)),)))
    assert cleaned.body[0].html.html == "<p>Zinc <a>heals</a></p>"
