"""The last door: whatever is saved as live, by whoever and in whichever way, was judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

from health_content.library.bookkeeping import BOOKKEEPING
from health_content.library.ledger import Door
from health_content.publishing.doors import at_door, is_at_door
from health_content.publishing.gate import admit, forget, is_gated, note_admission

_NOT_JUDGED = BOOKKEEPING | {
    "alias_of",
    "depth",
    "first_published_at",
    "path",
    "show_in_menus",
    "translation_key",
    "url_path",
}
"""Fields of a page that say nothing to readers, or that this gate does not judge."""

_ROWS = "_cluster_related_objects"
_IS_JUDGED = "_health_content_is_judged"


@contextmanager
def judged_with_its_rows(instance: Any, update_fields: Collection[str] | None) -> Iterator[None]:
    """Judge a page that is saved with some of its fields, rows of inline panels among them.

    Django is not told of such rows and names, and sends no signal where there is nothing else.
    Raises :class:`~health_content.publishing.ComplianceError` where it may not be saved.
    """
    if update_fields is None or not _rows_of(instance, update_fields):
        yield
        return
    with transaction.atomic():
        judge_before_saving(instance, update_fields)
        setattr(instance, _IS_JUDGED, True)
        try:
            yield
        finally:
            delattr(instance, _IS_JUDGED)
        note_admission(instance)


def judge_before_saving(instance: Any, update_fields: Collection[str] | None = None) -> None:
    """Judge the page that readers get once this is saved, if they see anything of it.

    Raises :class:`~health_content.publishing.ComplianceError` where it may not be saved.
    """
    if _IS_JUDGED in vars(instance):
        return
    forget(instance)
    if update_fields is not None and set(update_fields) <= _NOT_JUDGED:
        return
    page = _as_it_will_stand(instance, update_fields)
    if page is None or not page.live:
        return
    with ExitStack() as stack:
        if not is_at_door() and _sets_a_revision_live(page):
            stack.enter_context(at_door(Door.PUBLISH, revision_id=page.live_revision_id))
        admit(page, saved_as=instance)


def _as_it_will_stand(instance: Any, update_fields: Collection[str] | None) -> Any:
    """The page, in its own type, as readers get it once this is saved.

    Where only some fields are saved, the others are those of the database and not those in
    memory. ``None`` where nothing of ours is saved, or nothing that readers see.
    """
    if instance.pk is not None and _is_less_than_its_type(instance):
        return _with_what_a_lesser_type_says(instance, update_fields)
    if not is_gated(instance):
        return None
    if update_fields is None or instance.pk is None:
        return instance
    stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    return instance if stored is None else _changed(stored, instance, update_fields)


def _is_less_than_its_type(instance: Page) -> bool:
    """Whether an instance knows only some of the tables of the page it is, as moving saves one."""
    model = instance.specific_class
    return model is not None and model is not type(instance) and issubclass(model, type(instance))


def _with_what_a_lesser_type_says(instance: Any, update_fields: Collection[str] | None) -> Any:
    if not is_gated(instance.specific_class):
        return None
    before = type(instance)._base_manager.filter(pk=instance.pk).first()
    if before is None:
        return None
    own = [field for field in instance._meta.concrete_fields if not field.primary_key]
    if update_fields is not None:
        own = [field for field in own if {field.name, field.attname} & set(update_fields)]
    said = [field.attname for field in own if field.name not in _NOT_JUDGED]
    rows = _rows_of(instance, update_fields)
    if not rows and all(getattr(before, name) == getattr(instance, name) for name in said):
        return None
    return _changed(before.specific, instance, [*(field.name for field in own), *rows])


def _rows_of(instance: Any, update_fields: Collection[str] | None) -> set[str]:
    """The relations that are saved with the page, of those that were changed in memory."""
    names = {relation.get_accessor_name() for relation in get_all_child_relations(instance)}
    names |= {field.name for field in get_all_child_m2m_relations(instance)}
    names &= vars(instance).get(_ROWS, {}).keys() - {COMMENTS_RELATION_NAME}
    return names if update_fields is None else names & set(update_fields)


def _changed(stored: Any, instance: Any, names: Iterable[str]) -> Any:
    rows = vars(instance).get(_ROWS, {})
    for name in names:
        if name in rows:
            vars(stored).setdefault(_ROWS, {})[name] = rows[name]
            continue
        try:
            attribute = getattr(stored._meta.get_field(name), "attname", name)
        except FieldDoesNotExist:
            attribute = name
        setattr(stored, attribute, getattr(instance, attribute))
    return stored


def _sets_a_revision_live(page: Any) -> bool:
    """Whether Wagtail's own action is at work, which says nothing of itself."""
    if page.pk is None or page.live_revision_id is None:
        return False
    return not Page._base_manager.filter(
        pk=page.pk, live_revision_id=page.live_revision_id
    ).exists()
