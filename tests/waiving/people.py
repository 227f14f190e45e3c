"""People who have to do with waivers, and pages with findings."""

from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import GroupPagePermission

from health_content.library.standings import Standing
from health_content.library.waivers import Category, Waiver, site_day
from health_content.models import HealthArticlePage
from health_content.waiving import give
from health_content.waiving.faces import faces_of
from tests.factories import HealthArticlePageFactory, UserFactory
from tests.publishing.scene import CLAIM, body_of

REASON = "The sentence quotes the agency's own letter."
ABSOLUTE = "This magnesium supplement always works."
LOCKED = "Our magnesium supplement is FDA approved."

QUIET = {"REV601": "off", "AFF205": "off", "AFF211": "off"}


def judged_by(settings, *, mode="enforce", **rules):
    """Let these rules be as grave as said, and what is missing on a page of tests be no matter."""
    given = {"COMPLIANCE": {"MODE": mode, "RULES": {**QUIET, **rules}}}
    settings.HEALTH_CONTENT = {**getattr(settings, "HEALTH_CONTENT", {}), **given}


def aged(waiver, *, ended=1):
    """Make a waiver one that was given long ago and ended so many days ago."""
    end = site_day() - timedelta(days=ended)
    given_at = timezone.now() - timedelta(days=90)
    Waiver.objects.filter(pk=waiver.pk).update(given_at=given_at, expires_on=end)
    Standing.objects.filter(page_id=waiver.page_id).update(admitted_until=end)


def person(name, *codenames, edits=None):
    """Somebody with these permissions, who may edit pages below ``edits``."""
    user = UserFactory(username=name)
    group = Group.objects.create(name=name)
    group.permissions.set(
        Permission.objects.filter(
            codename__in=("access_admin", *codenames),
            content_type__app_label__in=("wagtailadmin", "health_content"),
        )
    )
    if edits is not None:
        GroupPagePermission.objects.create(
            group=group, page=edits, permission=Permission.objects.get(codename="change_page")
        )
    user.groups.add(group)
    return user


def article(home, words=CLAIM, sells=True, title="Magnesium", **fields):
    """A draft that says so."""
    page = HealthArticlePageFactory(
        parent=home,
        title=title,
        slug=slugify(title),
        live=False,
        body=body_of((words, sells)),
        **fields,
    )
    page.save_revision()
    return HealthArticlePage.objects.get(pk=page.pk)


def rewrite(page, words, sells=True):
    """Save a draft of other words."""
    page = HealthArticlePage.objects.get(pk=page.pk)
    page.body = body_of((words, sells))
    page.save_revision()
    return HealthArticlePage.objects.get(pk=page.pk)


def found(page, code):
    """The finding of a rule on a page, as it stands now."""
    reports = [face.judgment.report for face in faces_of(page)]
    named = [item for report in reports for item in report.findings if item.code == code]
    assert named, [item.code for report in reports for item in report.findings]
    return named[0]


def given(page, code, user, **changes):
    """A waiver of a finding, given by somebody."""
    values = {
        "category": Category.OTHER,
        "reason": REASON,
        "expires_on": site_day() + timedelta(days=60),
    }
    return give(page, found(page, code), user=user, **{**values, **changes})
