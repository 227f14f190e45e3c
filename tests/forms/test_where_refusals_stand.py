"""What a form says about a refusal, and where."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import APIToken
from wagtail.test.utils.form_data import nested_form_data, rich_text

from health_content.compliance import all_rules
from health_content.manuscript import Location, Manuscript, passages
from health_content.models import HealthArticlePage
from health_content.publishing.places import block_error, form_path
from tests.factories import HealthArticlePageFactory

CLAIM = "This magnesium supplement cures arthritis."
OFFER = {"text": "See it.", "label": "", "paid_link": ""}


def stream(*blocks):
    """A stream as the editor sends it, each block with its id."""
    sent = {
        str(n): {"type": name, "value": value, "id": key, "order": str(n), "deleted": ""}
        for n, (name, key, value) in enumerate(blocks)
    }
    return {"count": str(len(blocks)), **sent}


def items(*entries):
    """A list as the editor sends it."""
    return stream(*[("item", key, value) for key, value in entries])


def points(key, *entries):
    told = [(name, rich_text(f"<p>{words}</p>")) for name, words in entries]
    return ("key_points", key, {"heading": "", "items": items(*told)})


def section(key, *blocks, subsection=False):
    name = "subsection" if subsection else "section"
    value = {"heading": "Bone", "aspect": "", "anchor": "", "content": stream(*blocks)}
    return (name, key, value)


@pytest.fixture
def publish(admin_site, home):
    """Press “Publish” on a new article; returns what comes back."""

    def send(*body, **fields):
        none = {f"{n}_FORMS": 0 for n in ("TOTAL", "INITIAL", "MIN_NUM")} | {"MAX_NUM_FORMS": 1000}
        data = {
            "title": "Magnesium",
            "slug": "magnesium",
            "hero_caption": rich_text(""),
            "body": stream(*body, ("affiliate_call_to_action", "offer", OFFER)),
            "related": stream(),
            "comments": none,
            "action-publish": "action-publish",
        }
        address = reverse(
            "wagtailadmin_pages:add", args=["health_content", "healtharticlepage", home.pk]
        )
        sent = nested_form_data(data | fields) | {"topics": [], "nutrients": []}
        response = admin_site.post(address, sent)
        assert response.status_code == 200, "It was published."
        return response

    return send


def leaves(error, path=()):
    """The messages of a nested error by where they stand."""
    if isinstance(error, dict):
        found = {path: error["messages"]} if error.get("messages") else {}
        for key, inner in error.get("blockErrors", {}).items():
            found |= leaves(inner, (*path, key))
        return found
    return leaves(error.as_json_data(), path)


def on_top(response, family="CLM"):
    """The messages on top that rules of a family sent."""
    errors = response.context["form"].non_field_errors().as_data()
    count, *errors = errors
    assert count.message.startswith("Not published. Findings that block: ")
    assert {error.code for error in errors} <= {rule.code for rule in all_rules()}
    return [error.message for error in errors if error.code.startswith(family)]


def on_blocks(response):
    """The messages of each block, by where it stands."""
    (error,) = response.context["form"].errors["body"].as_data()
    assert error.messages == ["See the blocks that are marked."]
    return leaves(error)


def test_an_error_stands_on_the_text_and_on_top(publish):
    response = publish(("rich_text", "t", rich_text(f"<p>{CLAIM}</p>")))
    assert on_top(response)
    assert on_blocks(response)[0,] == on_top(response)


def test_an_error_stands_as_deep_as_the_words_do(publish):
    response = publish(
        ("rich_text", "t", rich_text("<p>Nuts hold magnesium.</p>")),
        section(
            "s",
            section("u", points("k", ("a", "Nuts hold it."), ("b", CLAIM)), subsection=True),
        ),
    )
    deep = (1, "content", 0, "content", 0, "items", 1)
    assert on_blocks(response)[deep] == on_top(response)


def test_several_errors_on_one_text_stand_together(publish):
    words = f"{CLAIM} It heals osteoporosis."
    response = publish(("rich_text", "t", rich_text(f"<p>{words}</p>")))
    assert len(on_top(response)) > 1
    assert on_blocks(response)[0,] == on_top(response)


@pytest.mark.parametrize("name", ["title", "dek", "search_description", "seo_title"])
def test_an_error_stands_once_on_the_field_that_says_it(publish, name):
    response = publish(**{name: CLAIM})
    told = response.context["form"].errors[name].as_data()
    assert any(error.code.startswith("CLM") for error in told)
    assert not set(on_top(response)) & {error.message for error in told}


def test_the_editor_gets_the_error_with_the_block(publish):
    response = publish(("rich_text", "t", rich_text(f"<p>{CLAIM}</p>")))
    assert "&quot;blockErrors&quot;: {&quot;0&quot;: {&quot;messages&quot;" in (
        response.content.decode()
    )


@pytest.fixture
def api(client, superuser):
    """Ask Wagtail's API v3 to change a page."""
    _token, plain = APIToken.create_token(user=superuser, name="tests")

    def patch(page, **data):
        return client.patch(
            f"/api/v3/pages/{page.pk}/",
            json.dumps(data),
            content_type="application/json",
            headers={"authorization": f"Bearer {plain}"},
        )

    return patch


def test_the_api_names_the_rule_and_no_field_that_was_not_sent(api, home, settings):
    settings.ROOT_URLCONF = "tests.publishing.api_urls"
    offer = ("affiliate_call_to_action", {**OFFER, "paid_link": None})
    body = [("rich_text", f"<p>{CLAIM}</p>"), offer]
    page = HealthArticlePageFactory(parent=home, live=False, body=body)
    response = api(page, meta={"type": page._meta.label, "action": "publish"}, dek="Bone.")
    assert response.status_code == 422
    errors = response.json()["errors"]
    assert {error["type"] for error in errors} <= {rule.code for rule in all_rules()}
    assert {tuple(error["loc"]) for error in errors} == {("__all__",)}


ODD = [(), ("nowhere",), ("t", "nowhere", "at", "all"), ("k", "items", "nowhere"), ("k", "none")]


@pytest.mark.parametrize("path", ODD)
def test_a_path_that_leads_nowhere_stands_on_what_holds_it(path):
    block = HealthArticlePage._meta.get_field("body").stream_block
    value = block.to_python(
        [
            {"type": "rich_text", "id": "t", "value": "<p>Nuts.</p>"},
            {"type": "key_points", "id": "k", "value": {"items": ["<p>Nuts.</p>"]}},
        ]
    )
    error = block_error(value, [(path, ValidationError("Odd."))])
    assert list(leaves(error).values()) == [["Odd."]]


def test_a_field_that_is_no_stream_keeps_the_words():
    assert block_error("plain", [((), ValidationError("Odd."))]).messages == ["Odd."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("", ()),
        ("title", ("title",)),
        ("search_title", ("seo_title",)),
        ("hero.alt", ("hero_alt",)),
        ("hero", ("hero_image",)),
        ("hero.address", ("hero_image",)),
        ("topics.Bone", ("nutrients", "Bone")),
        ("slug", ("slug",)),
        ("related.r.text", ("related", "r", "text")),
        ("body.b.items.i.html", ("body", "b", "items", "i", "html")),
    ],
)
def test_a_location_leads_to_a_field_of_the_form(location, path):
    assert form_path(HealthArticlePage(), Location.parse(location)) == path


def test_the_words_of_every_block_have_a_field_of_their_own():
    """But a dose, which is said by several fields together."""
    stream_block = HealthArticlePage._meta.get_field("body").stream_block
    for name, block in stream_block.child_blocks.items():
        value = stream_block.normalize([(name, block.meta.preview_value)])
        value = stream_block.to_python(stream_block.get_prep_value(value))
        for passage in passages(Manuscript(body=stream_block.to_nodes(value))):
            path = passage.location.path[1:]
            error = block_error(value, [(path, ValidationError("Here."))])
            ((where, _),) = leaves(error).items()
            assert len(where) == len(path), f"{name}: {passage.location} stands at {where}"
