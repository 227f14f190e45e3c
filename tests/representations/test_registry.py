"""Every registered representation carries what its page owes."""

import json

import pytest

from health_content.edition import Channel
from health_content.library.representations import StoredRepresentation
from health_content.manuscript import Node
from health_content.representations.registry import (
    ObligationLost,
    Representation,
    edition_of,
    register,
    registered,
    represent,
    store,
    unregister,
)
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")


@pytest.fixture
def article(home):
    return HealthArticlePageFactory(
        parent=home,
        body=[
            ("rich_text", "<p>Magnesium is a mineral.</p>"),
            (
                "affiliate_call_to_action",
                {"text": "See it.", "label": "", "paid_link": None, "program": None},
            ),
        ],
    )


def lines(edition):
    """A plain rendering: each text on a line of its own."""
    return "\n".join(
        item.text if not isinstance(item, Node) else " ".join(text for _, text in item.passages())
        for item in edition.sequence
    )


def as_json(edition):
    return json.dumps({"texts": [item.text for item in edition.obligations]})


def as_html(edition):
    return "".join(item.html for item in edition.obligations)


@pytest.mark.parametrize(
    ("media_type", "render"),
    [("text/markdown", lines), ("application/json", as_json), ("application/xhtml+xml", as_html)],
)
def test_a_faithful_representation_is_sent(article, site, media_type, render):
    body = represent(article, site, Representation("plain", Channel.API, media_type, render))
    assert "Food and Drug Administration" in body


@pytest.mark.parametrize("lost", range(3))
def test_a_representation_that_loses_any_text_is_refused(article, site, lost):
    def forgetful(edition):
        kept = [item for number, item in enumerate(edition.obligations) if number != lost]
        return "\n".join(item.text for item in kept)

    edition = edition_of(article, site, Channel.LLM)
    assert len(edition.obligations) == 3
    with pytest.raises(ObligationLost, match=edition.obligations[lost].id):
        represent(article, site, Representation("bad", Channel.LLM, "text/plain", forgetful))


def test_an_edition_discloses_before_the_first_paid_link(article, site):
    edition = edition_of(article, site, Channel.FEED)
    kinds = [getattr(item, "kind", "") for item in edition.sequence]
    assert kinds.index("affiliate-disclosure") < kinds.index("affiliate_call_to_action")
    assert edition.must_render == (
        "affiliate-disclosure",
        "fda-disclaimer",
        "medical-disclaimer",
    )


def test_a_stored_representation_says_of_what_it_was_made(article, site):
    representation = Representation("plain", Channel.API, "text/plain", lines)
    store(article, site, representation)
    stored = store(article, site, representation)
    assert StoredRepresentation.objects.get() == stored
    assert stored.content_hash == article.content_hash
    assert [entry["id"] for entry in stored.obligations] == [
        "affiliate-disclosure",
        "fda-disclaimer",
        "medical-disclaimer",
    ]


def test_a_name_is_registered_once():
    representation = Representation("plain-lines", Channel.API, "text/plain", lines)
    register(representation)
    try:
        assert representation in registered()
        with pytest.raises(ValueError, match="registered already"):
            register(representation)
    finally:
        unregister("plain-lines")
    assert representation not in registered()


@pytest.mark.django_db
def test_every_registered_representation_of_every_page_type_carries_its_obligations(article, site):
    for representation in registered():
        for page in (article, site.root_page.specific):
            assert represent(page, site, representation)
