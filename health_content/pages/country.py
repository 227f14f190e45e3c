"""Which country's shops a reader is led to, and that caches know that it makes a difference."""

from __future__ import annotations

import re
from typing import Any

from django.utils.cache import patch_vary_headers

from health_content import conf
from health_content.obligations import leads_of, tell_country

_CODE = re.compile("[A-Za-z]{2}")


def country_of(request: Any) -> str:
    """The reader's country, two capital letters; empty where nobody said it or none is asked.

    It is taken from the header that ``COUNTRY_HEADER`` names and from nothing else. Whoever sets
    that setting has a proxy before the site that sets the header itself, whatever a reader sends.
    """
    header = conf.country_header()
    code = request.headers.get(header, "").strip() if header else ""
    return code.upper() if _CODE.fullmatch(code) else ""


def serve_localized(page: Any, request: Any, serve: Any) -> Any:
    """The response of ``serve()``, in which a page's offers lead to shops in the reader's country.

    Where the page sells, it says that the response differs by country, whether or not this one
    does: a cache must not hand one country's links to another. Addresses stay as they are;
    nobody is redirected. Without the setting nothing is looked at.
    """
    if not conf.country_header():
        return serve()
    tell_country(page, country_of(request))
    response = serve()
    if leads_of(page).offers:
        patch_vary_headers(response, [conf.country_header()])
    return response
