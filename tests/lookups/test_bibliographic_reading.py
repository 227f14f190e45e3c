"""Reading what PubMed and Crossref really answered, and what nobody should."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.record import Name
from health_content.bibliography.status import merged
from health_content.bibliography.study import StudyKind
from health_content.lookups.bibliographic.crossref_json import work_of
from health_content.lookups.bibliographic.pubmed_xml import (
    Unreadable,
    dated,
    whole_range,
    works_of,
)
from health_content.lookups.bibliographic.shapes import Unshaped, object_of
from health_content.lookups.bibliographic.study_kinds import by_indexing, by_title
from health_content.lookups.bibliographic.titles import notice_named, without_fate
from tests.lookups.bibliographic_answers import WORKS, article, message


@pytest.fixture
def recorded(shared):
    folder = shared / "data" / "bibliographic-responses"
    if not folder.is_dir():
        pytest.skip(f"No answers at {folder}; set HEALTH_CONTENT_SHARED to its folder.")
    return folder


def test_pubmed_s_real_records_are_read(recorded):
    works = {}
    for path in [*recorded.glob("pubmed/*.xml"), *recorded.glob("retraction/*.xml")]:
        with suppress(Unreadable):
            works |= works_of(path.read_bytes())

    lancet, food = works["9500320"], works["38747095"]
    assert [notice.kind for notice in lancet.notices] == [
        NoticeKind.RETRACTION,
        NoticeKind.CONCERN,
    ]
    assert (lancet.notices[0].on, lancet.notices[0].pmid) == ("2010-02-06", "20137807")
    assert food.record.container_title == "Nutrition & dietetics"
    assert food.record.container_title_short == "Nutr Diet"
    assert food.study is StudyKind.CROSS_SECTIONAL
    assert works["35649368"].notices[0].doi == "10.1016/j.celrep.2022.111044"
    assert works["11700088"].record.container_title == "Journal of magnetic resonance"
    assert works["219391"].study is StudyKind.CASE_REPORT
    assert works["11748933"].study is StudyKind.ANIMAL
    # Notices are notices of others: nothing was published on themselves.
    assert works["38833988"].notice_of is NoticeKind.CORRECTION
    assert works["38833988"].notice_about == ("PMID 33279609",)
    assert works["38962805"].notices == ()
    assert "<" not in "".join(work.record.title for work in works.values())


def test_crossref_s_real_records_are_read(recorded):
    works = {}
    for path in [*recorded.glob("crossref/*work*.json"), *recorded.glob("retraction/cross*.json")]:
        told = json.loads(path.read_text("utf-8"))["message"]
        for item in told.get("items", [told]) if isinstance(told, dict) else ():
            work = work_of(item)
            works[work.record.doi] = work

    lancet = works["10.1016/s0140-6736(97)11096-0"]
    assert [notice.kind for notice in lancet.notices] == [
        NoticeKind.CORRECTION,
        NoticeKind.RETRACTION,
    ]
    assert lancet.record.title.startswith("Ileal-lymphoid")
    # No more than its title tells of this one.
    assert works["10.1155/2020/5109831"].notices == (
        Notice(NoticeKind.RETRACTION, source="crossref"),
    )
    notice = works["10.1371/journal.pone.0253360"]
    assert (notice.notice_of, notice.notices) == (NoticeKind.CORRECTION, ())
    assert notice.notice_about == ("10.1371/journal.pone.0241578",)
    # Corrected in its place: "update-to" names itself.
    assert works["10.1103/physrevb.98.104436"].notices[0].on == "2019-04-08"
    assert works["10.1101/055319"].study is StudyKind.PREPRINT
    assert works["10.1038/srep16696"].open_access_url == "https://doi.org/10.1038/srep16696"
    assert not works["10.1016/j.neurobiolaging.2010.03.024"].open_access_url


def pubmed(inside: str, after: str = "") -> bytes:
    return (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{inside}"
        f"</Article>{after}</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    ).encode()


def read(inside: str, after: str = ""):
    return works_of(pubmed(inside, after))["1"]


def test_what_pubmed_writes_in_odd_ways_is_read():
    work = read(
        "<Journal><JournalIssue><PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>"
        "</JournalIssue><Title>Lancet (London, England)</Title></Journal>"
        "<ArticleTitle>[Effect of Mg<sup>2+</sup> on <i>bone</i> &amp; more.]</ArticleTitle>"
        "<ELocationID EIdType='pii'>e0123456</ELocationID>"
        "<AuthorList CompleteYN='N'><Author><LastName>van der Berg</LastName><ForeName>Jan"
        "</ForeName><Suffix>Jr</Suffix></Author><Author ValidYN='N'><LastName>Wrong</LastName>"
        "</Author><Author><CollectiveName>Bone Group.</CollectiveName></Author></AuthorList>"
        "<VernacularTitle>Wirkung</VernacularTitle>"
    )
    record = work.record

    assert record.title == "Effect of Mg2+ on bone & more"
    assert (record.year, record.month, record.page) == (1998, 0, "e0123456")
    assert record.authors == (Name("van der Berg", "Jan, Jr"), Name(literal="Bone Group"))
    assert not record.authors_complete
    assert record.container_title == "Lancet"
    untranslated = (
        "<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Os.</VernacularTitle>"
    )
    assert read(untranslated).record.title == "Os"


def test_a_chapter_on_the_shelf_of_ncbi_is_a_chapter():
    body = (
        b"<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>29763083</PMID><Book><Publisher>"
        b"<PublisherName>StatPearls Publishing</PublisherName></Publisher><BookTitle>StatPearls"
        b"</BookTitle><PubDate><Year>2024</Year><Month>01</Month></PubDate></Book><ArticleTitle>"
        b"A made-up chapter</ArticleTitle><AuthorList Type='authors'><Author><LastName>Berg"
        b"</LastName></Author></AuthorList></BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    record = works_of(body)["29763083"].record

    assert (record.type, record.title) == ("chapter", "A made-up chapter")
    assert (record.container_title, record.year) == ("StatPearls", 2024)


def test_what_is_republished_or_takes_others_back_is_not_retracted():
    def listed(kind):
        inner = f"<CommentsCorrections RefType='{kind}'><PMID>2</PMID></CommentsCorrections>"
        return read("", f"<CommentsCorrectionsList>{inner}</CommentsCorrectionsList>")

    assert listed("RetractionOf").notices == ()
    assert listed("RetractionOf").notice_of is NoticeKind.RETRACTION
    assert listed("RetractedandRepublishedFrom").notices == ()
    assert listed("RetractedandRepublishedIn").notices[0].kind is NoticeKind.RETRACTION
    types = "<PublicationTypeList><PublicationType>{}</PublicationType></PublicationTypeList>"
    assert read(types.format("Retracted Publication")).notices[0].kind is NoticeKind.RETRACTION
    assert read(types.format("Retraction of Publication")).notices == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("RETRACTED: Magnesium in bone", NoticeKind.RETRACTION),
        ("RETRACTED ARTICLE: Magnesium in bone", NoticeKind.RETRACTION),
        ("[Retracted] Magnesium in bone", NoticeKind.RETRACTION),
        ("WITHDRAWN: Magnesium in bone", NoticeKind.WITHDRAWAL),
        ("Expression of Concern: Magnesium in bone", NoticeKind.CONCERN),
    ],
)
def test_a_word_before_the_title_is_what_became_of_the_work(title, kind):
    assert without_fate(title) == ("Magnesium in bone", kind)


def test_words_that_only_begin_like_a_fate_or_a_notice_are_titles():
    for title in ("Withdrawn patients in trials", "Removed teeth", "Retracted:"):
        assert without_fate(title) == (title, None)
    for title in ("Correction of hypomagnesemia", "Withdrawal symptoms", "Errors in dosing"):
        assert notice_named(title) is None
    assert notice_named("Retraction notice to “Bone”") is NoticeKind.RETRACTION


@pytest.mark.parametrize(
    ("types", "headings", "title", "kind"),
    [
        (["Review", "Meta-Analysis"], ["Humans"], "", "meta-analysis"),
        (["Journal Article"], ["Animals", "Rats"], "", "animal"),
        (["Journal Article"], ["Animals", "Humans"], "Of rats and in rats", ""),
        (["Review"], ["Animals"], "", "review"),
        (["Journal Article"], ["Humans", "Cells, Cultured"], "", "laboratory"),
        (["Journal Article"], ["Humans", "Adult", "Cohort Studies"], "", "cohort"),
        (["Clinical Trial Protocol"], [], "A randomized trial: protocol", "other"),
        ([], [], "Bone: a systematic review and meta-analysis", "meta-analysis"),
        ([], [], "Protocol for a systematic review", ""),
        ([], [], "Calcification in soft tissues of uremic rats", "animal"),
        ([], [], "Magnesium, and then a randomised, double-blind trial", "randomized-trial"),
    ],
)
def test_the_kind_of_study_is_told_by_indexers_before_titles(types, headings, title, kind):
    assert by_indexing(types, headings, title) == StudyKind(kind)
    assert types or by_title(title) == StudyKind(kind)


def test_pages_and_days_are_whole():
    assert whole_range("217-64") == "217-264"
    assert whole_range("S12-8") == "S12-S18"
    assert whole_range("9-12") == "9-12"
    assert whole_range("445") == "445"
    assert dated("2010 Feb 6;375(9713):445") == (2010, 2, 6)
    assert dated("2024 Jul;36(sup1)") == (2024, 7, 0)
    assert dated("2000 Spring") == (2000, 0, 0)


def test_notices_of_two_services_are_the_same_only_where_nothing_speaks_against_it():
    correction, retraction = NoticeKind.CORRECTION, NoticeKind.RETRACTION
    bare = (Notice(retraction, source="pubmed"),)
    full = (Notice(retraction, "2020-01-02", "10.5555/a", source="crossref"),)

    assert merged(bare, full) == (Notice(retraction, "2020-01-02", "10.5555/a", source="pubmed"),)
    assert len(merged((Notice(correction),), (Notice(correction, "2020"),))) == 2
    assert len(merged(full, (Notice(retraction, "2020-01-02", "10.5555/b"),))) == 2


def test_a_license_counts_when_it_is_open_has_begun_and_is_for_persons():
    def free(url, version, year):
        begins = {"date-parts": [[year]]}
        licence = {"URL": url, "content-version": version, "start": begins}
        told = work_of({"DOI": "10.5555/x", "license": [licence]})
        return bool(told.open_access_url)

    by = "https://creativecommons.org/licenses/by/4.0/"
    assert free(by, "vor", 2020)
    assert not free(by, "tdm", 2020)
    assert not free(by, "vor", 2999)
    assert not free("https://creativecommons.org.example/licenses/by/", "vor", 2020)
    assert not free("http://[", "vor", 2020)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["DOI", "type", "date-parts", "family", "URL"]), inner)
    ),
    max_leaves=4,
)
FIELDS = "title author issued updated-by update-to license type page ISBN aliases container-title"


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS.split()), values))
def test_no_shape_of_a_record_breaks_the_reading_of_crossref(fields):
    assert work_of({**fields, "DOI": "10.5555/x"}).record.doi == "10.5555/x"


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([w for w in WORKS if "pmid" in w]), st.data())
def test_an_answer_that_is_cut_or_garbled_is_read_or_refused(work, data):
    whole = f"<PubmedArticleSet>{article(work)}</PubmedArticleSet>".encode()
    place = data.draw(st.integers(0, len(whole)))
    garbled = whole[:place] + data.draw(st.binary(max_size=5)) + whole[place + 3 :]
    with suppress(Unreadable):
        works_of(garbled)
    with suppress(Unreadable):
        works_of(whole[:place])
    with suppress(Unshaped):
        object_of(json.dumps(message(work)).encode()[:place])
