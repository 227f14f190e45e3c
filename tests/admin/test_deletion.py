"""What others point at is not deleted, and the editor is told why."""

from django.urls import reverse

from health_content.models import AffiliateProgram, PaidLink, Person
from health_content.recording import record_review
from tests.factories import HealthArticlePageFactory


def delete(client, instance):
    address = reverse(instance.snippet_viewset.get_url_name("delete"), args=[instance.pk])
    return client.post(address, follow=True).content.decode()


def test_a_person_who_reviewed_pages_stays(admin_site, home):
    person = Person.objects.create(name="Robin Sample")
    record_review(HealthArticlePageFactory(parent=home), person)
    assert "Review records point at it" in delete(admin_site, person)
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_program_with_paid_links_stays_and_goes_once_they_are_gone(admin_site, db):
    program = AffiliateProgram.objects.create(key="shop", name="Shop", merchant="Shop")
    link = PaidLink.objects.create(program=program, url="https://shop.example/")
    assert "Paid links point at it" in delete(admin_site, program)
    link.delete()
    delete(admin_site, program)
    assert not AffiliateProgram.objects.exists()
