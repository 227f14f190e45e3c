"""The form of an affiliate program: typed lines, stored JSON, and what it starts from."""

import pytest
from django.urls import reverse

from health_content.affiliates.programs import AMAZON
from health_content.models import AffiliateProgram, Product


def address(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def shown(answer):
    """What the form would send as it is shown."""
    given = {bound.html_name: bound.value() for bound in answer.context["form"]}
    return {name: "" if value is None else value for name, value in given.items()}


TYPED = {
    "key": "shop",
    "name": "Shop Partners",
    "merchant": "Shop",
    "link_label": "(paid link)",
    "elsewhere": "no-link",
    "hosts": "us: https://www.Shop.example/, shop.example\n\nany: shop.example.org",
    "tags": "US: shop-20",
    "shorteners": "shp.example",
    "product_patterns": r"/p/(\d+)",
    "identification": "US, en-US: As a partner I earn: every time.\nany: We are partners.",
    "channels": ["web", "feed"],
    "rel": ["ugc"],
    "countries": "US, ca\nUK",
    "tag_parameter": "tag",
    "cloaking_allowed": "unknown",
    "prices_allowed": "true",
}


def test_what_is_typed_is_stored_in_the_shapes_that_are_read_and_shown_as_typed(admin_site, db):
    answer = admin_site.post(address(AffiliateProgram, "add"), TYPED)
    assert answer.status_code == 302, answer.context["form"].errors
    row = AffiliateProgram.objects.get()
    assert row.hosts == {"US": ["www.shop.example", "shop.example"], "": ["shop.example.org"]}
    assert (row.tags, row.shorteners, row.product_patterns) == (
        {"US": "shop-20"},
        ["shp.example"],
        [r"/p/(\d+)"],
    )
    assert row.identification == [
        {"market": "US", "language": "en-US", "text": "As a partner I earn: every time."},
        {"market": "", "language": "", "text": "We are partners."},
    ]
    assert (set(row.channels), row.countries) == ({"web", "feed"}, ["US", "CA", "UK"])
    assert row.rel == ["sponsored", "nofollow", "noopener", "ugc"]
    assert (row.cloaking_allowed, row.prices_allowed) == (None, True)
    edit = address(AffiliateProgram, "edit", row.pk)
    again = admin_site.get(edit)
    assert "Nobody has looked this up; treated as not allowed" in again.content.decode()
    before = AffiliateProgram.objects.values().get()
    assert admin_site.post(edit, shown(again)).status_code == 302
    assert AffiliateProgram.objects.values().get() == before


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("hosts", "US: shop.example\nsh op", "Line 2"),
        ("hosts", "US: javascript:alert(1)", "is no name of a site"),
        ("hosts", "US: a.example\nUS: b.example", "US has two lines"),
        ("tags", "US: a&b=c", "a tag is one word"),
        ("product_patterns", "/p/(a+)+$", "could take for ever"),
        ("product_patterns", "/p/[0-9]+", "in parentheses"),
        ("identification", "We are partners.", "write the market"),
        ("countries", "USA", "is no market"),
        ("ends_on", "2020-01-01", "ends before it starts"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(admin_site, db, field, typed, told):
    given = {**TYPED, "starts_on": "2026-01-01", field: typed}
    answer = admin_site.post(address(AffiliateProgram, "add"), given)
    assert told in str(answer.context["form"].errors[field])
    assert not AffiliateProgram.objects.exists()


def test_a_new_program_starts_from_a_shipped_one_with_its_sources(admin_site, db):
    where = address(AffiliateProgram, "add")
    answer = admin_site.get(where, {"from": "amazon"})
    text = answer.content.decode()
    assert AMAZON.sources[0].title in text
    assert "as quoted by others" in text
    assert "our tag" in text
    given = shown(answer) | {"tags": "US: ours-20"}
    assert admin_site.post(where, given).status_code == 302
    row = AffiliateProgram.objects.get()
    assert row.identification_sentences("US")[0]["text"].startswith("As an Amazon Associate")
    assert row.lacks() == []
    empty = admin_site.get(where, {"from": "generic-template"}).content.decode()
    assert "the hosts of the shop" in empty
    assert "8 rules were looked up by nobody" in empty
    listed = admin_site.get(address(AffiliateProgram, "list"))
    assert "To be completed" not in listed.content.decode()
    row.tags = {}
    row.save()
    assert row.lacks() == ["our tag in at least one market"]
    assert "To be completed" in admin_site.get(address(AffiliateProgram, "list")).content.decode()


def test_certifications_are_typed_as_lines(admin_site, db):
    row = Product.objects.create(name="Zinc", certifications=["One mark"])
    edit = address(Product, "edit", row.pk)
    given = shown(admin_site.get(edit))
    assert given["certifications"] == "One mark"
    admin_site.post(edit, given | {"certifications": "One mark\nAnother, with a comma"})
    row.refresh_from_db()
    assert row.certifications == ["One mark", "Another, with a comma"]
