"""What makes a page type one of ours."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from wagtail.models import Page, Site

from health_content.conversion import FIELDS, content_hash_of, manuscript_of
from health_content.edition import PageFacts
from health_content.forms import HealthPageForm
from health_content.manuscript import Manuscript
from health_content.pages.country import serve_localized
from health_content.pages.marks import with_marks
from health_content.pages.routing import chain_below, specific_of
from health_content.pages.telling import tell_article
from health_content.publishing.actions import GatedPublishAction
from health_content.publishing.saving import judged_with_its_rows
from health_content.publishing.scheduling import SCHEDULED, publish_scheduled


class HealthPageMixin(models.Model):
    """Opts a page type in.

    A type with an article says where it is with ``manuscript_body`` (the name of an
    ``ArticleField``) and, where its fields are named otherwise, ``manuscript_fields``::

        class RecipePage(HealthPageMixin, Page):
            method = ArticleField(ArticleBodyBlock())
            manuscript_body = "method"
    """

    is_gated: ClassVar[bool] = True
    """Whether what goes live is judged first; see :mod:`health_content.publishing`."""

    base_form_class: ClassVar[type] = HealthPageForm

    route_select_related: ClassVar[tuple[str, ...]] = ()
    """Foreign keys to fetch with the page when it is served."""

    route_prefetch_related: ClassVar[tuple[str, ...]] = ()
    """What else to fetch with it, in a query each."""

    listing_select_related: ClassVar[tuple[str, ...]] = ()
    """Foreign keys to fetch with pages of the type when they stand in a list."""

    listing_prefetch_related: ClassVar[tuple[str, ...]] = ()
    """What else to fetch with a list of them, in a query each."""

    rich_text_fields: ClassVar[tuple[str, ...] | None] = None
    """The rich text fields that the type's pages show besides the article; ``None`` for all it has.

    A paid link in one of them makes the page owe the disclosure. Templates show such a field with
    ``{% rich_text page.introduction %}``, which labels the link.
    """

    unjudged_fields: ClassVar[tuple[str, ...]] = ()
    """Fields and inline panels of the type that readers never see, and that are not judged.

    Everything else that a page of the type holds in words counts; see :mod:`health_content.beside`.
    """

    manuscript_body: ClassVar[str] = ""
    manuscript_fields: ClassVar[dict[str, str]] = FIELDS

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; rows of inline panels that are named in ``update_fields`` are judged as well.

        Raises :class:`~health_content.publishing.ComplianceError` where it may not go live.
        """
        with judged_with_its_rows(self, kwargs.get("update_fields")):
            super().save(*args, **kwargs)

    @property
    def manuscript(self) -> Manuscript:
        """The page as plain data, as it stands in memory."""
        return manuscript_of(self)

    @property
    def content_hash(self) -> str:
        """The content hash of the page as it stands in memory."""
        return content_hash_of(self)

    @property
    def page_facts(self) -> PageFacts:
        """What the page knows about itself besides its article, for the rules."""
        return PageFacts(slug=getattr(self, "slug", ""))

    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,
        log_action: Any = True,
        previous_revision: Any = None,
        skip_permission_checks: bool = False,
    ) -> Any:
        """Publish a revision, or schedule it, if it may go live.

        Raises :class:`~health_content.publishing.ComplianceError` where it may not; never on
        the way of ``publish_scheduled``, where other pages wait behind this one.
        """

        def action() -> GatedPublishAction:
            return GatedPublishAction(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
            )

        if log_action == SCHEDULED:
            return publish_scheduled(revision, action)
        return action().execute(skip_permission_checks=skip_permission_checks)

    @property
    def breadcrumb(self) -> list[Any]:
        """The live pages above this one, from the site's front page down."""
        ancestors: list[Any] = []
        page: Any = self
        while parent := getattr(page, "_cached_parent_obj", None):
            ancestors.insert(0, parent)
            page = parent
        if ancestors and getattr(ancestors[0], "_is_site_root", False):
            return [page for page in ancestors if page.live]
        page = self
        roots = set(Site.objects.values_list("root_page_id", flat=True))
        above = list(page.get_ancestors().filter(depth__gt=1))
        first = next((n for n, page in enumerate(above) if page.pk in roots), 0)
        return [page for page in above[first:] if page.live]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What templates get; the article knows by then what readers do not get."""
        tell_article(self, is_preview=getattr(request, "is_preview", False))
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return context

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the page; its offers are those for the reader's country, where that is asked."""

        def serve() -> Any:
            return super(HealthPageMixin, self).serve(request, *args, **kwargs)  # type: ignore[misc]

        return serve_localized(self, request, serve)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Show a draft, with marks where the rules find something."""
        response = super().serve_preview(request, mode_name)  # type: ignore[misc]
        return with_marks(response, self)

    def route(self, request: Any, path_components: list[str]) -> Any:
        """Find a page below this one; deep trees take no more queries than flat ones.

        A page type with routing of its own, on the way or at the end, keeps it.
        """
        if path_components and type(self).route is HealthPageMixin.route:
            chain = chain_below(self, path_components)
            if chain and all(_routes_plainly(page) for page in chain):
                site = Site.find_for_request(request)
                self._is_site_root = site is not None and site.root_page_id == self.pk
                return specific_of(chain[-1]).route(request, [])
        return super().route(request, path_components)  # type: ignore[misc]


def _routes_plainly(page: Any) -> bool:
    model = page.specific_class
    return model is not None and model.route in {Page.route, HealthPageMixin.route}
