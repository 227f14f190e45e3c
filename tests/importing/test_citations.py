"""Citations in the texts of a document point at this library's entries."""

import pytest

from health_content.importing.binding import bind_library
from health_content.manuscript import Manuscript, Prose, Reference, References, RichText
from health_content.models import Reference as Entry
from health_content.readers.cleaning import clean_manuscript

CITES = '<a linktype="reference" id="smith" data-passage="It held.">Smith 2011</a>'
LOST = '<a linktype="reference" id="7">Jones 2012</a>'


@pytest.mark.django_db
def test_a_citation_has_the_key_of_this_library_and_one_of_nothing_listed_keeps_its_words():
    entry = Reference(citation="Smith A. Magnesium in food. Bone. 2011;1(1):1-2.", key="smith")
    text = Prose(RichText(f"<p>It is in food {CITES}, and in water {LOST}.</p>"))
    told = []
    bound = bind_library(
        clean_manuscript(Manuscript("A title", (text, References("", (entry,))))), told
    )
    html = bound.body[0].html.html
    assert f'id="{Entry.objects.get().pk}"' in html
    assert 'data-passage="It held."' in html
    assert "and in water Jones 2012." in html
    assert [remark.text for remark in told] == ["Jones 2012"]
