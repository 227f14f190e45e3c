"""BibTeX, RIS and CSL-JSON, in and out."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.bibliography import Name, ReferenceRecord
from health_content.bibliography.formats import (
    Format,
    bibtex,
    csl_json,
    format_of,
    read,
    ris,
    write,
)

ARTICLE = ReferenceRecord(
    id="groenendijk-2022",
    title="Impact of magnesium on bone health in older adults: A systematic review",
    authors=(
        Name("Groenendijk", "I."),
        Name("van Delft", "M."),
        Name("de Groot", "L. C. P. G. M."),
    ),
    authors_complete=False,
    container_title="Bone",
    year=2022,
    month=1,
    day=5,
    volume="154",
    page="116233",
    doi="10.1016/j.bone.2021.116233",
    pmid="34666201",
    pmcid="PMC8838086",
)

plain = st.text("abcXYZ éß–'&%_#$~^{}\\-`\"@ 1", max_size=16).map(
    lambda text: " ".join(text.split())
)
word = st.sampled_from(
    ["van Loon", "Smith", "Łukasz", "O’Brien", "D'Arcy", "Groot-Müller", "and", "A & B", "Wu {x}"]
)
given_name = st.sampled_from(["L. J. C.", "EM", "John, Jr.", "Ann, Mary, III", "Ö."])
organization = st.sampled_from(["Institute of Bone and Health", "WHO, Geneva", "{Odd}", "others 2"])
names = st.builds(Name, family=word, given=given_name) | st.builds(Name, literal=organization)
ris_names = names.filter(lambda name: "," not in name.literal)
records = st.builds(
    ReferenceRecord,
    id=st.just("key-1"),
    type=st.sampled_from(["article-journal", "book", "chapter", "report", "webpage", "dataset"]),
    title=plain,
    authors=st.lists(ris_names, max_size=3).map(tuple),
    authors_complete=st.booleans(),
    container_title=plain,
    container_title_short=plain,
    year=st.integers(1500, 2100),
    month=st.integers(0, 12),
    volume=plain,
    issue=plain,
    page=st.sampled_from(["", "181-189", "e1-e9", "116233", "A-B-C"]),
    publisher=plain,
    publisher_place=plain,
    edition=plain,
    editors=st.lists(ris_names, max_size=2).map(tuple),
    doi=st.sampled_from(["", "10.1000/a_b%28c{}d", "10.5555/12345678"]),
    pmid=st.sampled_from(["", "34666201"]),
    pmcid=st.sampled_from(["", "PMC8838086"]),
    isbn=st.sampled_from(["", "978-0-306-40615-7"]),
    url=st.sampled_from(["", "https://example.org/~a_b?c=%20&d#e--f"]),
    accessed=st.sampled_from(["", "2024-05-02"]),
)


@pytest.mark.parametrize("form", list(Format))
@settings(max_examples=60, deadline=None)
@given(record=records)
def test_every_field_survives_the_way_out_and_in(form, record):
    if not record.container_title or record.container_title == record.container_title_short:
        record = ReferenceRecord(**{**_fields(record), "container_title_short": ""})
    text = write([ARTICLE, record, ARTICLE], form)
    read_back, problems = read(text, form)
    assert not problems, text
    assert read_back[1] == record, text
    assert read_back[0] == ARTICLE
    assert format_of(text) is form


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_bibtex_of_reference_managers_is_read():
    (one, two, three), problems = bibtex.read(
        "\ufeff% a remark with an e-mail@example.org\r\n"
        '@string{nut = "Nutrients"}\r\n'
        "@article{v22, author = {Veronese, Nicola and {\\L}ukasz Ko{\\'s}ciuszko and others},\r\n"
        "  title = {{Effect of {Mg}} on CO$_2$ in 5\\% of M{\\\"u}ller's \\textit{in vivo} trial},"
        '  journal = nut # " (Basel)", year = 2022, month = mar # "~5", pages = {679--685},\r\n'
        "  note = {PMID: 35277037}, doi = {https://doi.org/10.3390/nu14030679}}\r\n"
        "@book(b, author={{World Health Organization} and King, Jr, Martin Luther and "
        "Ludwig van Beethoven}, title={On {B}ones}, publisher={Wiley \\& Sons}, edition={2})\r\n"
        "@online{w, title={Page}, url={http://example.org/a\\_b~c%20d}, urldate={2024-05-02},"
        " eprint={123}, eprinttype={pubmed}}"
    )
    assert problems == []
    assert one.authors == (Name("Veronese", "Nicola"), Name("Kościuszko", "Łukasz"))
    assert not one.authors_complete
    assert one.title == "Effect of Mg on CO2 in 5% of Müller's in vivo trial"
    assert (one.container_title, one.year, one.month, one.day) == ("Nutrients (Basel)", 2022, 3, 5)
    assert (one.page, one.pmid, one.doi) == ("679-685", "35277037", "10.3390/nu14030679")
    assert two.authors == (
        Name(literal="World Health Organization"),
        Name("King", "Martin Luther, Jr"),
        Name("van Beethoven", "Ludwig"),
    )
    assert (two.title, two.publisher, two.type) == ("On Bones", "Wiley & Sons", "book")
    assert (three.url, three.accessed) == ("http://example.org/a_b~c%20d", "2024-05-02")
    assert (three.type, three.pmid) == ("webpage", "123")


def test_ris_of_reference_managers_is_read():
    (pubmed, endnote, page), problems = ris.read(
        "TY  - JOUR\nDB  - PubMed\nAN  - 35277037\nC2  - PMC8838086\nAU  - Veronese, Nicola\n"
        "T1  - Effect of magnesium\n      on inflammation\nJF  - Nutrients (Basel)\n"
        "J2  - Nutrients\nDA  - 2022/02/03/\nSP  - 679\nEP  - 679\nER  -\n\n"
        "TY  - BOOK\nA1  - World Health Organization\nAU  - et al.\nTI  - Bones\nPY  - 2004///\n"
        "SN  - 978-0-306-40615-7\nN1  - PMID: 29480918\n"
        "TY  - ELEC\nTI  - Page\nUR  - https://example.org/\nY2  - 2024/05/02/\n"
    )
    assert problems == []
    assert (pubmed.pmid, pubmed.pmcid, pubmed.page) == ("35277037", "PMC8838086", "679")
    assert pubmed.title == "Effect of magnesium on inflammation"
    assert (pubmed.container_title, pubmed.container_title_short) == (
        "Nutrients (Basel)",
        "Nutrients",
    )
    assert (pubmed.year, pubmed.month, pubmed.day) == (2022, 2, 3)
    assert endnote.authors == (Name(literal="World Health Organization"),)
    assert (endnote.pmid, endnote.authors_complete, endnote.year) == ("29480918", False, 2004)
    assert (page.type, page.accessed) == ("webpage", "2024-05-02")


def test_what_pubmed_saves_for_citation_managers_is_read():
    text = (
        "\nPMID- 35277037\nOWN - NLM\nPG  - 679-85\nDP  - 2022 Feb 5\nVI  - 14\nIP  - 3\n"
        "TI  - Effect of Magnesium Supplementation on Inflammatory Parameters: \n"
        "      A Meta-Analysis.\nLID - 679 [pii]\nLID - 10.3390/nu14030679 [doi]\n"
        "FAU - Veronese, Nicola\nAU  - Veronese N\nTA  - Nutrients\nJT  - Nutrients\n"
        "PMC - PMC8838086\n\nPMID- 34666201\nTI  - Another\n"
    )
    assert format_of(text) is Format.RIS
    (one, two), problems = ris.read(text)
    assert problems == []
    assert one.title.endswith("on Inflammatory Parameters: A Meta-Analysis")
    assert one.page == "679-685"
    assert (one.year, one.month, one.day, one.volume, one.issue) == (2022, 2, 5, "14", "3")
    assert (one.pmid, one.pmcid, one.doi) == ("35277037", "PMC8838086", "10.3390/nu14030679")
    assert one.authors == (Name("Veronese", "Nicola"),)
    assert (one.container_title, two.pmid, two.title) == ("Nutrients", "34666201", "Another")


@pytest.mark.parametrize(
    ("form", "text", "lines"),
    [
        (Format.BIBTEX, "@article{a, title={A}}\n@article{b, title={B\n@book{c, title={C}}\n", [2]),
        (
            Format.BIBTEX,
            "@article{a, title={A}}\n@article{b title={B}}\n@book{c, title={C}}\n",
            [2],
        ),
        (Format.RIS, "TY  - JOUR\nTI  - A\nER  - \n\nTI  - B\nER  - \nTY  - BOOK\nTI  - C\n", [5]),
        (Format.CSL_JSON, '[{"title": "A"},\n{"title": [3, {]},\n{"title": "C"}]', [2]),
        (Format.CSL_JSON, '[{"title": "A"},\n{"title": "B", "volume": NaN},\n{"title": "C"}', [2]),
        (Format.CSL_JSON, '[{"title": "A"},\n7,\n{"title": "C"},]', [2]),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_line_and_loses_no_other(form, text, lines):
    found, problems = read(text, form)
    assert [record.title for record in found] == ["A", "C"]
    assert [problem.line for problem in problems] == lines


_MANY = 40_000


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={" + "{" * _MANY + "}" * _MANY + "}}",
        "@article{a, title={" + "{" * _MANY,
        "@article{a, author={" + "A and " * _MANY + "}}",
        "@article{a, title={" + '\\"{' * 2000 + "}}",
        "@string{a = b}@string{b = a}@article{x, title = a # b}",
        "".join(f"@string{{s{i + 1} = s{i} # s{i}}}\n" for i in range(200))
        + "@misc{a, note = s200}",
        '@string{s0 = "xxxxxxxx"}\n'
        + "".join(f"@string{{s{i + 1} = s{i} # s{i}}}\n" for i in range(200)),
        "@article{a," * 2000,
        "TY  - JOUR\n" * 3000,
        "TY  - JOUR\nTI  - x\n" + "more\0\n" * _MANY,
        "TY  - JOUR\n" + "AU  - Smith, J\n" * _MANY + "ER  - \n",
        "[" * 100_000,
        '[{"title":' + "[" * 100_000 + "]" * 100_000 + "}]",
        '[{"title": "' + "x" * 100_000 + '", "title": 3, "DOI": {}, "issued": [NaN]}]',
        '["' + '\\"' * _MANY,
        '[{"year": ' + "9" * 10_000 + '}, {"title": "\\ud800\\u0000"}]',
        "\0\ufffe\ud800",
    ],
    ids=range(17),
)
@pytest.mark.parametrize("form", list(Format))
def test_hostile_text_is_read_in_little_time_and_never_crashes(form, text):
    began = time.monotonic()
    found, _ = read(text, form)
    assert time.monotonic() - began < 3
    for record in found:
        json.dumps(record.to_csl(), ensure_ascii=False).encode()
        assert "\0" not in record.title


@settings(max_examples=60, deadline=None)
@given(st.text('@article{},="#\\ABCTYER- \n[]:0"', max_size=60), st.sampled_from(list(Format)))
def test_no_text_makes_a_reader_raise(text, form):
    read(text, form)


odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["2018-13", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["date-parts", "raw", "family", "items"]), inner)
    ),
    max_leaves=6,
)
fields = ["issued", "accessed", "author", "custom", "title", "type", "note", "volume", "editor"]


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(fields), odd, max_size=3))
def test_an_item_of_any_shape_loses_no_other(item):
    infinite = {"title": "x", "issued": {"date-parts": [[float("inf")]]}}
    text = json.dumps({"items": [infinite, item, {"title": "Bone"}]})
    found, problems = csl_json.read(text)
    assert found[-1].title == "Bone"
    assert "issued" in problems[0].message


def test_a_title_with_markup_of_csl_is_read_as_plain_text():
    (record,), _ = csl_json.read(
        '{"items": [{"title": "CO<sub>2</sub> in <i>E. coli</i>, P < 0.05",'
        ' "note": "PMCID: PMC12"}]}'
    )
    assert (record.title, record.pmcid) == ("CO2 in E. coli, P < 0.05", "PMC12")
