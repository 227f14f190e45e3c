"""The middleware alone: one response in, one response out."""

import asyncio
import gzip
import logging
import zlib

import pytest
from asgiref.sync import async_to_sync, iscoroutinefunction
from django.core.handlers.exception import convert_exception_to_response
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.test import RequestFactory

from health_content.conformance import missing
from health_content.edition.markup import disclaimers_html
from health_content.library.site_texts import STATUTORY
from health_content.middleware import DisclaimerMiddleware
from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT

PAGE = "<!DOCTYPE html><html><head><title>Zinc</title></head><body><p>Zinc{}</p></body></html>"
BARE = PAGE.format("")
COMPLETE = PAGE.format(disclaimers_html(STATUTORY))

pytestmark = pytest.mark.django_db


def answered(response, path="/zinc/", method="GET", **attributes):
    request = RequestFactory().generic(method, path)
    vars(request).update(attributes)
    return DisclaimerMiddleware(lambda request: response)(request)


def shows_disclaimers(response, charset="utf-8"):
    return missing(response.content.decode(charset), STATUTORY) == ()


@pytest.fixture
def reported(caplog):
    caplog.set_level(logging.WARNING, logger="health_content.disclaimers")
    return caplog


def test_a_page_without_disclaimers_gets_them_in_front_of_its_end(reported):
    response = answered(HttpResponse(BARE))
    html = response.content.decode()
    assert shows_disclaimers(response)
    assert f"<strong>{FDA_PLURAL.text}</strong>" in html
    assert f"<strong>{MEDICAL_DEFAULT.text}</strong>" in html
    assert html.endswith("</aside></body></html>")
    assert '<link rel="stylesheet" href="/static/health_content/disclaimers.css"/>' in html


def test_what_was_added_is_reported_with_the_path_and_the_ids(reported):
    answered(HttpResponse(BARE))
    assert [(record.levelname, record.getMessage()) for record in reported.records] == [
        (
            "WARNING",
            "Disclaimers missing from /zinc/ were added: fda-disclaimer, medical-disclaimer.",
        )
    ]


def test_a_complete_page_keeps_every_byte_and_header(reported):
    response = answered(HttpResponse(COMPLETE, headers={"ETag": '"1"', "Content-Length": "9"}))
    assert response.content == COMPLETE.encode()
    assert (response.headers["ETag"], response.headers["Content-Length"]) == ('"1"', "9")
    assert reported.records == []


def test_only_the_text_that_is_missing_is_added():
    html = answered(HttpResponse(PAGE.format(STATUTORY[0].html))).content.decode()
    assert html.count(FDA_PLURAL.text) == 1
    assert html.count(MEDICAL_DEFAULT.text) == 1


def test_the_added_box_has_a_heading_of_its_own_and_no_inline_style():
    html = answered(HttpResponse(PAGE.format("<!-- off -->"))).content.decode()
    assert 'aria-labelledby="hc-disclaimers-added-heading"' in html
    assert 'id="hc-disclaimers-added-heading"' in html
    assert "style=" not in html


def test_a_style_sheet_that_the_page_has_is_not_linked_again():
    link = '<link rel="stylesheet" href="/static/health_content/disclaimers.css">'
    html = answered(HttpResponse(BARE.replace("</head>", f"{link}</head>"))).content.decode()
    assert html.count("disclaimers.css") == 1


def test_a_missing_style_sheet_does_not_stop_the_texts(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    response = answered(HttpResponse(BARE))
    assert b"disclaimers.css" not in response.content
    assert shows_disclaimers(response)


@pytest.mark.parametrize("status", [200, 201, 400, 403, 404, 410, 429, 500, 503])
def test_every_status_with_a_body_counts(status):
    assert shows_disclaimers(answered(HttpResponse(BARE, status=status)))


@pytest.mark.parametrize(
    "kind", ["text/html", "text/html;charset=utf-8", "TEXT/HTML", "application/xhtml+xml"]
)
def test_every_spelling_of_html_counts(kind):
    assert shows_disclaimers(answered(HttpResponse(BARE, content_type=kind)))


def test_an_empty_page_gets_the_disclaimers():
    assert shows_disclaimers(answered(HttpResponse("")))


@pytest.mark.parametrize(
    "response",
    [
        JsonResponse({"html": "<p>Zinc</p>"}),
        HttpResponse("<p>Zinc</p>", content_type="text/plain"),
        HttpResponse("<feed/>", content_type="application/atom+xml"),
        HttpResponse(BARE, headers={"Content-Disposition": 'attachment; filename="zinc.html"'}),
        HttpResponse(BARE, status=206),
        HttpResponse("", status=204),
        HttpResponse("", status=404),
        HttpResponseRedirect("/calcium/"),
        HttpResponseNotModified(),
    ],
    ids=lambda response: f"{response.status_code} {response.headers.get('Content-Type')}",
)
def test_what_is_no_page_of_html_is_left_alone(response):
    before = bytes(response)
    assert bytes(answered(response)) == before


def test_an_empty_answer_to_options_is_left_alone():
    assert answered(HttpResponse(""), method="OPTIONS").content == b""


@pytest.mark.parametrize("name", ["zinc.pdf", "zinc.html"])
def test_a_download_is_left_alone(tmp_path, name):
    file = tmp_path / name
    file.write_text(BARE)
    with file.open("rb") as content:
        response = answered(FileResponse(content, as_attachment=True))
        assert response.streaming
        assert b"".join(response.streaming_content) == BARE.encode()


def test_a_file_that_the_browser_shows_as_a_page_gets_the_disclaimers(tmp_path):
    file = tmp_path / "zinc.html"
    file.write_text(BARE)
    with file.open("rb") as content:
        response = answered(FileResponse(content))
    assert shows_disclaimers(response)
    assert response.headers["Content-Length"] == str(len(response.content))
    assert not hasattr(response, "file_to_stream")


def test_a_stream_of_html_is_collected_and_completed():
    closed = []

    def stream():
        try:
            yield BARE[:40]
            yield BARE[40:]
        finally:
            closed.append(True)

    given = StreamingHttpResponse(stream(), headers={"X-Robots-Tag": "noindex"}, status=410)
    given.set_cookie("reader", "1")
    response = answered(given)
    assert shows_disclaimers(response)
    assert (response.status_code, response.headers["X-Robots-Tag"]) == (410, "noindex")
    assert response.cookies["reader"].value == "1"
    assert closed == [True]


async def _stream():
    yield BARE[:40]
    await asyncio.sleep(0)
    yield BARE[40:]


def test_an_asynchronous_stream_is_collected_under_wsgi():
    assert shows_disclaimers(answered(StreamingHttpResponse(_stream())))


@pytest.mark.parametrize(
    "make",
    [
        lambda: HttpResponse(BARE),
        lambda: StreamingHttpResponse(_stream()),
        lambda: StreamingHttpResponse([BARE]),
    ],
    ids=["response", "asynchronous stream", "stream"],
)
def test_it_works_asynchronously(make):
    async def view(request):
        return make()

    middleware = DisclaimerMiddleware(view)
    assert iscoroutinefunction(middleware)
    assert shows_disclaimers(async_to_sync(middleware)(RequestFactory().get("/zinc/")))


def test_headers_that_describe_the_old_bytes_are_put_right():
    response = answered(
        HttpResponse(
            BARE,
            headers={"ETag": '"1"', "Content-MD5": "x", "Content-Length": str(len(BARE))},
        )
    )
    assert "ETag" not in response.headers
    assert "Content-MD5" not in response.headers
    assert response.headers["Content-Length"] == str(len(response.content))


def test_head_states_the_length_that_get_sends():
    given = {"Content-Length": str(len(BARE))}
    head = answered(HttpResponse(BARE, headers=given), method="HEAD")
    get = answered(HttpResponse(BARE, headers=given))
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert len(get.content) == int(get.headers["Content-Length"])


def test_an_empty_answer_to_head_states_no_length_that_get_may_not_send():
    head = answered(HttpResponse("", headers={"Content-Length": str(len(BARE))}), method="HEAD")
    assert head.content == b""
    assert "Content-Length" not in head.headers


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "shift_jis"])
def test_a_page_keeps_its_charset(charset, settings):
    page = PAGE.format(" and brûlée" if charset != "shift_jis" else "亜鉛")
    response = answered(
        HttpResponse(page.encode(charset), content_type=f"text/html; charset={charset}")
    )
    assert shows_disclaimers(response, charset)
    assert page[:72] in response.content.decode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "utf-16"])
def test_bytes_that_are_wrong_in_the_charset_survive(charset):
    page = BARE.encode().replace(b"Zinc</p>", b"Z\xffnc\xfe</p>")
    response = answered(HttpResponse(page, content_type=f"text/html; charset={charset}"))
    assert b"Z\xffnc\xfe" in response.content
    assert FDA_PLURAL.text.encode() in response.content


def _deflated(content):
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(content) + compressor.flush()


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", _deflated)],
)
def test_a_compressed_page_is_read_and_sent_plain_where_something_was_missing(encoding, compress):
    bare = answered(HttpResponse(compress(BARE.encode()), headers={"Content-Encoding": encoding}))
    assert shows_disclaimers(bare)
    assert "Content-Encoding" not in bare.headers
    packed = compress(COMPLETE.encode())
    complete = answered(HttpResponse(packed, headers={"Content-Encoding": encoding}))
    assert complete.content == packed
    assert complete.headers["Content-Encoding"] == encoding


@pytest.mark.parametrize(
    ("encoding", "content", "reason"),
    [
        ("br", b"\x0b\x02\x80zinc\x03", "Content-Encoding br"),
        ("gzip", b"zinc", "Content-Encoding gzip: Error -3 while decompressing data"),
        ("gzip", gzip.compress(BARE.encode())[:60], "Content-Encoding gzip: the data ends too"),
    ],
)
def test_a_body_that_cannot_be_read_is_sent_as_it_is_and_reported(
    reported, encoding, content, reason
):
    response = answered(HttpResponse(content, headers={"Content-Encoding": encoding}))
    assert response.content == content
    (record,) = reported.records
    assert record.levelname == "ERROR"
    assert f"Disclaimers on /zinc/ could not be checked: {reason}" in record.getMessage()


def test_an_exception_in_the_view_becomes_a_page_with_disclaimers(settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False

    def view(request):
        raise ValueError("no zinc")

    response = DisclaimerMiddleware(convert_exception_to_response(view))(
        RequestFactory().get("/zinc/")
    )
    assert response.status_code == 500
    assert shows_disclaimers(response)


def test_the_standard_texts_stand_in_when_the_obligations_fail(monkeypatch, reported):
    def fail(request):
        raise RuntimeError("no answer")

    monkeypatch.setattr("health_content.middleware.disclaimers.disclaimers_of_request", fail)
    assert shows_disclaimers(answered(HttpResponse(BARE)))
    assert "The disclaimers of /zinc/ are the standard texts." in reported.text


@pytest.mark.parametrize("body", ["<body hidden>", '<body style="opacity: 0">'])
def test_a_page_that_hides_itself_is_uncovered(body):
    page = COMPLETE.replace("<body>", body)
    html = answered(HttpResponse(page)).content.decode()
    assert missing(html, STATUTORY) == ()
    assert html.count(FDA_PLURAL.text) == 1
