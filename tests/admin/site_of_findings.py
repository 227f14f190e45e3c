"""A site whose live pages have findings, because its gate only reported when they went live."""

from html import unescape

from health_content.models import HealthArticlePage
from tests.publishing.scene import CLAIM
from tests.waiving.people import article, judged_by


def live(settings, home, words=CLAIM, sells=True, title="Magnesium", **fields):
    """A live article that says so, judged and let through."""
    before = settings.HEALTH_CONTENT
    judged_by(settings, mode="report")
    page = article(home, words, sells, title, **fields)
    page.get_latest_revision().publish()
    settings.HEALTH_CONTENT = before
    return HealthArticlePage.objects.get(pk=page.pk)


def text_of(answer):
    """What an answer says, in one line."""
    return " ".join(unescape(answer.content.decode()).split())


__all__ = ["judged_by", "live", "text_of"]
