"""The works that an article cites, as data."""

import json

import html5lib
import pytest

from health_content.affiliates.recognition import NOTHING_REGISTERED
from health_content.library.references import Reference
from health_content.representations.cited_works import cited_works
from tests.factories import HealthArticlePageFactory

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028"
CSL = {
    "id": "x",
    "type": "article-journal",
    "title": "Magnesium and bone",
    "author": [{"family": "van Writer", "given": "A"}, {"literal": "The Bone Group"}],
    "container-title": "J Bones",
    "issued": {"date-parts": [[2018, 3]]},
    "PMID": "123",
    "DOI": "10.5555/1",
}


def told(**fields):
    given = {"citation": "Writer A. Magnesium.", "doi": "10.5555/1", "pmid": "123", **fields}
    return cited_works("Bones", [Reference(**given)], NOTHING_REGISTERED).get("citation", [])


def test_fields_that_somebody_vouches_for_are_told_and_others_only_in_the_printed_words():
    (work,) = told(csl=CSL, fields_from="record")
    assert (work["@type"], work["name"]) == ("MedicalScholarlyArticle", "Magnesium and bone")
    assert [it["@type"] for it in work["author"]] == ["Person", "Organization"]
    assert (work["datePublished"], work["isPartOf"]["name"]) == ("2018-03", "J Bones")
    assert work["identifier"]["value"] == "10.5555/1"
    assert work["sameAs"][0] == "https://doi.org/10.5555/1"
    (read,) = told(csl=CSL, fields_from="reading")
    assert (read["name"], "author" in read) == ("Writer A. Magnesium.", False)
    assert told(doi="", pmid="") == ["Writer A. Magnesium."]


def test_no_machine_is_led_to_what_was_taken_back_nor_by_an_identifier_that_leads_astray():
    assert told(status="retracted") == told(status="withdrawn") == []
    for fields in ({"agreement": "differs"}, {"lookup": "not-found"}):
        assert told(csl=CSL, fields_from="reading", **fields) == ["Writer A. Magnesium."]
    assert told(doi="", pmid="", url="https://amazon.com/dp/1?tag=us-20") == [
        "Writer A. Magnesium."
    ]


@pytest.mark.usefixtures("report_only")
def test_a_page_tells_in_its_head_what_it_cites_whatever_the_words_say(client, home):
    entry = Reference.objects.create(citation=HOSTILE)
    body = [("references", {"heading": "References", "items": [entry]})]
    page = HealthArticlePageFactory(parent=home, body=body)
    document = html5lib.parse(client.get(page.get_url()).content, namespaceHTMLElements=False)
    (block,) = document.findall(".//head/script[@type='application/ld+json']")
    assert json.loads(block.text)["citation"] == [HOSTILE]
