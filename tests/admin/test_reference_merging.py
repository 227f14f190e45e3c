"""Likely duplicates in the admin."""

from django.urls import reverse

from health_content.admin.references.merging import merge_address
from health_content.library.references import Reference


def test_likely_duplicates_are_listed_compared_and_merged(client, home, superuser):
    one = Reference.objects.create(citation="Doe J. Magnesium in nuts. J Nuts. 2020.", pmid="7")
    other = Reference.objects.create(citation="Doe, J. (2020). Nuts.", pmid="7", funding="Nobody")
    client.force_login(superuser)
    listed = client.get(reverse("health_content_duplicate_references"))
    address = merge_address(one, other)
    assert address.replace("&", "&amp;") in listed.content.decode()
    shown = client.get(address).content.decode()
    assert one.citation in shown
    assert other.citation in shown
    client.post(address, {"kept": str(one.pk)})
    assert [(each.pk, each.funding) for each in Reference.objects.all()] == [(one.pk, "Nobody")]


def test_an_entry_that_is_not_what_its_identifier_leads_to_is_told_before_merging(
    client, home, superuser
):
    one = Reference.objects.create(citation="Doe J. Magnesium in nuts. J Nuts. 2020.", pmid="7")
    other = Reference.objects.create(citation="Roe A. Bones. J Bones. 2001.", pmid="7")
    client.force_login(superuser)
    listed = reverse("health_content_duplicate_references")
    told = "is not what its identifier leads to"
    for address in (listed, merge_address(one, other)):
        assert told not in client.get(address).content.decode()
    Reference.objects.filter(pk=other.pk).update(agreement="differs")
    for address in (listed, merge_address(one, other)):
        assert told in client.get(address).content.decode()


def test_who_may_not_change_references_merges_none(client, editor):
    client.force_login(editor)
    assert client.get(reverse("health_content_duplicate_references")).status_code != 200
