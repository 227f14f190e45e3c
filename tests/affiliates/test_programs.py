"""The shipped programs: what they demand, what they leave unknown."""

from dataclasses import fields, replace
from datetime import date

import pytest

from health_content.affiliates import PROGRAMS, Certainty, Identification, program
from health_content.edition import Channel
from health_content.statutory import AMAZON_ASSOCIATE


def test_keys_are_unique_and_found():
    assert [program(terms.key) for terms in PROGRAMS] == list(PROGRAMS)
    assert len({terms.key for terms in PROGRAMS}) == len(PROGRAMS)


def test_an_unknown_key_is_refused_with_the_known_ones():
    with pytest.raises(LookupError, match="amazon"):
        program("nobody")


def test_no_program_ships_with_a_tag_of_anyone():
    assert {market.tag for terms in PROGRAMS for market in terms.markets} == {""}


def test_no_host_belongs_to_two_markets():
    hosts = [host for terms in PROGRAMS for market in terms.markets for host in market.hosts]
    assert len(hosts) == len(set(hosts))


def test_channels_are_those_of_editions():
    for terms in PROGRAMS:
        assert terms.channels <= {channel.value for channel in Channel}


def test_amazon_links_stay_out_of_print_mail_and_machine_channels():
    for channel in (Channel.PRINT, Channel.EMAIL, Channel.LLM, Channel.FEED, Channel.APP):
        assert not program("amazon").allows_channel(channel)
    assert program("amazon").allows_channel(Channel.WEB)


def test_unknown_terms_are_never_permission():
    template = program("generic-template")
    terms = [item.name for item in fields(template) if item.name.endswith("_allowed")]
    assert len(terms) >= 5
    assert not any(template.permits(term) for term in terms)
    assert not any(program("amazon").permits(term) for term in terms)
    assert replace(template, prices_allowed=True).permits("prices_allowed")


def test_asking_for_a_term_that_does_not_exist_is_an_error():
    with pytest.raises(LookupError):
        program("amazon").permits("referrer_needed")


def test_amazons_sentence_is_the_fixed_one_in_every_market():
    assert program("amazon").identification("US", "en-US") is AMAZON_ASSOCIATE
    assert program("amazon").identification("DE", "de-DE") is AMAZON_ASSOCIATE


def test_a_markets_own_sentence_comes_before_the_general_one():
    german = replace(AMAZON_ASSOCIATE, text="Ein deutscher Satz.", language="de-DE")
    terms = replace(
        program("amazon"),
        identifications=(Identification(AMAZON_ASSOCIATE), Identification(german, "DE")),
    )
    assert terms.identification("DE", "de-DE") is german
    assert terms.identification("US", "en-US") is AMAZON_ASSOCIATE


def test_every_paid_link_is_marked_as_sponsored_and_keeps_its_referrer_for_amazon():
    for terms in PROGRAMS:
        assert "sponsored" in terms.rel
        assert "noreferrer" not in terms.rel
    assert program("amazon").referrer_needed


def test_facts_say_where_they_were_read_and_how_sure_they_are():
    for terms in PROGRAMS:
        if terms.key != "generic-template":
            assert terms.sources
            assert all(source.read_on for source in terms.sources)
    assert program("amazon").sources[0].certainty is Certainty.SECONDARY


def test_a_contract_holds_from_its_first_to_its_last_day():
    terms = replace(program("amazon"), starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert terms.is_in_force(date(2026, 1, 1))
    assert terms.is_in_force(date(2026, 12, 31))
    assert not terms.is_in_force(date(2027, 1, 1))
    assert program("amazon").is_in_force(date(2027, 1, 1))
