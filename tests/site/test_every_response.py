"""Every public response of the site shows both disclaimers, whatever its template does."""

import gzip
import html as html_entities
import io
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.test import Client, override_settings
from django.urls import path, reverse
from wagtail.blocks.base import Block
from wagtail.models import Locale, Page, PageViewRestriction

from boneguide import urls as site_urls
from health_content.blocks import ArticleBodyBlock
from health_content.conformance import missing
from health_content.library.site_texts import STATUTORY
from health_content.models import DisclaimerAddition
from health_content.statutory import MEDICAL_DEFAULT
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

ROOT = Path(__file__).resolve().parents[2]
MIDDLEWARE = "health_content.middleware.DisclaimerMiddleware"

# 21 CFR 101.93(c)(2), written out here so that a slip in the constant shows.
FDA = (
    "These statements have not been evaluated by the Food and Drug Administration. "
    "This product is not intended to diagnose, treat, cure, or prevent any disease."
)

HOSTILE = {
    "an empty file": "",
    "no body tag": "<title>Iron</title><p>Iron carries oxygen.</p>",
    "no slot": "<!doctype html><html><body><p>Iron carries oxygen.</p></body></html>",
    "only in a comment": "<html><body><!-- {% disclaimers %} --><p>Iron</p></body></html>",
    "only in a template": "<html><body><template>{% disclaimers %}</template></body></html>",
    "not displayed": '<html><body><div style="display:none">{% disclaimers %}</div></body></html>',
    "closed away": "<html><body><details>{% disclaimers %}</details></body></html>",
    "a comment that never ends": "<html><body><p>Iron</p><!-- {% disclaimers %}</body></html>",
    "a script that never ends": "<html><body><p>Iron</p><script>{% disclaimers %}</body></html>",
    "a hidden body": "<html><body hidden>{% disclaimers %}</body></html>",
    "altered": "<html><body><p>These claims are not evaluated by the FDA.</p></body></html>",
}  # fmt: skip
TEMPLATES = {
    "article": "health_content/health_article_page.html",
    "index": "health_content/health_index_page.html",
    "home": "home/home_page.html",
    "plain": "wagtailcore/page.html",
}


def _refuse(request):
    raise PermissionDenied


def _suspect(request):
    raise SuspiciousOperation("odd")


def _fail(request):
    raise RuntimeError("The view failed.")


def _file(request, **kwargs):
    return FileResponse(io.BytesIO(b"<p>Iron</p>"), content_type="text/html", **kwargs)


class OtherViews:
    """The site with views of other apps beside its own."""

    handler404 = "django.views.defaults.page_not_found"
    urlpatterns = [
        path("other/403/", _refuse),
        path("other/400/", _suspect),
        path("other/500/", _fail),
        path("other/bare/", lambda request: HttpResponse("<p>Iron</p>")),
        path("other/empty/", lambda request: HttpResponse()),
        path("other/stream/", lambda request: StreamingHttpResponse(["<p>Ir", "on</p>"])),
        path("other/file/", _file),
        path("other/json/", lambda request: JsonResponse({"element": "<p>Iron</p>"})),
        path("other/text/", lambda request: HttpResponse("Iron", content_type="text/plain")),
        path("other/attachment/", lambda r: _file(r, as_attachment=True, filename="iron.html")),
        path("other/redirect/", lambda request: redirect("/")),
        path("other/nothing/", lambda request: HttpResponse(status=204)),
        *site_urls.urlpatterns,
    ]


@pytest.fixture
def pages(home):
    """One live page of each type, by name."""
    index = HealthIndexPageFactory(parent=home, slug="articles")
    plain = home.add_child(instance=Page(title="Imprint", slug="imprint"))
    guarded = home.add_child(instance=Page(title="For members", slug="members"))
    PageViewRestriction.objects.create(
        page=guarded, restriction_type=PageViewRestriction.PASSWORD, password="calcium"
    )
    return {
        "home": home,
        "index": index,
        "article": HealthArticlePageFactory(parent=index, slug="iron", title="Iron"),
        "plain": plain,
        "guarded": guarded,
    }


@pytest.fixture
def reader(settings, pages):
    """A browser that sees error pages instead of exceptions."""
    settings.ROOT_URLCONF = OtherViews
    return Client(raise_request_exception=False)


@pytest.fixture
def template(settings):
    """A function that lets a site put a template of its own in another's place."""

    def override(**sources):
        (engine,) = settings.TEMPLATES
        files = [
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ]
        given = {
            TEMPLATES[name]: "{% load health_content_tags %}" + source
            for name, source in sources.items()
        }
        loaders = [("django.template.loaders.locmem.Loader", given), *files]
        settings.TEMPLATES = [
            engine | {"APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}
        ]

    return override


def without_middleware(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]


def assert_shown(response):
    content = response.content.decode(response.charset)
    assert missing(content, STATUTORY) == ()
    text = html_entities.unescape(re.sub(r"\s+", " ", content))
    assert FDA in text
    assert MEDICAL_DEFAULT.text in text


OWN_ADDRESSES = {
    "/": 200,
    "/articles/": 200,
    "/articles/iron/": 200,
    "/imprint/": 200,
    "/members/": 200,
    "/search/": 200,
    "/search/?query=iron&page=999": 200,
    "/no-such-page/": 404,
    "/documents/999/no-such-file.pdf": 404,
    "/other/403/": 403,
    "/other/500/": 500,
    "/_util/login/": 200,
}
OTHER_ADDRESSES = {
    "/other/400/": 400,
    "/other/bare/": 200,
    "/other/empty/": 200,
    "/other/stream/": 200,
    "/other/file/": 200,
    "/admin/login/": 200,
    "/admin/password_reset/": 200,
}


@pytest.mark.parametrize(("address", "status"), [*OWN_ADDRESSES.items(), *OTHER_ADDRESSES.items()])
def test_a_response_shows_both_disclaimers(reader, address, status):
    response = reader.get(address)
    assert response.status_code == status
    assert_shown(response)


@pytest.mark.parametrize(("address", "status"), OWN_ADDRESSES.items())
def test_without_the_middleware_the_site_s_own_templates_show_them(
    reader, settings, address, status
):
    without_middleware(settings)
    response = reader.get(address)
    assert response.status_code == status
    assert_shown(response)


@pytest.mark.parametrize("address", OWN_ADDRESSES)
def test_what_the_templates_show_is_not_shown_again(reader, caplog, address):
    caplog.set_level(logging.WARNING, logger="health_content.disclaimers")
    content = reader.get(address).content.decode()
    assert content.count(FDA) == 1
    assert [item for item in caplog.records if item.name == "health_content.disclaimers"] == []


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("fault", HOSTILE)
def test_a_template_that_loses_them_gets_them_back(reader, pages, template, kind, fault):
    template(**{kind: HOSTILE[fault]})
    response = reader.get(pages[kind].url)
    assert response.status_code == 200
    assert_shown(response)


@pytest.mark.parametrize("fault", HOSTILE)
def test_without_middleware_and_slots_nothing_would_show_them(
    reader, pages, template, settings, fault
):
    without_middleware(settings)
    template(article=HOSTILE[fault])
    content = reader.get("/articles/iron/").content.decode()
    assert missing(content, STATUTORY) == STATUTORY


@pytest.mark.parametrize("address", ["/other/500/", "/other/403/", "/no-such-page/"])
def test_the_technical_pages_of_a_developer_s_site_show_them(reader, settings, address):
    settings.DEBUG = True
    assert_shown(reader.get(address))


def test_a_refused_form_shows_them(pages):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post("/_util/login/", {"username": "reader"})
    assert response.status_code == 403
    assert_shown(response)


def test_a_wrong_password_for_a_page_shows_them(reader, pages):
    restriction = PageViewRestriction.objects.get()
    address = reverse(
        "wagtailcore_authenticate_with_password", args=[restriction.pk, pages["guarded"].pk]
    )
    response = reader.post(address, {"password": "zinc", "return_url": "/members/"})
    assert response.status_code == 200
    assert_shown(response)


@pytest.mark.parametrize("kind", ["json", "text", "attachment", "redirect", "nothing"])
def test_what_is_no_page_of_html_stays_as_it_is(reader, settings, kind):
    response = reader.get(f"/other/{kind}/")
    content = response.getvalue()
    without_middleware(settings)
    before = Client().get(f"/other/{kind}/")
    assert (response.status_code, content) == (before.status_code, before.getvalue())
    assert FDA.encode() not in content


def test_a_page_that_has_not_changed_is_answered_without_a_body(reader, settings):
    settings.MIDDLEWARE = [
        "django.middleware.http.ConditionalGetMiddleware",
        *settings.MIDDLEWARE,
    ]
    first = reader.get("/other/bare/")
    assert_shown(first)
    again = reader.get("/other/bare/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/articles/iron/", "/other/bare/", "/no-such-page/"])
def test_head_and_get_agree(reader, address):
    head, get = reader.head(address), reader.get(address)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert int(get.headers["Content-Length"]) == len(get.content)


@pytest.mark.parametrize("address", ["/articles/iron/", "/other/bare/"])
def test_a_compressed_page_shows_them_once_unpacked(reader, address):
    response = reader.get(address, headers={"accept-encoding": "gzip"})
    content = gzip.decompress(response.content) if "Content-Encoding" in response.headers else None
    assert missing((content or response.content).decode(), STATUTORY) == ()


def test_the_admin_s_own_screens_show_none(admin_site, pages):
    for address in ("/admin/", "/admin/pages/", f"/admin/pages/{pages['article'].pk}/edit/"):
        response = admin_site.get(address)
        assert response.status_code == 200
        assert missing(response.content.decode(), STATUTORY) == STATUTORY


@pytest.fixture
def previews(admin_site, pages):
    """Addresses in the admin that show a page or a part of it as readers will see it."""
    article, index = pages["article"], pages["index"]
    revision = article.save_revision(log_action=False)
    edit = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    form = {"title": "Iron", "slug": "iron", "comments-TOTAL_FORMS": "0"}
    form |= {"body-count": "0", "related-count": "0", "hero_caption": "null"}
    form |= {"comments-INITIAL_FORMS": "0", "attribution": "", "seo_title": ""}
    assert admin_site.post(edit, form).json()["is_valid"]
    add = reverse(
        "wagtailadmin_pages:preview_on_add", args=["health_content", "healtharticlepage", index.pk]
    )
    assert admin_site.post(add, form | {"slug": "iodine", "title": "Iodine"}).json()["is_valid"]
    addition = DisclaimerAddition.objects.create(
        name="Iron", text="Keep iron tablets out of the reach of children.", live=False,
        locale=Locale.get_active(),
    )  # fmt: skip
    snippet = reverse(
        "wagtailsnippets_health_content_disclaimeraddition:preview_on_edit", args=[addition.pk]
    )
    saved = admin_site.post(snippet, {"name": "Iron", "text": addition.text, "position": "0"})
    assert saved.json()["is_valid"]
    key_points = ArticleBodyBlock().child_blocks["key_points"]
    Block.definition_registry.setdefault(key_points.definition_prefix, key_points)
    return {
        "edit": edit,
        "add": add,
        "draft": reverse("wagtailadmin_pages:view_draft", args=[article.pk]),
        "revision": reverse("wagtailadmin_pages:revisions_view", args=[article.pk, revision.pk]),
        "snippet": snippet,
        "block": f"{reverse('wagtailadmin_block_preview')}?id={key_points.definition_prefix}",
    }


@pytest.mark.parametrize("kind", ["edit", "add", "draft", "revision", "snippet", "block"])
def test_a_preview_shows_them(admin_site, previews, kind):
    response = admin_site.get(previews[kind])
    assert response.status_code == 200
    assert_shown(response)


@pytest.mark.parametrize("kind", ["edit", "add", "draft", "revision"])
def test_a_preview_of_a_page_whose_template_loses_them_shows_them(
    admin_site, previews, template, kind
):
    template(article=HOSTILE["only in a comment"])
    response = admin_site.get(previews[kind])
    assert response.status_code == 200
    assert_shown(response)


@pytest.mark.parametrize("secure", [False, True])
def test_a_request_to_a_foreign_host_is_refused_with_a_page_that_shows_them(secure):
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["testserver"]):
        reader = Client(raise_request_exception=False)
        response = reader.get("/", secure=secure, headers={"host": "elsewhere.example.org"})
    assert response.status_code == 400
    assert_shown(response)


def _no_database(execute, sql, params, many, context):
    raise OperationalError("the server closed the connection unexpectedly")


@pytest.mark.parametrize("address", [*OWN_ADDRESSES, "/other/bare/", "/admin/login/"])
def test_they_are_shown_while_the_database_refuses_every_query(reader, address):
    with connection.execute_wrapper(_no_database):
        response = reader.get(address)
    assert_shown(response)


@pytest.mark.parametrize("address", ["/", "/other/bare/", "/no-such-page/"])
def test_the_middleware_alone_shows_them_while_the_database_refuses_every_query(
    reader, settings, address
):
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [], "APP_DIRS": False}]
    with connection.execute_wrapper(_no_database):
        response = reader.get(address)
    assert response.status_code in {200, 500}
    assert_shown(response)


ASK = """
import django
django.setup()
from django.test import Client
browser = Client(raise_request_exception=False)
for address in ("/", "/no-such-page/", "/search/?query=iron", "/_util/login/"):
    response = browser.get(address)
    print(response.status_code, response.content.decode().replace(chr(10), " "))
"""


@pytest.mark.parametrize(
    "database",
    ["postgres://nobody@127.0.0.1:1/nothing", "sqlite:////no/such/folder/site.db"],
    ids=["a closed port", "a folder that is not there"],
)
def test_they_are_shown_by_a_site_that_has_no_database_at_all(database):
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    environment |= {"DJANGO_SETTINGS_MODULE": "boneguide.settings.test", "DATABASE_URL": database}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers = [line for line in run.stdout.splitlines() if line.strip()]
    assert len(answers) == 4
    for answer in answers:
        status, _, content = answer.partition(" ")
        assert status in {"200", "500"}
        assert missing(content, STATUTORY) == ()
