"""A site on which somebody tries to go live."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from health_content.library.ledger import ComplianceRecord
from health_content.models import HealthArticlePage
from tests.factories import HealthArticlePageFactory

HARMLESS = "Magnesium is found in nuts."
CLAIM = "This magnesium supplement cures arthritis."
OFFER = ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": None})

GOOD = (HARMLESS, False)
NEEDS_REASON = (CLAIM, False)
BLOCKED = (CLAIM, True)
"""What an article says, and whether it sells."""


def body_of(said):
    """A body as stream data."""
    words, sells = said
    return [("rich_text", f"<p>{words}</p>"), *([OFFER] if sells else [])]


def stored(page, said):
    """A body as the page's field holds it."""
    return page._meta.get_field("body").stream_block.to_python(
        [{"type": name, "value": value} for name, value in body_of(said)]
    )


@dataclass
class Scene:
    """A front page, somebody who may do everything, and what was there before the attempt."""

    client: Any
    home: Any
    user: Any
    settings: Any
    before: int = 0
    was_live: set = field(default_factory=set)

    def draft(self, said, parent=None, **fields):
        """An article that was never live."""
        page = HealthArticlePageFactory(
            parent=parent or self.home,
            title="Magnesium",
            slug=fields.pop("slug", "magnesium"),
            live=False,
            body=body_of(said),
            **fields,
        )
        page.save_revision()
        return HealthArticlePage.objects.get(pk=page.pk)

    def live(self, said, **fields):
        """An article that has been live since before there was a gate."""
        given = getattr(self.settings, "HEALTH_CONTENT", {})
        self.settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
        page = self.draft(said, **fields)
        page.get_latest_revision().publish()
        self.settings.HEALTH_CONTENT = given
        return HealthArticlePage.objects.get(pk=page.pk)

    def due(self, page):
        """Put the page's last revision on the schedule, unseen by the gate, for just now."""
        revision = page.get_latest_revision()
        Revision.objects.filter(pk=revision.pk).update(
            approved_go_live_at=timezone.now() - timedelta(minutes=1)
        )
        return revision

    def begin(self):
        """What happens from here on is the attempt."""
        self.before = ComplianceRecord.objects.count()
        self.was_live = live_pages()
        self.client.force_login(self.user)
        self.client.raise_request_exception = False

    def went_live(self):
        """The articles that are live with words that were not live before."""
        return {pk for pk, _words in live_pages() - self.was_live}

    def records(self):
        """What the attempt left on record, in order."""
        return list(ComplianceRecord.objects.order_by("number")[self.before :])

    def post(self, name, *args, **data):
        """Send a form of the admin and follow where it leads."""
        return self.client.post(
            reverse(name, args=args),
            data,
            follow=True,
            headers={"referer": "http://testserver/admin/pages/"},
        )

    def form(self, said, action, **fields):
        """What the page editor sends."""
        words, sells = said
        blocks = [("rich_text", rich_text(f"<p>{words}</p>"))]
        if sells:
            blocks.append((OFFER[0], {"text": "See it.", "label": "", "paid_link": ""}))
        none = {f"{n}_FORMS": 0 for n in ("TOTAL", "INITIAL", "MIN_NUM")} | {"MAX_NUM_FORMS": 1000}
        given = {
            "title": "Magnesium",
            "slug": "magnesium",
            "hero_caption": rich_text(""),
            "body": streamfield(blocks),
            "related": streamfield([]),
            "comments": none,
            action: action,
        }
        return nested_form_data(given | fields) | {"topics": [], "nutrients": []}

    def api(self, method, path, **data):
        """Ask Wagtail's API v3, as a program that has the person's token."""
        _token, plain = APIToken.create_token(user=self.user, name="tests")
        return getattr(self.client, method)(
            f"/api/v3/pages/{path}",
            json.dumps(data),
            content_type="application/json",
            headers={"authorization": f"Bearer {plain}"},
        )

    def admin_api(self, page, action, **data):
        """Ask the API that the admin's own scripts use."""
        return self.client.post(
            f"/admin/api/main/pages/{page.pk}/action/{action}/",
            json.dumps(data),
            content_type="application/json",
        )


def live_pages():
    """Every live article with its words."""
    return {
        (page.pk, page.title + json.dumps(list(page.body.raw_data), default=str))
        for page in HealthArticlePage.objects.live()
    }


def base(page):
    """The page as a plain one."""
    return Page.objects.get(pk=page.pk)
