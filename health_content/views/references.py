"""What a page cites as a file for the reader's own library of references."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from health_content.bibliography.formats import EXTENSIONS, MEDIA_TYPES
from health_content.interchange.references import exported_references, references_of
from health_content.pages.mixin import HealthPageMixin
from health_content.views.finding import site_of

_BY_EXTENSION = {extension: form for form, extension in EXTENSIONS.items()}


@require_safe
def cited(request: HttpRequest, page: int, extension: str) -> HttpResponse:
    """Hand out what a live page of this site cites, in the order of its numbers.

    Raises ``Http404`` for a page that is not live, that this reader may not read, that is no
    article or that cites nothing, and for an ``extension`` that is no format's.
    """
    form = _BY_EXTENSION.get(extension)
    article = _readable(request, page)
    references = references_of(article) if form else []
    if form is None or not references:
        raise Http404(_("There is no such page."))
    response = HttpResponse(
        exported_references(references, form), content_type=f"{MEDIA_TYPES[form]}; charset=utf-8"
    )
    named = f"references-{article.slug}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{named}"'
    response["X-Robots-Tag"] = "noindex"
    if article.get_view_restrictions():
        add_never_cache_headers(response)
    return response


def _readable(request: HttpRequest, key: int) -> Any:
    root = site_of(request).root_page
    found = Page.objects.live().descendant_of(root, inclusive=True).filter(pk=key).first()
    if found is None or not all(
        restriction.accept_request(request) for restriction in found.get_view_restrictions()
    ):
        raise Http404(_("There is no such page."))
    article: Any = found.specific
    is_article = isinstance(article, HealthPageMixin)
    if not is_article:
        raise Http404(_("There is no such page."))
    return article
