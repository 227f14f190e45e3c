"""The report of clicks: what it tells, what it hides, and to whom."""

import csv
import io
from datetime import timedelta

import pytest

from health_content.library.waivers import site_day
from health_content.models import ClickCount
from tests.admin.site_of_findings import text_of
from tests.suspending.pages import selling, shop

pytestmark = pytest.mark.usefixtures("report_only")
REPORT = "/admin/health-content/clicks/"


@pytest.fixture
def counted(home):
    """Two links on one page: 108 clicks on one, 3 on the other, over two days."""
    program, product, link = shop()
    program.name = "=cmd()"
    program.save()
    other = shop("other")[2]
    page = selling(home, product, link)
    today = site_day()
    for which, position, day, count in (
        (link, 1, today, 105),
        (link, 2, today - timedelta(days=90), 3),
        (other, 3, today, 3),
    ):
        ClickCount.objects.create(link=which, page=page, position=position, day=day, count=count)
    return page


def rows(client, **chosen):
    answer = client.get(REPORT, {"export": "csv", **chosen})
    text = b"".join(answer.streaming_content).decode()
    return [tuple(row) for row in csv.reader(io.StringIO(text))][1:]


def test_clicks_are_counted_by_whatever_one_asks_and_small_counts_are_hidden(
    counted, client, superuser
):
    client.force_login(superuser)
    assert rows(client) == [
        ("Magnesium of shop (Shop)", "105+"),
        ("Magnesium of other (Other)", "under 5"),
    ]
    assert rows(client, by="program") == [("'=cmd()", "105+"), ("other partners", "under 5")]
    assert rows(client, by="page") == [("Magnesium", "110+")]
    assert rows(client, by="position")[0] == ("Offer 1 on its page", "105+")
    recent = {"day_from": (site_day() - timedelta(days=89)).isoformat()}
    assert rows(client, by="page", **recent) == [("Magnesium", "105+")]


def test_no_number_on_the_screen_is_what_a_hidden_one_leaves_of_a_sum(counted, client, superuser):
    client.force_login(superuser)
    html = text_of(client.get(REPORT))
    assert "Clicks over time, 110+ in all" in html
    assert all(number not in html for number in ("111", "108"))
    assert "Magnesium of shop (Shop)" in html
    assert "Clicks:</span> under 5" in html


def test_only_those_who_may_see_the_counts_get_the_report(counted, client, editor):
    client.force_login(editor)
    assert client.get(REPORT).status_code == 302
    assert "health-content/clicks" not in text_of(client.get("/admin/"))
