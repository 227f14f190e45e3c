"""Whatever comes in, a reading or a refusal comes out, soon, and no word goes missing."""

from __future__ import annotations

import io
import re
import time

import docx
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from health_content.readers import Reading, UnreadableSource, read
from health_content.readers.docx import prepare_docx
from health_content.readers.markdown import prepare_markdown
from health_content.readers.prepared import Prepared
from health_content.readers.word_losses import html_text, lost_paragraphs
from tests.readers.packages import paragraph, run, word_document

pytestmark = pytest.mark.drill

FRAGMENTS = (
    '# ## - * 1. > | |---|---| [^1] [^1]: [x](y) ![a](b "c") ** __ ~~ ``` --- +++ <!-- --> <b> '
    "</b> <div> <X a={b}> </X> {% %} {{ }} {{< >}} {: .x} {#y} [[toc]] ::: \\ & &amp; • ✅ 1️⃣ ^1^ "
    "~2~ [1] *[A]: title: tags: <details> <summary> <table> </table> $ % é 鉄 “ ”"
).split()
WORDS = (
    "zinc iron bones sleep Take Ask 11 mg daily The References FAQ Conclusion amazon B00EXAMPLE"
).split()


@st.composite
def markdown(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.sampled_from(FRAGMENTS + WORDS * 2), min_size=1, max_size=60))
    glue = st.sampled_from([" ", " ", " ", "\n", "\n\n", "", "\r\n", "    ", "\t"])
    text = "".join(piece + draw(glue) for piece in pieces)
    return draw(st.sampled_from(["", "---\n", "+++\n", "---\ntitle: x\n---\n"])) + text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown(), st.sampled_from([".md", ".mdx"]))
def test_any_markdown_is_read_or_refused(text: str, ending: str) -> None:
    try:
        reading = read(text.encode(), f"article{ending}")
    except UnreadableSource as problem:
        assert str(problem)  # noqa: PT017
    else:
        assert isinstance(reading, Reading)


SAID = st.lists(
    st.sampled_from("Zinc iron bones sleep take ask first daily the Épices 鉄 11 mg".split()),
    min_size=1,
    max_size=9,
).map(" ".join)


@st.composite
def well_formed(draw: st.DrawFn) -> str:
    """Markdown of blocks whose every word a reader would see."""
    blocks = []
    for _ in range(draw(st.integers(1, 8))):
        words = draw(SAID)
        blocks.append(
            draw(
                st.sampled_from(
                    [
                        f"## {words}",
                        words,
                        f"**{words}** {words}",
                        f"- {words}\n- *{words}*",
                        f"1. {words}\n2. {words}",
                        f"> {words}",
                        f"| {words} | b |\n|---|---|\n| {words} | d |",
                        f"![{words}](a.jpg)",
                        f"[{words}](https://example.org/a)",
                        f"{words}[^n]\n\n[^n]: {words}",
                        f"<div><p>{words}</p></div>",
                        f"{words}\n: {words}",
                        f"• {words}\n• {words}",
                        f"{words} ~~{words}~~",
                    ]
                )
            )
        )
    return "\n\n".join(blocks)


def kept(found: Prepared) -> list[str]:
    text = html_text(BeautifulSoup(found.fragment, "html.parser"))
    return [text, found.facts.title, found.facts.dek, *(remark.text for remark in found.remarks)]


_SYNTAX = re.compile(r"\]\([^)]*\)|\[\^n\]:?|^[0-9]\.|</?\w+>", re.MULTILINE)


@settings(max_examples=150, deadline=None)
@given(well_formed())
def test_no_word_of_well_formed_markdown_is_lost(text: str) -> None:
    found = prepare_markdown(text.encode(), "article.md")
    assert lost_paragraphs([_SYNTAX.sub(" ", text)], kept(found)) == []


def some_document() -> bytes:
    document = docx.Document()
    document.add_paragraph("Zinc and Sleep", style="Title")
    document.add_heading("Benefits", 1)
    document.add_paragraph("Beans hold a lot of it.", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Men"
    table.cell(0, 1).text = "11 mg"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


DOCUMENT = some_document()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(DOCUMENT) - 1), st.integers(0, 255)), max_size=12))
def test_a_damaged_document_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(DOCUMENT)
    for position, value in changes:
        data[position] = value
    try:
        reading = read(bytes(data), "article.docx")
    except UnreadableSource as problem:
        assert str(problem).startswith("article.docx")  # noqa: PT017
    else:
        assert isinstance(reading, Reading)


NAMES = (
    "p r t tbl tr tc sdt sdtContent ins del hyperlink br tab sym fldChar instrText pPr rPr numPr "
    "ilvl numId pStyle vMerge gridSpan tblHeader footnoteReference commentReference drawing pict b "
    "sz outlineLvl fldSimple smartTag ruby rubyBase rt txbxContent moveFrom moveTo altChunk object"
).split()


KEYS = ["val", "id", "type", "fldCharType", "char", "font", "instr"]
VALUES = ["1", "x", "-1", "begin", "end", "separate", "99999999999", ""]


@st.composite
def word_xml(draw: st.DrawFn, depth: int = 4) -> str:
    name = draw(st.sampled_from(NAMES))
    attributes = "".join(
        f' w:{draw(st.sampled_from(KEYS))}="{draw(st.sampled_from(VALUES))}"'
        for _ in range(draw(st.integers(0, 1)))
    )
    inner = "".join(draw(st.lists(word_xml(depth - 1), max_size=4))) if depth else ""
    text = (
        draw(st.sampled_from(["", "words", " HYPERLINK x "])) if name in {"t", "instrText"} else ""
    )
    return f"<w:{name}{attributes}>{text}{inner}</w:{name}>"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(word_xml(), min_size=1, max_size=6))
def test_any_tree_of_known_elements_is_read_or_refused(blocks: list[str]) -> None:
    try:
        reading = read(word_document(paragraph("Some words."), *blocks), "article.docx")
    except UnreadableSource as problem:
        assert str(problem).startswith("article.docx")  # noqa: PT017
    else:
        assert isinstance(reading, Reading)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            SAID,
            st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:vanish/>", "<w:strike/>"]),
            st.sampled_from(["", "• ", "1. ", "2. ", "- "]),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_no_word_of_a_document_is_lost(lines: list[tuple[str, str, str]]) -> None:
    # Each its own, since the same words are quoted once however often they were left out.
    lines = [(f"{words} {number}x", look, mark) for number, (words, look, mark) in enumerate(lines)]
    blocks = [paragraph(run(mark + words, look)) for words, look, mark in lines]
    found = prepare_docx(word_document(*blocks), "article.docx")
    texts = [re.sub(r"^[0-9]\.", "", mark) + words for words, _, mark in lines]
    assert lost_paragraphs(texts, kept(found)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<!-- " * 18_750,
        "{% comment %} " * 7_500,
        "{{< " * 18_750,
        "{% " * 25_000,
        "{{ " * 25_000,
        "{:" * 25_000,
        "# a " * 12_500,
        "| a " * 12_500 + "|---|---|",
        "1. a 2. b " * 7_500,
        "- A " * 18_750,
        "[x](" * 12_500,
        "[^a]" * 12_500,
        "[^a]: b\n" * 2_500,
        "*a " * 18_750,
        "> " * 18_750,
        "<Xa " * 18_750,
        "<A>b" * 12_500,
        "• a\n" * 6_250,
        "```\n" * 12_500,
        "~" * 50_000,
        "^1" * 25_000,
        " " * 100_000 + "x",
        "a\n: b\n" * 2_500,
        "---\n" + "a: b\n" * 8_000 + "---\nx",
        "*[a]: b\n" * 6_250,
        "[a b]" * 12_500,
    ],
    ids=lambda text: text[:10].strip(),
)
def test_the_time_for_markdown_grows_with_the_length_only(text: str) -> None:
    start = time.process_time()
    prepare_markdown(text.encode(), "large.mdx")
    assert time.process_time() - start < 15


def test_the_time_for_documents_grows_with_the_length_only() -> None:
    blocks = [paragraph(f"• item number {number}") for number in range(1_500)]
    start = time.process_time()
    prepare_docx(word_document(*blocks), "large.docx")
    assert time.process_time() - start < 40
