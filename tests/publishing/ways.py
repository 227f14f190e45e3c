"""Every way to go live that Wagtail 8 knows, and some that only programmers do.

Each sets its scene, says ``begin`` and makes one attempt with an article that says ``said``. It
returns the response, where there is one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Workflow

from health_content.models import HealthArticlePage
from health_content.publishing import GatedPublishAction
from tests.publishing.scene import GOOD, base, stored


@dataclass(frozen=True)
class Way:
    """One way, and what its record says: the door, whether it knows who, and what revision."""

    name: str
    go: Callable[..., Any]
    door: str
    door_refused: str
    by_user: bool
    is_later: bool
    is_new: bool


WAYS: list[Way] = []


def way(door, *, refused="", by_user=True, is_later=False, is_new=False):
    """Register a way. ``is_new``: what is refused has no revision yet."""

    def keep(go):
        WAYS.append(Way(go.__name__, go, door, refused or door, by_user, is_later, is_new))
        return go

    return keep


def tomorrow():
    return timezone.now() + timedelta(days=1)


def when():
    return tomorrow().strftime("%Y-%m-%d %H:%M")


# --- the page editor ---------------------------------------------------------------------------


@way("publish", is_new=True, refused="form")
def editing(scene, said):
    page = scene.draft(GOOD)
    scene.begin()
    return scene.post("wagtailadmin_pages:edit", page.pk, **scene.form(said, "action-publish"))


@way("publish", is_new=True, refused="form")
def editing_a_live_page(scene, said):
    page = scene.live(("Nuts have magnesium.", False))
    scene.begin()
    return scene.post("wagtailadmin_pages:edit", page.pk, **scene.form(said, "action-publish"))


@way("publish", is_new=True, refused="form")
def creating(scene, said):
    scene.begin()
    where = ("health_content", "healtharticlepage", scene.home.pk)
    return scene.post("wagtailadmin_pages:add", *where, **scene.form(said, "action-publish"))


@way("publish", is_new=True, refused="form", is_later=True)
def scheduling_in_the_editor(scene, said):
    page = scene.draft(GOOD)
    scene.begin()
    form = scene.form(said, "action-publish", go_live_at=when())
    return scene.post("wagtailadmin_pages:edit", page.pk, **form)


@way("publish", is_new=True, refused="form", is_later=True)
def scheduling_a_new_version_of_a_live_page(scene, said):
    page = scene.live(("Nuts have magnesium.", False))
    scene.begin()
    form = scene.form(said, "action-publish", go_live_at=when())
    return scene.post("wagtailadmin_pages:edit", page.pk, **form)


@way("publish", is_new=True, refused="form", is_later=True)
def scheduling_a_new_page(scene, said):
    scene.begin()
    where = ("health_content", "healtharticlepage", scene.home.pk)
    form = scene.form(said, "action-publish", go_live_at=when())
    return scene.post("wagtailadmin_pages:add", *where, **form)


@way("publish", is_new=True, refused="form")
def going_back_to_an_older_version_in_the_editor(scene, said):
    page = scene.draft(said)
    old = page.get_latest_revision()
    page.body = stored(page, GOOD)
    page.save_revision()
    scene.begin()
    form = scene.form(said, "action-publish", revision=old.pk)
    return scene.post("wagtailadmin_pages:edit", page.pk, **form)


# --- workflows ---------------------------------------------------------------------------------


def submitted(scene, said):
    page = scene.draft(said)
    Workflow.objects.get().start(page, scene.user)
    return page, page.current_workflow_task_state


@way("publish")
def approving_on_the_dashboard(scene, said):
    page, task = submitted(scene, said)
    scene.begin()
    return scene.post("wagtailadmin_pages:workflow_action", page.pk, "approve", task.pk)


@way("publish")
def approving_in_the_modal_with_a_comment(scene, said):
    page, task = submitted(scene, said)
    scene.begin()
    return scene.client.post(
        f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/",
        {"comment": "Fine."},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


@way("publish", is_new=True, refused="form")
def approving_in_the_editor(scene, said):
    page, _task = submitted(scene, said)
    scene.begin()
    form = scene.form(said, "action-workflow-action", **{"workflow-action-name": "approve"})
    return scene.post("wagtailadmin_pages:edit", page.pk, **form)


# --- many at once, copies and aliases ----------------------------------------------------------


def in_bulk(scene, page, **data):
    scene.begin()
    return scene.client.post(
        f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={page.pk}",
        data,
        follow=True,
        headers={"referer": "http://testserver/admin/pages/"},
    )


@way("publish")
def publishing_in_bulk(scene, said):
    return in_bulk(scene, scene.draft(said))


@way("publish")
def publishing_a_section_with_all_below_it(scene, said):
    above = scene.live(("Nuts have magnesium.", False), slug="above")
    scene.draft(said, parent=above, slug="below")
    return in_bulk(scene, above, include_descendants="on")


def copied(scene, page, **data):
    scene.begin()
    fields = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": scene.home.pk}
    return scene.post("wagtailadmin_pages:copy", page.pk, **fields, **data)


@way("save", is_new=True)
def copying_in_the_admin(scene, said):
    return copied(scene, scene.live(said), publish_copies="on")


@way("save", is_new=True)
def copying_with_all_below_in_the_admin(scene, said):
    above = scene.draft(GOOD, slug="above")
    scene.live(said, parent=above)
    return copied(scene, above, publish_copies="on", copy_subpages="on")


@way("save", is_new=True)
def an_alias_in_the_admin(scene, said):
    return copied(scene, scene.live(said), alias="on")


@way("save", is_new=True, by_user=False)
def copying_in_code(scene, said):
    page = scene.live(said)
    scene.begin()
    page.copy(update_attrs={"slug": "copy"}, keep_live=True)


@way("save", is_new=True, by_user=False)
def an_alias_in_code(scene, said):
    page = scene.live(said)
    scene.begin()
    page.create_alias(parent=scene.home, update_slug="alias")


@way("save", is_new=True, by_user=False)
def an_alias_in_another_language(scene, said):
    page = scene.live(said)
    french = Locale.objects.create(language_code="fr")
    scene.home.copy_for_translation(french)
    scene.begin()
    page.copy_for_translation(french, alias=True)


@way("publish", by_user=False)
def publishing_a_translation(scene, said):
    page = scene.draft(said)
    french = Locale.objects.create(language_code="fr")
    scene.home.copy_for_translation(french)
    translation = page.copy_for_translation(french)
    scene.begin()
    translation.get_latest_revision().publish()


if apps.is_installed("wagtail_localize"):

    @way("publish", by_user=False)
    def publishing_a_translation_of_wagtail_localize(scene, said):
        from wagtail_localize.models import Translation, TranslationSource

        page = scene.draft(said)
        french = Locale.objects.create(language_code="fr")
        source, _is_new = TranslationSource.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=french)
        scene.home.copy_for_translation(french)
        scene.begin()
        with TestCase.captureOnCommitCallbacks(execute=True):
            translation.save_target(publish=True)


# --- API v3 ------------------------------------------------------------------------------------


def titled(scene, said, **meta):
    """An article that says it in its title; no more of it can be written by the API."""
    words, is_blocked = said
    if is_blocked:
        given = getattr(scene.settings, "HEALTH_CONTENT", {}).get("COMPLIANCE", {})
        raised = {**given, "RULES": {"CLM315": "blocking"}}
        scene.settings.HEALTH_CONTENT = {"COMPLIANCE": raised}
    return {"title": words, "meta": {"type": ARTICLE, **meta}}


ARTICLE = "health_content.HealthArticlePage"


@way("publish", is_new=True, refused="form")
def creating_by_the_api(scene, said):
    scene.begin()
    data = titled(scene, said, parent_id=scene.home.pk, action="publish")
    return scene.api("post", "", slug="magnesium", **data)


@way("publish", is_new=True, refused="form")
def changing_by_the_api(scene, said):
    page = scene.draft(GOOD)
    scene.begin()
    return scene.api("patch", f"{page.pk}/", **titled(scene, said, action="publish"))


@way("publish", is_new=True, refused="form")
def changing_something_else_by_the_api(scene, said):
    page = scene.draft(said)
    scene.begin()
    meta = {"type": ARTICLE, "action": "publish"}
    return scene.api("patch", f"{page.pk}/", title="Magnesium again", meta=meta)


@way("publish")
def publishing_by_the_api(scene, said):
    page = scene.draft(said)
    scene.begin()
    return scene.api("post", f"{page.pk}/actions/publish/")


@way("publish", is_later=True)
def scheduling_by_the_api(scene, said):
    page = scene.draft(said)
    page.go_live_at = tomorrow()
    page.save_revision()
    scene.begin()
    return scene.api("post", f"{page.pk}/actions/publish/")


@way("save", is_new=True)
def copying_by_the_api(scene, said):
    page = scene.live(said)
    scene.begin()
    return scene.api("post", f"{page.pk}/actions/copy/", slug="copy")


@way("save", is_new=True)
def an_alias_by_the_api(scene, said):
    page = scene.live(said)
    scene.begin()
    where = {"destination_id": scene.home.pk, "slug": "alias"}
    return scene.api("post", f"{page.pk}/actions/create_alias/", **where)


@way("publish")
def going_back_and_publishing_by_the_api(scene, said):
    page = scene.draft(said)
    old = page.get_latest_revision()
    page.body = stored(page, GOOD)
    page.save_revision()
    scene.begin()
    reverted = scene.api("post", f"{page.pk}/actions/revert/", revision_id=old.pk)
    assert reverted.status_code == 200, reverted.content
    assert not scene.went_live()
    return scene.api("post", f"{page.pk}/actions/publish/")


# --- the admin's own API -----------------------------------------------------------------------


@way("publish")
def publishing_by_the_api_of_the_admin(scene, said):
    page = scene.draft(said)
    scene.begin()
    return scene.admin_api(page, "publish")


@way("save", is_new=True)
def copying_by_the_api_of_the_admin(scene, said):
    page = scene.live(said)
    scene.begin()
    return scene.admin_api(page, "copy", slug="copy")


@way("save", is_new=True)
def an_alias_by_the_api_of_the_admin(scene, said):
    page = scene.live(said)
    scene.begin()
    return scene.admin_api(page, "create_alias", update_slug="alias")


# --- code --------------------------------------------------------------------------------------


@way("publish")
def publishing_a_revision(scene, said):
    page = scene.draft(said)
    scene.begin()
    page.get_latest_revision().publish(user=scene.user)


@way("publish", by_user=False)
def publishing_through_a_plain_page(scene, said):
    page = scene.draft(said)
    scene.begin()
    base(page).publish(page.get_latest_revision())


@way("publish", by_user=False)
def the_action_of_wagtail(scene, said):
    page = scene.draft(said)
    scene.begin()
    PublishPageRevisionAction(page.get_latest_revision()).execute()


@way("publish")
def the_action_of_ours(scene, said):
    page = scene.draft(said)
    scene.begin()
    GatedPublishAction(page.get_latest_revision(), user=scene.user).execute()


@way("publish", by_user=False, is_later=True)
def the_action_of_wagtail_for_tomorrow(scene, said):
    page = scene.draft(said)
    page.go_live_at = tomorrow()
    revision = page.save_revision()
    scene.begin()
    PublishPageRevisionAction(revision).execute()


@way("publish", by_user=False, is_later=True, is_new=True)
def a_revision_that_is_saved_with_its_day(scene, said):
    page = scene.draft(said)
    page.go_live_at = tomorrow()
    scene.begin()
    page.save_revision(approved_go_live_at=page.go_live_at)


@way("save", is_new=True, by_user=False)
def saving_it_as_live(scene, said):
    page = scene.draft(said)
    scene.begin()
    page.live = True
    page.save()


@way("save", is_new=True, by_user=False)
def saving_a_plain_page_as_live(scene, said):
    page = base(scene.draft(said))
    scene.begin()
    page.live = True
    page.save()


@way("save", is_new=True, by_user=False)
def saving_that_it_is_live_and_nothing_else(scene, said):
    page = scene.draft(said)
    page.body = stored(page, GOOD)
    scene.begin()
    page.live = True
    page.save(update_fields=["live"])


@way("save", is_new=True, by_user=False)
def saving_that_a_plain_page_is_live_and_nothing_else(scene, said):
    page = base(scene.draft(said))
    scene.begin()
    page.live = True
    page.save(update_fields=["live"])


@way("save", is_new=True, by_user=False)
def saving_the_words_of_a_live_page(scene, said):
    page = scene.live(("Nuts have magnesium.", False))
    scene.begin()
    page.body = stored(page, said)
    page.save()


@way("save", is_new=True, by_user=False)
def saving_the_words_of_a_live_page_and_nothing_else(scene, said):
    page = scene.live(("Nuts have magnesium.", False))
    scene.begin()
    page.body = stored(page, said)
    page.live = False
    page.save(update_fields=["body"])


@way("save", is_new=True, by_user=False)
def adding_it_as_a_live_child(scene, said):
    page = HealthArticlePage(title="Magnesium", slug="magnesium", live=True)
    page.body = stored(page, said)
    scene.begin()
    scene.home.add_child(instance=page)


# --- the clock ---------------------------------------------------------------------------------


@way("scheduled", by_user=False)
def the_clock(scene, said):
    page = scene.draft(said)
    scene.due(page)
    scene.begin()
    call_command("publish_scheduled")


@way("scheduled", by_user=False)
def the_clock_for_a_live_page(scene, said):
    page = scene.live(("Nuts have magnesium.", False))
    page.body = stored(page, said)
    page.save_revision()
    scene.due(page)
    scene.begin()
    call_command("publish_scheduled")
