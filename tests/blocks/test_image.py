"""The picture block."""

import html.parser
import io

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.pictures import _specs_for
from health_content.blocks.renditions import renditions_of
from tests.blocks.conftest import BODY, node_of, value_of
from tests.blocks.pictures import SVG, drawn, in_library, moving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, name):
        return [attributes for tag, attributes in self.found if tag == name]


def shown(**value):
    (child,) = value_of({"type": "image", "value": value})
    return child.render()


def test_a_picture_survives_with_all_that_is_said_of_it(round_trip):
    image = in_library(drawn())
    node = round_trip(
        "image",
        {
            "image": image.pk,
            "alt": "A bone cut through.",
            "decorative": False,
            "caption": "<p>Bone is <b>alive</b>.</p>",
            "credit": "Sam Sample, CC BY 4.0",
            "address": "figures/bone.png",
        },
    )
    assert (node.image, node.alt, node.caption.text) == (
        str(image.pk),
        "A bone cut through.",
        "Bone is alive.",
    )
    assert (node.credit, node.address) == ("Sam Sample, CC BY 4.0", "figures/bone.png")


def test_a_picture_that_did_not_come_along_keeps_its_words_and_its_address(round_trip):
    node = round_trip(
        "image", {"image": None, "alt": "A bone.", "address": "asset:1.png", "caption": ""}
    )
    assert (node.image, node.alt, node.address) == ("", "A bone.", "asset:1.png")
    html = shown(image=None, alt="A bone.", address="asset:1.png")
    assert "Picture not available" in html
    assert "A bone." in html
    assert "asset:1.png" not in html


def test_a_picture_is_offered_in_three_formats_and_four_widths_with_its_measures():
    tags = Tags(shown(image=in_library(drawn()).pk, alt="A bone cut through."))
    avif, webp = tags.named("source")
    (jpeg,) = tags.named("img")
    assert (avif["type"], webp["type"]) == ("image/avif", "image/webp")
    for entry, suffix in ((avif, "avif"), (webp, "webp"), (jpeg, "jpg")):
        files = [part.split() for part in entry["srcset"].split(", ")]
        assert [width for _, width in files] == ["1280w", "960w", "640w", "320w"]
        assert all(url.endswith(suffix) for url, _ in files)
        assert entry["sizes"]
    assert (jpeg["width"], jpeg["height"]) == ("1280", "640")
    assert (jpeg["alt"], jpeg["loading"], jpeg["decoding"]) == (
        "A bone cut through.",
        "lazy",
        "async",
    )


def test_a_small_picture_is_never_made_larger_and_no_file_is_offered_twice():
    tags = Tags(shown(image=in_library(drawn(size=(500, 250))).pk, alt="A bone."))
    (jpeg,) = tags.named("img")
    assert [part.split()[1] for part in jpeg["srcset"].split(", ")] == ["500w", "320w"]
    assert (jpeg["width"], jpeg["height"]) == ("500", "250")


def test_a_drawing_in_svg_is_sent_as_it_is(settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg"]
    image = in_library(SVG, "bone.svg")
    (img,) = Tags(shown(image=image.pk, alt="A circle.")).named("img")
    assert img["src"] == image.file.url
    assert (img["width"], img["height"]) == ("300", "150")


def test_a_gif_keeps_moving_and_stands_still_for_whoever_wants_less_motion():
    image = in_library(moving(), "bone.gif")
    tags = Tags(shown(image=image.pk, alt="A bone turning."))
    (img,) = tags.named("img")
    (still,) = tags.named("source")
    assert img["src"] == image.file.url
    assert "prefers-reduced-motion: reduce" in still["media"]
    assert still["srcset"].endswith(".webp")


FILES = {"bone.png": drawn(size=(400, 200)), "bone.gif": moving(), "bone.svg": SVG}


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_breaks_no_page_and_leaves_its_words(client, name):
    image = in_library(FILES[name], name)
    image.file.storage.delete(image.file.name)
    html = shown(image=image.pk, alt="A bone.", credit="Sam Sample")
    (img,) = Tags(html).named("img")
    assert img["alt"] == "A bone."
    assert "Sam Sample" in html
    assert client.get(img["src"]).status_code in {404, 410}


def test_a_broken_file_breaks_no_page_and_is_refused_when_it_is_asked_for(client, caplog):
    image = in_library(drawn(size=(400, 200)))
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(drawn(size=(400, 200))[:60])
    (img,) = Tags(shown(image=image.pk, alt="A bone.")).named("img")
    assert img["alt"] == "A bone."
    assert client.get(img["src"]).status_code == 410
    assert "cannot be made" in caplog.text


def test_a_file_is_made_when_it_is_first_asked_for_and_named_from_then_on(client):
    image = in_library(drawn())
    (first,) = Tags(shown(image=image.pk, alt="A bone.")).named("img")
    assert not image.renditions.exists()
    answer = client.get(first["src"])
    assert answer["Content-Type"] == "image/jpeg"
    picture = PIL.Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert picture.size == (int(first["width"]), int(first["height"]))
    assert image.renditions.count() == 1
    (again,) = Tags(shown(image=image.pk, alt="A bone.")).named("img")
    assert again["src"] == image.renditions.get().url


@pytest.mark.parametrize("size", [(1281, 333), (639, 961), (7, 5000), (1600, 900)])
def test_a_promised_size_is_the_size_that_comes(size):
    image = in_library(drawn(size=size))
    for spec in (*_specs_for(image, ""), *_specs_for(image, "fill-640x360")):
        promised = renditions_of(image, [spec])[spec]
        made = image.get_rendition(spec)
        assert (promised.width, promised.height) == (made.width, made.height)


def test_nobody_can_ask_for_a_size_that_no_page_named(client):
    image = in_library(drawn())
    (img,) = Tags(shown(image=image.pk, alt="A bone.")).named("img")
    forged = img["src"].replace("width-1280", "width-1279")
    assert forged != img["src"]
    assert client.get(forged).status_code == 403


def cleaned(*, draft, **value):
    body = value_of({"type": "image", "value": value})
    block = BODY.child_blocks["image"]
    if draft:
        return block.clean_deferred(body[0].value)
    return block.clean(body[0].value)


def test_a_picture_is_published_with_words_or_as_decoration_only():
    image = in_library(drawn(size=(400, 200))).pk
    with pytest.raises(ValidationError) as refused:
        cleaned(draft=False, image=image, alt=" ")
    assert "alt" in refused.value.block_errors
    cleaned(draft=False, image=image, alt="A bone.")
    cleaned(draft=False, image=image, decorative=True)
    cleaned(draft=True, image=image)


def test_a_decoration_has_an_empty_text_whatever_is_typed():
    image = in_library(drawn(size=(400, 200))).pk
    html = shown(image=image, alt="Not to be read out", decorative=True)
    assert 'alt=""' in html
    assert "Not to be read out" not in html
    assert node_of({"type": "image", "value": {"image": image, "decorative": True}}).alt == ""


def test_pictures_cost_as_many_queries_as_one_picture():
    pictures = [in_library(drawn(size=(400, 200))) for _ in range(4)]

    def queries(number):
        stored = [
            {"type": "image", "value": {"image": image.pk, "alt": "A bone."}}
            for image in pictures[:number]
        ]
        section = {"type": "section", "value": {"heading": "Inner", "content": stored}}
        body = value_of(*stored, section)
        with CaptureQueriesContext(connection) as captured:
            fetch_library(body)
            html = body.stream_block.render(body)
        assert html.count("<img") == 2 * number
        return len(captured)

    queries(4)
    assert queries(1) == queries(4) == 2
