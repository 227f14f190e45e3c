"""The import of a program's report, as a person does it."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from health_content.models import Earning
from tests.admin.site_of_findings import text_of
from tests.suspending.pages import shop

LINES = b"When;Paid;Left over\n2026-11-01;1,50;x\n2026-11-02;-0,50;y\n"
SAID = {"layout": "own", "money": "eur", "day": "When", "amount": "Paid", "decimal_mark": ","}


@pytest.fixture
def send(client, editor):
    program = shop()[0]
    editor.groups.first().permissions.add(
        *Permission.objects.filter(codename__in=("add_earning", "view_earning"))
    )
    client.force_login(editor)

    def send(lines=LINES, **said):
        told = {"program": program.pk, "order_of_day": "ymd", **SAID, **said}
        file = SimpleUploadedFile("report.csv", lines)
        address = reverse("health_content_earnings_import")
        return text_of(client.post(address, {**told, "file": file}, follow=True))

    return send


def test_a_report_is_checked_and_then_imported_and_listed(send):
    html = send(check="1")
    assert "New: 2, of which 0 name a paid link" in html
    assert "come to 1.00 EUR" in html
    assert not Earning.objects.exists()
    html = send(**{"import": "1"})
    assert "2 rows were imported." in html
    assert "-0.50 EUR" in html


def test_what_cannot_be_read_is_told_with_its_line(send):
    html = send(LINES.replace(b"-0,50", b"free"), **{"import": "1"})
    assert "Line 3, paid: “free” is no amount" in html
    assert "These columns are not in the file: when" in send(b"Day,Paid\n1,2\n")
    assert "Name this column as the file does." in send(day="")
    assert not Earning.objects.exists()


def test_nobody_else_sees_what_was_earned(client, editor):
    client.force_login(editor)
    for name in ("health_content_earnings", "health_content_earnings_import"):
        assert client.get(reverse(name)).status_code == 302
