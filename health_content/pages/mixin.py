"""What makes a page type one of ours."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from health_content.conversion import FIELDS, content_hash_of, manuscript_of
from health_content.manuscript import Manuscript


class HealthPageMixin(models.Model):
    """Opts a page type in.

    A type with an article says where it is with ``manuscript_body`` (the name of an
    ``ArticleField``) and, where its fields are named otherwise, ``manuscript_fields``::

        class RecipePage(HealthPageMixin, Page):
            method = ArticleField(ArticleBodyBlock())
            manuscript_body = "method"
    """

    manuscript_body: ClassVar[str] = ""
    manuscript_fields: ClassVar[dict[str, str]] = FIELDS

    class Meta:
        abstract = True

    @property
    def manuscript(self) -> Manuscript:
        """The page as plain data, as it stands in memory."""
        return manuscript_of(self)

    @property
    def content_hash(self) -> str:
        """The content hash of the page as it stands in memory."""
        return content_hash_of(self)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context
