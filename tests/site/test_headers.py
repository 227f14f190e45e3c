"""Headers that every response carries."""

import pytest
from django.test.utils import override_script_prefix

INLINE = "'unsafe-inline'"


def policy(response) -> dict[str, str]:
    """The response's Content-Security-Policy, by directive."""
    header = response.headers["Content-Security-Policy"]
    pairs = (part.strip().partition(" ") for part in header.split(";"))
    return {name: sources for name, _, sources in pairs}


@pytest.mark.parametrize("address", ["/", "/search/", "/no-such-page/", "/_util/login/"])
def test_a_public_response_allows_no_inline_script_or_style(client, home, address):
    found = policy(client.get(address))
    assert found["default-src"] == "'self'"
    assert INLINE not in " ".join(found.values())
    assert "script-src" not in found
    assert found["object-src"] == "'none'"


def test_only_the_site_itself_may_frame_a_page_or_receive_its_forms(client, home):
    found = policy(client.get("/"))
    assert found["frame-ancestors"] == "'self'"
    assert found["form-action"] == "'self'"
    assert found["base-uri"] == "'self'"


def test_the_admin_has_a_policy_of_its_own_for_wagtail_s_inline_scripts(admin_site, home):
    found = policy(admin_site.get("/admin/"))
    assert INLINE in found["script-src"]
    assert INLINE in found["style-src"]
    assert found["frame-ancestors"] == "'self'"


def test_the_admin_has_its_policy_on_a_site_that_lives_below_a_path(admin_site, home):
    with override_script_prefix("/guide/"):
        screen = admin_site.get("/admin/", SCRIPT_NAME="/guide")
        page = admin_site.get("/", SCRIPT_NAME="/guide")
    assert screen.status_code == page.status_code == 200
    assert INLINE in policy(screen)["script-src"]
    assert "script-src" not in policy(page)


def test_an_affiliate_program_is_told_which_site_a_reader_came_from(client, home):
    response = client.get("/")
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_pages_are_compressed_for_browsers_that_ask(client, home):
    response = client.get("/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
