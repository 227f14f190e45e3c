"""What has become of a work, from the notices on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from health_content.bibliography.notices import Notice, NoticeKind
from health_content.bibliography.status import decide, merged


def notice(kind, on="", **more):
    return Notice(NoticeKind(kind), on, **more)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([], "current"),
        ([("correction", "2004-03-06")], "corrected"),
        ([("correction", "2004-03-06"), ("retraction", "2010-02-06")], "retracted"),
        ([("retraction", ""), ("correction", "2019")], "retracted"),
        ([("withdrawal", "2020"), ("concern", "2021")], "withdrawn"),
        ([("concern", "2021"), ("correction", "2022")], "concern"),
        # Taken back, and the taking back taken back.
        ([("retraction", "2010"), ("reinstatement", "2012-01-01")], "current"),
        ([("retraction", "2012-01-01"), ("reinstatement", "2012")], "current"),
        ([("retraction", ""), ("reinstatement", "")], "current"),
        ([("retraction", "2010"), ("reinstatement", "2012"), ("correction", "")], "corrected"),
        ([("retraction", "2010"), ("reinstatement", "2012"), ("concern", "2009")], "concern"),
        # And then retracted again.
        ([("retraction", "2010"), ("reinstatement", "2012"), ("retraction", "2013")], "retracted"),
        ([("retraction", "2010"), ("reinstatement", ""), ("retraction", "2013")], "retracted"),
        # Where it cannot be told whether it was before or after, it is not taken as fine.
        (
            [("retraction", "2010"), ("reinstatement", "2012"), ("retraction", "2012-11")],
            "retracted",
        ),
    ],
)
def test_the_gravest_notice_that_stands_decides(told, status):
    notices = [notice(*each) for each in told]

    assert decide(notices, was_checked=True) == status
    # Whoever told it, and in whichever order.
    assert decide((), was_checked=True, listed=reversed(notices)) == status


def test_a_retraction_without_a_day_that_has_a_notice_of_its_own_outlives_a_reinstatement():
    first = notice("retraction", "2010-01-01", doi="10.1000/a")
    told = [first, notice("reinstatement", "2012"), notice("retraction", doi="10.1000/b")]
    assert decide(told, was_checked=True) == "retracted"
    assert decide(told[1:], was_checked=True) == "current"


def test_what_nobody_was_asked_about_is_unknown_and_a_list_may_still_tell_of_it():
    assert decide((), was_checked=False) == "unknown"
    assert decide((), was_checked=False, listed=[notice("retraction")]) == "retracted"


def test_a_notice_once_told_is_not_lost_and_not_told_twice():
    crossref = notice("retraction", "2010-02-06", doi="10.1000/a", source="crossref")
    pubmed = notice("concern", "2004", pmid="1", source="pubmed")
    told = [
        notice("retraction", "2010", doi="10.1000/A", source="retraction-watch", reason="Error"),
        notice("retraction", "2010-02", pmid="2", source="pubmed"),
        pubmed,
    ]

    first, second = merged([crossref, pubmed], told)

    assert first == pubmed
    assert second == replace(crossref, pmid="2", reason="Error")
    assert merged([first, second], told) == (first, second)
