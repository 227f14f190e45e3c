"""How a live page stands after something beside its words was decided."""

from __future__ import annotations

from typing import Any

from health_content.library.standings import Standing, Version
from health_content.publishing.gate import store_standing
from health_content.publishing.judging import Judgment


def stand_anew(
    page: Any, judgment: Judgment, *, before: Judgment | None = None, is_lost: bool = False
) -> None:
    """Store what is found in a live page by now; do nothing where no judgment of it is known.

    Words that a door saw are admitted where nothing refuses them any more. Of words that no door
    saw, and of those in another context, nothing is said: what was known of the page stays, and
    the audit finds the difference. ``before`` is a judgment of the same words from before the
    decision. ``is_lost`` is whether the decision ended what let them be admitted.
    """
    known = Standing.objects.filter(page_id=page.pk, version=Version.LIVE).first()
    if known is None:
        return
    is_seen = known.record_number is not None and _words_of(known) in {
        _words_of(it) for it in (judgment, before) if it is not None
    }
    is_kept = (judgment.is_unchanged if is_seen else known.is_admitted) and not is_lost
    standing = store_standing(
        page,
        judgment,
        Version.LIVE,
        is_admitted=is_kept or (is_seen and not judgment.refusing),
        record_number=known.record_number,
        is_baseline=known.is_baseline,
        stored_hash=known.stored_hash,
    )
    if not is_seen:
        words, context = _words_of(known)
        Standing.objects.filter(pk=standing.pk).update(
            content_hash=words, context_hash=context, admitted_until=known.admitted_until
        )


def _words_of(known: Standing | Judgment) -> tuple[str, str]:
    return (known.content_hash, known.context_hash)
