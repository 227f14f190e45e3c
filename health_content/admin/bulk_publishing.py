"""Publishing many pages at once: all, or none and the reasons for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction

from health_content.publishing.errors import ComplianceError, together


class HealthPublishBulkAction(PublishBulkAction):
    """Wagtail's, which tries all pages before it says what was refused."""

    @classmethod
    def execute_action(
        cls, objects: Any, include_descendants: bool = False, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Publish pages; raises one ``ComplianceError`` that names all that were refused.

        What was published besides is undone by the transaction in which this is called.
        """
        refusals: list[ComplianceError] = []
        parents = cls._try_each(objects, user, refusals)
        below = cls._drafts_below(objects, user) if include_descendants else ()
        children = cls._try_each(below, user, refusals)
        if refusals:
            raise together(refusals)
        return parents, children

    @classmethod
    def _try_each(cls, pages: Iterable[Any], user: Any, refusals: list[ComplianceError]) -> int:
        published = 0
        for page in pages:
            try:
                with transaction.atomic():
                    super().execute_action([page], user=user)
                    published += 1
            except ComplianceError as error:
                refusals.append(error)
        return published

    @classmethod
    def _drafts_below(cls, pages: Iterable[Any], user: Any) -> Iterator[Any]:
        seen = {page.pk for page in pages}
        for page in pages:
            drafts = page.get_descendants().not_live().defer_streamfields().specific()
            for draft in drafts:
                may = user is None or draft.permissions_for_user(user).can_publish()
                if draft.pk not in seen and may:
                    seen.add(draft.pk)
                    yield draft
