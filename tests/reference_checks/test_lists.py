"""Lists of retractions: what is read of them, and what becomes of the sources on them."""

from __future__ import annotations

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from health_content.library.retractions import ListedNotice
from health_content.models import Reference
from health_content.reference_checks.list_loading import load_list
from health_content.reference_checks.list_reading import UnreadableList, rows_of

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,\n"
)


def row(key, nature="Retraction", *, doi="10.1000/a", pmid="0", day="2/6/2010 0:00", title="T"):
    start = f"{key},{title},,,J,P,,A,,Research Article;,{day},unavailable,0,1/1/2009 0:00,"
    return f"{start}{doi},{pmid},{nature},+Error in Data;+Duplication of Image;,No,,\n"


def listing(*rows, encoding="utf-8"):
    return BytesIO((HEADER + "".join(rows)).encode(encoding))


BROKEN = 'x3,"never closed,,,J\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_broken_row_keeps_no_other_out_in_any_encoding(encoding):
    rows = [
        row(1, title='"Zwei\nZeilen über Größe"'),
        BROKEN,
        row(2),
        row(4, title="too,many,cells"),
        row(5),
    ]
    found = list(rows_of(listing(*rows, encoding=encoding)))

    assert [(item.line, item.cells.get("record id")) for item in found] == [
        (2, "1"),
        (4, None),
        (5, "2"),
        (6, None),
        (7, "5"),
    ]
    assert found[0].cells["title"] == "Zwei\nZeilen über Größe"
    assert "quotation mark" in found[1].problem
    assert "23 cells" in found[3].problem


@pytest.mark.parametrize("data", [b"", b"Record ID,Title\n1,a\n", b"\xff\xfe\x00"])
def test_what_is_no_such_list_is_said_to_be_none(data):
    with pytest.raises(UnreadableList):
        list(rows_of(BytesIO(data)))


def test_a_list_is_loaded_once_and_tells_of_the_library_s_own(reference):
    other = Reference.objects.create(citation="Doe J. Nuts.", pmid="77")
    rows = [
        row(1, doi=reference.doi.swapcase()),
        row(2, "Expression of Concern", doi="Unavailable", pmid="77", day="soon"),
        row(3, "Praise"),
        row(4, doi="unavailable"),
        row(5, doi="10.1000/unknown", day="12/31/2020 0:00"),
        BROKEN,
    ]
    tried = load_list(listing(*rows), is_dry=True)
    assert (tried.created, tried.references) == (3, 2)
    assert not ListedNotice.objects.exists()
    assert Reference.objects.get(pk=other.pk).status == "unknown"

    first, again = load_list(listing(*rows)), load_list(listing(*rows))

    assert (first.rows, first.created, first.references, first.unidentified) == (6, 3, 2, 1)
    assert [line for line, _ in first.problems] == [3, 4, 7]
    assert (again.created, again.changed, again.unchanged, again.references) == (0, 0, 3, 0)
    reference.refresh_from_db()
    assert (reference.status, reference.status_source) == ("retracted", "retraction-watch")
    assert reference.notices[0]["reason"] == "Error in Data; Duplication of Image"
    assert reference.notices[0]["on"] == "2010-02-06"
    assert Reference.objects.get(pk=other.pk).status == "concern"

    # A row that says something else by now, and a reinstatement that came later.
    better = load_list(
        listing(
            row(5, title="New"), row(6, "Reinstatement", day="1/2/2012 0:00", doi=reference.doi)
        )
    )
    assert (better.created, better.changed) == (1, 1)
    assert Reference.objects.get(pk=reference.pk).status == "retracted"


def test_a_person_s_word_yields_to_graver_news_alone(reference):
    Reference.objects.update(status="concern", status_source="person")
    load_list(listing(row(1, "Correction", doi=reference.doi)))
    assert Reference.objects.get().status == "concern"
    load_list(listing(row(2, doi=reference.doi)))
    assert Reference.objects.get().status == "retracted"
    # Whoever looked at that notice and says otherwise is not told of it again.
    Reference.objects.update(status="current", status_source="person")
    load_list(listing(row(2, doi=reference.doi)))
    assert Reference.objects.get().status == "current"


def test_the_command_says_what_it_could_not_read(tmp_path, reference):
    path, told, wrong = tmp_path / "list.csv", StringIO(), StringIO()
    path.write_bytes(listing(row(1, doi=reference.doi), BROKEN).getvalue())
    with pytest.raises(CommandError) as problems:
        call_command("import_retractions", str(path), stdout=told, stderr=wrong)
    assert problems.value.returncode == 1
    assert "retracted, was unknown" in told.getvalue()
    assert "Line 3:" in wrong.getvalue()
    with pytest.raises(CommandError) as missing:
        call_command("import_retractions", str(tmp_path / "none.csv"))
    assert missing.value.returncode == 2
