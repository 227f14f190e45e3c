"""Import and export in the admin: looked at first, confirmed after, judged both times."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from health_content.admin.registry import kept_files
from health_content.affiliates.programs import AMAZON
from health_content.interchange import Kind, exported
from health_content.models import AffiliateProgram, PaidLink, Product
from tests.interchange.test_plugins import THIRSTY_AFFILIATES
from tests.waiving.people import person

SCREEN = "/admin/health-content/registry/interchange/"
RIGHTS = [
    f"{action}_{model}"
    for action in ("add", "change", "view")
    for model in ("affiliateprogram", "product", "paidlink")
]


@pytest.fixture
def editor(client, db):
    client.force_login(person("editor", *RIGHTS))
    return client


@pytest.fixture
def product(db):
    return Product.objects.create(gtin="4006381333931", brand="Plain", name="Zinc", form="tablets")


def upload(client, data, of="csv", **more):
    file = SimpleUploadedFile("registry.csv", data, "text/csv")
    return client.post(SCREEN, {"file": file, "format": of, "path_prefix": "", **more})


def go_on(client, answer, do="import", **more):
    token = re.search(r'name="token"\s+value="([^"]+)"', answer.content.decode())[1]
    of = re.search(r'name="format"\s+value="([^"]+)"', answer.content.decode())[1]
    return client.post(SCREEN, {"token": token, "format": of, "do": do, **more})


def table(kind):
    return "".join(exported(kind)).encode()


def test_a_file_is_looked_at_first_and_imported_when_that_is_confirmed(editor, product):
    changed = table(Kind.PRODUCTS).replace(b"tablets", b"<b>drops</b>")
    answer = upload(editor, changed)
    told = answer.content.decode()
    assert "1 changed" in told
    assert "&lt;b&gt;drops&lt;/b&gt;" in told
    product.refresh_from_db()
    assert product.form == "tablets"
    answer = go_on(editor, answer)
    assert "Imported." in answer.content.decode()
    product.refresh_from_db()
    assert product.form == "<b>drops</b>"


def test_the_second_post_is_judged_by_what_is_so_then(editor, client, product):
    answer = upload(editor, table(Kind.PRODUCTS).replace(b"tablets", b"drops"))
    client.force_login(person("another", *RIGHTS))
    assert go_on(client, answer).status_code == 422
    client.force_login(get_user_model().objects.get(username="editor"))
    group = Group.objects.get(name="editor")
    group.permissions.remove(Permission.objects.get(codename="change_product"))
    assert go_on(client, answer).status_code in {302, 403}
    assert Product.objects.get().form == "tablets"


def test_a_file_that_is_not_kept_any_more_is_asked_for_again(editor, product, monkeypatch):
    answer = upload(editor, table(Kind.PRODUCTS).replace(b"tablets", b"drops"))
    monkeypatch.setattr(kept_files, "KEPT_FOR", -1)
    answer = go_on(editor, answer)
    assert answer.status_code == 422
    assert "Upload it again" in answer.content.decode()
    assert Product.objects.get().form == "tablets"


def test_problems_are_told_and_nothing_can_be_confirmed(editor, product):
    answer = upload(editor, table(Kind.PRODUCTS).replace(b"undecided", b"heavy"))
    told = answer.content.decode()
    assert "amount_weight" in told
    assert 'value="import"' not in told
    assert go_on(editor, answer).status_code == 200
    assert Product.objects.get().amount_weight == "undecided"
    answer = upload(editor, b"nothing,of,ours\n")
    assert answer.status_code == 422
    assert "None of the columns is known" in answer.content.decode()


def test_who_may_not_change_a_table_may_neither_import_it_nor_see_another(client, product):
    client.force_login(person("viewer", "view_product"))
    assert client.get(SCREEN).status_code == 200
    answer = client.get(reverse("health_content_export_products"))
    assert b"Plain" in b"".join(answer.streaming_content)
    assert client.get(reverse("health_content_export_links")).status_code in {302, 403}
    assert upload(client, table(Kind.PRODUCTS)).status_code in {302, 403}
    client.force_login(person("stranger"))
    assert client.get(SCREEN).status_code in {302, 403}


def test_links_of_another_manager_get_the_programs_that_are_chosen(editor):
    program = AffiliateProgram.from_terms(AMAZON)
    program.tags = {"US": "example-20", "DE": "example-21"}
    program.save()
    AffiliateProgram.objects.create(key="tea", name="Tea Partners", merchant="Tea Shop")
    answer = upload(editor, THIRSTY_AFFILIATES, "thirstyaffiliates")
    assert "shop.example" in answer.content.decode()
    answer = go_on(editor, answer, "look", **{"program:shop.example": "tea"})
    assert PaidLink.objects.count() == 0
    answer = go_on(editor, answer, **{"program:shop.example": "tea"})
    assert PaidLink.objects.count() == 3
    answer = go_on(editor, answer, "paths", **{"program:shop.example": "tea"})
    told = b"".join(answer.streaming_content).decode()
    assert f"/recommends/tea/,,{PaidLink.objects.get(program__key='tea').pk},tea" in told
