"""Affiliate programs as rows: what an editor may type, and what a page survives."""

import pytest
from django.core.exceptions import ValidationError

from health_content.affiliates.programs import PROGRAMS
from health_content.models import AffiliateProgram
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

WRONG = {
    "channels": ["web", "smoke signals"],
    "countries": "US",
    "hosts": ["shop.example"],
    "identification": ["We partner with Shop."],
    "product_patterns": [1],
    "rel": ["sponsored", 'x" onclick="y'],
    "shorteners": {"a": "b"},
    "tags": {"US": ["tag-20"]},
}


def program(**fields):
    return AffiliateProgram(**{"key": "shop", "name": "Shop", "merchant": "Shop"} | fields)


@pytest.mark.parametrize(("field", "value"), WRONG.items())
def test_json_of_another_shape_is_refused_with_the_shape_to_write(field, value):
    with pytest.raises(ValidationError) as caught:
        program(**{field: value}).clean()
    assert caught.value.message_dict[field][0].startswith("Write ")


@pytest.mark.parametrize("terms", PROGRAMS, ids=lambda terms: terms.key)
def test_shipped_terms_are_rows_that_an_editor_could_have_typed(terms):
    row = AffiliateProgram.from_terms(terms)
    row.clean()
    for term in ("prices_allowed", "cloaking_allowed", "ratings_allowed"):
        assert getattr(row, term) is getattr(terms, term)


def test_a_rule_nobody_looked_up_is_unknown_and_not_allowed():
    assert program().prices_allowed is None


def test_a_page_survives_stored_json_of_any_shape(home, client):
    row = program(**WRONG)
    row.save()
    HealthArticlePageFactory(
        parent=home,
        slug="odd",
        body=[("affiliate_call_to_action", {"text": "See it.", "program": row})],
    )
    for identification in (["x"], {"a": 1}, 3, None, [{"text": 3}], [{"market": "US"}]):
        AffiliateProgram.objects.update(identification=identification or [])
        html = client.get("/odd/").content.decode()
        assert "(paid link)" in html
        assert "This page contains paid links" in html
        assert "onclick" not in html
