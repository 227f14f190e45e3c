"""References as files in the admin: looked at first, confirmed after, and out again."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from health_content.bibliography.formats import bibtex
from health_content.models import Reference
from tests.factories import HealthArticlePageFactory
from tests.waiving.people import person

pytestmark = pytest.mark.django_db

BIB = """@article{uwitonze2018,
  author = {Uwitonze, Anne Marie and Razzaque, Mohammed S.},
  title = {{Role of Magnesium in Vitamin D Activation and Function}},
  journal = {J Am Osteopath Assoc}, year = 2018, volume = 118, number = 3, pages = {181--189},
  doi = {10.7556/jaoa.2018.037}}
@article{again, title = {Role of magnesium}, year = 2018, doi = {10.7556/JAOA.2018.037}}
@article{there, title = {Bone and <b>magnesium</b>}, year = 2020, pmid = {34666201}}
@article{broken, title = {No end
@book{none, year = 2020}
"""
SCREEN = "/admin/health-content/references/interchange/"


@pytest.fixture
def there():
    return Reference.objects.create(
        citation="Impact of magnesium. Bone. 2022.", pmid="34666201", status="current"
    )


def upload(client, text=BIB):
    file = SimpleUploadedFile("library.bib", text.encode())
    return client.post(SCREEN, {"file": file, "format": ""})


def test_a_file_is_looked_at_first_and_added_whole_when_that_is_confirmed(client, there):
    client.force_login(person("reader", "view_reference"))
    assert upload(client).status_code == 302
    client.force_login(person("editor", "add_reference", "change_reference", "view_reference"))
    answer = upload(client)
    told = " ".join(answer.content.decode().split())
    assert "5 in the file: 1 new, 2 there already, 2 not read." in told
    assert "The file has it twice." in told
    assert there.citation in told
    assert "Line 8: A brace" in told
    assert "It has no title." in told
    assert Reference.objects.count() == 1
    token = re.search(r'name="token"\s+value="([^"]+)"', told)[1]
    answer = client.post(SCREEN, {"token": token, "format": "bibtex"})
    assert "Imported." in answer.content.decode()
    added = Reference.objects.exclude(pk=there.pk).get()
    # Nobody has said that somebody compared it with the publication.
    assert added.fields_from == Reference.FieldsFrom.READING
    assert added.doi == "10.7556/jaoa.2018.037"
    assert added.citation.startswith("Uwitonze AM, Razzaque MS. Role of Magnesium in Vitamin D")
    again = client.post(SCREEN, {"token": token, "format": "bibtex"})
    assert "0 new, 3 there already" in " ".join(again.content.decode().split())
    file = client.get(
        reverse("health_content_export_references", args=["bibtex"]) + "?status=unknown"
    )
    (record,), problems = bibtex.read(file.content.decode())
    assert problems == []
    assert record == added.cited_record()
    added.delete()
    client.post(SCREEN, {"token": token, "format": "bibtex", "vouched": "on"})
    vouched = Reference.objects.exclude(pk=there.pk).get()
    assert vouched.fields_from == Reference.FieldsFrom.PERSON


def test_a_page_s_references_go_to_whoever_may_edit_it(client, there, home, admin_user):
    page = HealthArticlePageFactory(
        parent=home, slug="minerals", body=[("references", {"heading": "", "items": [there]})]
    )
    address = reverse("health_content_export_page_references", args=[page.pk, "ris"])
    client.force_login(person("stranger", "view_reference"))
    assert client.get(address).status_code in (302, 403)
    client.force_login(admin_user)
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith('attachment; filename="references-minerals-')
    assert "AN  - 34666201" in answer.content.decode()
    screen = client.get(reverse("health_content_page_references", args=[page.pk]))
    assert there.citation in screen.content.decode()
    assert client.get(address.replace("ris", "xls")).status_code == 404


def test_the_command_keeps_all_or_nothing_and_writes_what_it_reads(tmp_path, capsys, there):
    file = tmp_path / "library.bib"
    file.write_text(BIB)
    with pytest.raises(CommandError, match="Nothing was kept: 2"):
        call_command("import_references", str(file))
    assert Reference.objects.count() == 1
    with pytest.raises(CommandError, match="left out"):
        call_command("import_references", str(file), "--leave-out", "--vouched")
    assert Reference.objects.count() == 2
    assert Reference.objects.exclude(pk=there.pk).get().fields_from == "person"
    capsys.readouterr()
    call_command("export_references", "--format", "csl-json")
    assert '"DOI": "10.7556/jaoa.2018.037"' in capsys.readouterr().out


def test_readers_take_along_what_a_live_page_cites_and_nothing_of_a_draft(client, there, home):
    page = HealthArticlePageFactory(
        parent=home, slug="minerals", body=[("references", {"heading": "", "items": [there]})]
    )
    address = reverse("health_content:cited_references", args=[page.pk, "ris"])
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="references-minerals.ris"'
    assert "AN  - 34666201" in answer.content.decode()
    assert client.get(address.replace(".ris", ".exe")).status_code == 404
    assert client.get(address.replace(str(page.pk), str(home.pk))).status_code == 404
    page.live = False
    page.save()
    assert client.get(address).status_code == 404
