"""The embed block, and the players it knows."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from health_content.blocks.players import PLAYER_HOSTS, player_of
from tests.blocks.conftest import BODY, value_of
from tests.blocks.pictures import drawn, in_library

VIDEO = {
    "url": "https://www.youtube.com/watch?v=abcDEF_-123&t=1m5s",
    "title": "How bone renews itself",
    "summary": "<p>Two kinds of cells take turns.</p>",
}

pytestmark = pytest.mark.django_db


def shown(**value):
    (child,) = value_of({"type": "embed", "value": value})
    return child.render()


def test_what_is_shown_elsewhere_survives_with_its_words(round_trip, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    poster = in_library(drawn())
    node = round_trip("embed", VIDEO | {"poster": poster.pk, "provider": "A channel"})
    assert (node.url, node.title, node.summary.text) == (
        VIDEO["url"],
        VIDEO["title"],
        "Two kinds of cells take turns.",
    )
    assert (node.provider, node.poster) == ("A channel", str(poster.pk))


def test_nothing_is_asked_of_the_other_site_before_a_reader_asks():
    html = unescape(shown(**VIDEO))
    assert "<iframe" not in html
    asked = re.findall(r'\b(?:src|srcset|href|action|poster)="([^"]*)"', html)
    assert [address for address in asked if "://" in address] == [VIDEO["url"]]
    assert re.search(r"<a\b[^>]*>\s*See it at\s+YouTube\s*</a>", html)
    assert re.search(r'<div class="hc-embed__offer" hidden>', html)


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (VIDEO["url"], "https://www.youtube-nocookie.com/embed/abcDEF_-123?rel=0&start=65"),
        (
            "https://youtu.be/abcDEF_-123?t=9",
            "https://www.youtube-nocookie.com/embed/abcDEF_-123?rel=0&start=9",
        ),
        (
            "https://m.youtube.com/shorts/abcDEF_-123",
            "https://www.youtube-nocookie.com/embed/abcDEF_-123?rel=0",
        ),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?dnt=1"),
        (
            "https://vimeo.com/123456/abcdef12",
            "https://player.vimeo.com/video/123456?dnt=1&h=abcdef12",
        ),
    ],
)
def test_a_known_site_has_a_player_that_keeps_to_itself(address, player):
    assert player_of(address).address == player


@pytest.mark.parametrize(
    "address",
    [
        "https://youtube.com.evil.example/watch?v=abcDEF_-123",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=%22onload",
        "https://vimeo.com/channels/staffpicks",
        "https://videos.example/1",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_address_has_a_card_and_no_player(address):
    assert player_of(address) is None
    html = shown(url=address, title="A talk", summary="")
    assert "A talk" in html
    assert "<button" not in html
    assert "data-hc-player" not in html
    assert "javascript" not in html


def cleaned(**value):
    return BODY.child_blocks["embed"].clean(value_of({"type": "embed", "value": value})[0].value)


@pytest.mark.parametrize("address", ["http://videos.example/1", "ftp://videos.example/1", "talk"])
def test_only_an_address_that_is_https_is_published(address):
    with pytest.raises(ValidationError) as refused:
        cleaned(**VIDEO | {"url": address})
    assert "url" in refused.value.block_errors
    cleaned(**VIDEO)


def test_the_sites_policy_allows_the_players_and_no_other_frame():
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]
    assert allowed[1:] == [f"https://{host}" for host in PLAYER_HOSTS]
