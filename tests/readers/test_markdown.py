"""Markdown as people write it, and as systems export it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from health_content.manuscript import passages
from health_content.readers import Reading, RemarkKind, UnreadableSource, read
from health_content.readers.markdown import MAX_CHARACTERS, prepare_markdown
from health_content.readers.prepared import Prepared


def prepared(text: str, name: str = "article.md") -> Prepared:
    return prepare_markdown(text.encode(), name)


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(prepared(text).fragment, "html.parser")


def plain(text: str) -> str:
    """The HTML without the lines of the source."""
    found = soup(text)
    for tag in found.find_all(attrs={"data-line": True}):
        del tag["data-line"]
    return str(found).strip()


def told(found: Prepared | Reading, word: str) -> list[str]:
    return [remark.text for remark in found.remarks if word in remark.message]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n=====\n\nPart\n----\n", "<h1>Title</h1>\n<h2>Part</h2>"),
        ("one  \ntwo", "<p>one<br/>\ntwo</p>"),
        (r"5 \* 3 \_x\_ \# no", "<p>5 * 3 _x_ # no</p>"),
        (
            "<https://example.org/a>",
            '<p><a href="https://example.org/a">https://example.org/a</a></p>',
        ),
        ("Fish &amp; chips &mdash; &lt;b&gt;", "<p>Fish &amp; chips — &lt;b&gt;</p>"),
        ("[a][1]\n\n[1]: https://example.org/a", '<p><a href="https://example.org/a">a</a></p>'),
        ("    indented, not a program", "<p>indented, not a program</p>"),
        (
            "Zinc^1,2^ and H~2~O and 10^6^",
            "<p>Zinc<sup>1,2</sup> and H<sub>2</sub>O and 10<sup>6</sup></p>",
        ),
        ("About ~5 or ~6 mg", "<p>About ~5 or ~6 mg</p>"),
        ("Zinc [1] helps.", "<p>Zinc [1] helps.</p>"),
        ("##No blank", "<h2>No blank</h2>"),
        ("Zinc\n: A metal\n", "<dl>\n<dt>Zinc</dt>\n<dd>A metal</dd>\n</dl>"),
        ("Says “this” – it’s so…", "<p>Says “this” – it’s so…</p>"),
    ],
)
def test_marks_mean_what_commonmark_and_its_dialects_say(text, expected):
    assert plain(text) == expected


def test_lists_nest_and_keep_where_they_start():
    found = plain("3. three\n   - inside\n     1. deeper\n4. four\n")
    assert found.startswith('<ol start="3">')
    assert BeautifulSoup(found, "html.parser").select_one("ol ul ol li").get_text() == "deeper"


def test_tables_keep_bars_that_are_escaped():
    found = soup("| a | b \\| c |\n|---|:-:|\n| 1 | 2 |\n")
    assert [cell.get_text() for cell in found("th")] == ["a", "b | c"]
    assert [cell.get_text() for cell in found("td")] == ["1", "2"]


def test_footnotes_are_one_list_with_places():
    found = soup("One[^a] two[^b].\n\n[^b]: Second.\n\n    More of it.\n[^a]: First.\n")
    assert [link["href"] for link in found.select("sup a")] == ["#note-1", "#note-2"]
    notes = [item.get_text(" ", strip=True) for item in found.select(".footnotes li")]
    assert notes == ["First.", "Second. More of it."]
    assert "↩" not in str(found)


def test_footnotes_nobody_refers_to_stay_where_they_were():
    found = prepared(
        "Zinc [1] helps.\n\n## References\n\n[^1]: Doe J. Zinc. 2018.\n[^2]: Roe R. Iron. 2019."
    )
    entries = BeautifulSoup(found.fragment, "html.parser").select("ol li")
    assert [entry.get_text(strip=True) for entry in entries] == [
        "Doe J. Zinc. 2018.",
        "Roe R. Iron. 2019.",
    ]
    assert told(found, "nothing in the text refers to")


def test_a_reference_to_a_note_that_is_missing_becomes_a_citation():
    assert plain("Zinc[^3] helps.") == "<p>Zinc<sup>[3]</sup> helps.</p>"


def test_pictures_take_their_title_or_the_italics_below_as_caption():
    found = soup('![Beans](a.jpg "On a plate")\n\n![Nuts](b.jpg)\n*In a bowl*\n')
    captions = [figure.get_text(strip=True) for figure in found("figcaption")]
    assert captions == ["On a plate", "In a bowl"]
    assert [image["alt"] for image in found("img")] == ["Beans", "Nuts"]


def test_tasks_and_symbols_make_plain_lists():
    found = prepared("- [ ] one\n- [x] two\n\nThen:\n\n✅ good\n✅ better\n\n1️⃣ first\n2️⃣ second\n")
    lists = BeautifulSoup(found.fragment, "html.parser")
    assert [item.get_text(strip=True) for item in lists("li")] == [
        "one",
        "two",
        "good",
        "better",
        "first",
        "second",
    ]
    assert told(found, "typed bullets")


def test_a_lone_symbol_is_part_of_its_sentence():
    assert plain("⚠️ Ask a doctor first.") == "<p>⚠️ Ask a doctor first.</p>"


def test_what_would_be_lost_without_a_word_is_told():
    found = prepared(
        'Was ~~red~~ [blue](https://example.org "a tooltip").\n\n'
        '[unused]: https://example.org/x "Its title"\n'
    )
    assert told(found, "struck through") == ["red"]
    assert told(found, "pointer rests") == ["a tooltip"]
    assert told(found, "nothing in it refers") == ["[UNUSED]: https://example.org/x Its title"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_line_ends_of_windows_are_read(encoding):
    data = "# Zinc\r\n\r\nSays “this” – it’s so.\r\n".encode(encoding)
    found = prepare_markdown(data, "a.md").fragment
    assert "<h1" in found
    assert "Says “this” – it’s so." in found


def test_lines_are_those_of_the_file():
    text = "---\ntitle: Zinc\n---\n\n<!-- a\nb -->\n\n{% include x.html %}\n\nThe line.\n"
    tag = soup(text).find(string="The line.").parent
    assert tag["data-line"] == str(text.split("\n").index("The line.") + 1)


def test_what_no_article_is_is_refused():
    with pytest.raises(UnreadableSource, match="Split it"):
        read(b"a " * MAX_CHARACTERS, "a.md")
    with pytest.raises(UnreadableSource):
        read(b"", "a.md")
    with pytest.raises(UnreadableSource):
        read(b"<!-- only a comment -->", "a.md")


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "A.MD", "a.mdx"])
def test_every_ending_of_markdown_is_read(name):
    reading = read(b"# Zinc\n\nBeans hold a lot of it.\n", name)
    assert reading.manuscript.title == "Zinc"


def test_raw_html_is_left_to_the_reader_of_structure():
    found = prepared("<details><summary>Is it safe?</summary>\n\nMostly **yes**.\n\n</details>\n")
    assert "<summary>Is it safe?</summary>" in found.fragment
    assert "<strong>yes</strong>" in found.fragment


def test_lost_line_ends_are_told_once():
    found = prepared(
        "# Zinc and Sleep People ask about zinc and sleep a lot. ## What Is Zinc? Zinc is a metal. "
        "## Dosage The usual amounts are small: - Men need 11 mg - Women need 8 mg ## References "
        "1. Doe J. Zinc. 2018. 2. Roe R. Sleep. 2019. And so on until the line is long enough to "
        "be one that nobody typed by hand, because people press the return key now and then."
    )
    assert [remark.kind for remark in found.remarks] == [RemarkKind.REPAIRED]
    headings = BeautifulSoup(found.fragment, "html.parser").find_all(["h1", "h2"])
    assert [heading.get_text() for heading in headings] == [
        "Zinc and Sleep",
        "What Is Zinc?",
        "Dosage",
        "References",
    ]


def test_a_note_beside_a_reference_list_cites_no_entry_of_that_list():
    source = (
        "# Calcium\n\nMost of it is in bone.[^1] So it is in teeth [1].\n\n"
        "## References\n\n"
        "1. Heaney RP. Calcium, dairy products and osteoporosis. J Am Coll Nutr. 2000;19:83S.\n\n"
        "[^1]: About 99 percent, as the fact sheet has it.\n"
    )
    manuscript = read(source.encode(), "calcium.md").manuscript
    words = " ".join(passage.text for passage in passages(manuscript))
    assert "in bone.note 1 So" in words
    assert words.count("[1]") == 1
    assert "About 99 percent" in words
