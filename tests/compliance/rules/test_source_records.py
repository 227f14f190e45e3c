"""What is found where a source is not what is cited, or does not say what is told of it."""

from health_content.compliance import Severity, check
from health_content.compliance.examples import SALE, placed
from health_content.manuscript import (
    Manuscript,
    Prose,
    RecordDifference,
    Reference,
    References,
    RichText,
)

CITATION = "Dominguez LJ. Magnesium and bone density. Osteoporosis International. 2019;30(8):1531."
TITLE = ("title", "Magnesium and bone density", "Impact of magnesium on bone health")
AUTHOR = ("author", "Dominguez LJ", "Groenendijk I")
VOLUME = ("volume", "30", "154")
ISSUE = ("issue", "", "3")
CITE = '<a linktype="reference" id="1"{}>1</a>'


def report_on(*differences, sells=True, html="<p>Nuts [1].</p>", **known):
    entry = Reference(
        id="one",
        citation=CITATION,
        differences=tuple(RecordDifference(*each) for each in differences),
        **known,
    )
    body = [Prose(id="t", html=RichText(html)), References(id="l", items=(entry,))]
    return check(placed(Manuscript(title="Notes", body=(*body, *([SALE] if sells else [])))))


def found(code, *differences, **told):
    return [item for item in report_on(*differences, **told).findings if item.code == code]


def test_each_difference_is_found_at_its_words_and_shows_both_sides():
    (title,) = found("EVD415", TITLE)
    assert (title.quote, title.severity) == (TITLE[1], Severity.NEEDS_REASON)
    assert TITLE[1] in title.message
    assert TITLE[2] in title.message
    assert TITLE[2] in title.remedy
    (volume,) = found("EVD415", VOLUME)
    assert (volume.quote, volume.severity) == ("30", Severity.ADVICE)


def test_an_identifier_of_another_work_is_named_and_needs_a_reason():
    (doi,) = found("EVD415", ("doi", "10.1000/bone", "10.1000/sleep"))
    assert doi.severity is Severity.NEEDS_REASON
    assert "The DOI is “10.1000/bone” here and “10.1000/sleep” in the record" in doi.message


def test_another_work_refuses_a_page_that_sells_and_only_once():
    items = found("EVD415", TITLE, AUTHOR, VOLUME)
    assert {item.quote: item.severity for item in items} == {
        TITLE[1]: Severity.BLOCKING,
        "Dominguez": Severity.ADVICE,
        "30": Severity.ADVICE,
    }
    assert [item.quote for item in items if VOLUME[2] in item.remedy] == [TITLE[1]]
    elsewhere = found("EVD415", TITLE, AUTHOR, sells=False)
    assert Severity.BLOCKING not in {item.severity for item in elsewhere}


def test_an_entry_that_lacks_something_is_advised_and_a_missing_issue_is_nothing():
    (item,) = found("EVD415", ("author", "", "Groenendijk I"), ISSUE)
    assert item.severity is Severity.ADVICE
    assert item.quote == CITATION
    assert found("EVD415", ISSUE) == []


def test_a_number_that_the_quoted_passage_does_not_have_is_found():
    told = f"<p>Of 240 women 33% had it [{CITE}]. In 2019, 7 did.</p>"
    passage = ' data-passage="a third (32.8%) of the 240 women"'
    assert found("EVD411", html=told.format(passage)) == []
    passage = ' data-passage="12% of the two hundred"'
    assert [item.quote for item in found("EVD411", html=told.format(passage))] == ["240", "33"]
    assert found("EVD411", html=told.format("")) == []


def test_an_identifier_that_nobody_knows_is_graver_than_one_nobody_asked_for():
    (asked,) = found("EVD416", lookup="not-found", pmid="34666201")
    (unasked,) = found("EVD416", pmid="34666201")
    assert (asked.severity, unasked.severity) == (Severity.NEEDS_REASON, Severity.ADVICE)
    assert found("EVD416", lookup="agrees", pmid="34666201") == []
