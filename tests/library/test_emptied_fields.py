"""What an editor empties or types twice gets a clear answer and no failure."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from health_content.models import AffiliateProgram, Product, Reference


def test_a_program_whose_lists_were_emptied_is_saved(admin_site):
    program = AffiliateProgram.objects.create(key="shop", name="Shop", merchant="Shop")
    address = reverse(AffiliateProgram.snippet_viewset.get_url_name("edit"), args=[program.pk])
    answer = admin_site.post(
        address,
        {
            "key": "shop",
            "name": "Shop two",
            "merchant": "Shop",
            "link_label": "(paid link)",
            "elsewhere": "no-link",
        },
    )
    assert answer.status_code == 302
    program.refresh_from_db()
    assert (program.name, program.identification, program.hosts) == ("Shop two", [], {})


@pytest.mark.django_db
def test_a_product_without_certifications_is_saved():
    product = Product(name="Zinc", certifications=None)
    product.full_clean()
    product.save()
    assert product.certifications == []


@pytest.mark.django_db
def test_an_entry_the_library_has_already_is_named():
    Reference.objects.create(citation="A. Writer. A study. 2020.")
    with pytest.raises(ValidationError, match="has this entry already"):
        Reference(citation="a writer, a study (2020)").full_clean(exclude=["fingerprint"])
