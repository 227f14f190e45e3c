"""Files of pictures that a page has promised."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.images.views.serve import ServeView

from health_content.blocks.pictures import UNSHOWABLE

logger = logging.getLogger("health_content.pictures")


class PictureView(ServeView):
    """Makes a file the first time it is asked for, and sends it.

    The address is signed, so nobody can ask for sizes that no page has named.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().get(request, *args, **kwargs)
        except UNSHOWABLE:
            logger.exception("The picture at %s cannot be made.", request.path)
            return HttpResponse("This picture cannot be shown.", "text/plain", status=410)
        return response
