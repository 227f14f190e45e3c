"""Which paid links an outward form may carry."""

import dataclasses
import json

from health_content.affiliates import ProgramTerms, Registered
from health_content.edition import with_permitted_links
from health_content.manuscript import (
    CallToAction,
    DosageTable,
    Embed,
    Image,
    Manuscript,
    PaidLinkTarget,
    Prose,
    PullQuote,
    Reference,
    References,
    RichText,
    Section,
    Unknown,
    to_payload,
)

PAID = "https://www.amazon.com/dp/B000GG0BNE?tag=x-20"
PLAIN = "https://board.example/about"


def everywhere(address):
    """An article with an address in every place that can hold one."""
    typed = RichText(f'<p>Here <a href="{address}">is one</a></p>')
    body = (
        Prose(typed),
        Section("A heading", content=(Prose(typed),)),
        CallToAction("See it", link=PaidLinkTarget("Shop", "amazon", url=address)),
        Embed(address, "A film", typed),
        PullQuote("Words.", "Somebody", address),
        DosageTable("Amounts", source="Somebody", source_url=address),
        References("References", (Reference("A book.", url=address),)),
        Unknown("own", "words", json.dumps({"address": address})),
    )
    hero = Image("1", "Pills", typed, address=address)
    return Manuscript("A title", body, hero=hero, attribution_url=address)


def test_a_paid_link_that_is_not_permitted_has_no_address_anywhere():
    linked = with_permitted_links(everywhere(PAID), lambda key: False)
    assert "amazon" not in json.dumps(to_payload(linked)).replace('"program": "amazon"', "")
    assert "is one" in json.dumps(to_payload(linked))


def test_what_is_permitted_and_what_is_not_paid_stays_as_it_was():
    assert with_permitted_links(everywhere(PAID), "amazon".__eq__) == everywhere(PAID)
    plain = everywhere(PLAIN)
    kept = with_permitted_links(plain, lambda key: False)
    call = plain.body[2]
    without = dataclasses.replace(call, link=dataclasses.replace(call.link, url=""))
    assert kept == dataclasses.replace(plain, body=(*plain.body[:2], without, *plain.body[3:]))


def test_what_the_library_knows_as_paid_needs_the_permission_of_its_program():
    shop = ProgramTerms(key="shop", name="Shop")
    known = Registered({PLAIN: shop})
    manuscript = Manuscript("A title", (Embed(PLAIN, "A film"),))
    assert with_permitted_links(manuscript, "shop".__eq__, known) == manuscript
    assert with_permitted_links(manuscript, "amazon".__eq__, known).body[0].url == ""
