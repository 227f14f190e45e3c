"""What a run looks at, what it keeps, and that it hurts nobody."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from health_content.library.link_health import LinkHealth, LinkRun, LinkState
from health_content.library.products import PaidLink
from health_content.link_health import Busy, accept, check_links
from health_content.link_health.due import BATCH, OF_ONE_HOST, links_to_check, next_batch
from tests.lookups.merchants import free_port


def state_of(link):
    health = LinkHealth.objects.filter(link=link).first()
    return health and health.state


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/p/1", "ok"),
        ("/to/301?url=/new/1", "moved"),
        ("/out/1", "out-of-stock"),
        ("/challenge", "robot-check"),
        ("/login", "robot-check"),
    ],
)
def test_what_is_seen_is_kept(link_to, check, path, state):
    link = link_to(path)

    check()

    health = LinkHealth.objects.get(link=link)
    assert (health.state, health.address, health.failures) == (state, link.url, 0)
    assert health.chain[0] == link.url
    assert health.due_at - health.checked_at == timedelta(days=7)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/gone", "broken"),
        ("/failing", "broken"),
        ("/to/302?url=http://other.example:PORT/", "wrong-merchant"),
        ("/to/302?url=http://169.254.169.254/", "unsafe"),
    ],
)
def test_one_bad_look_kills_no_link_and_the_next_run_does(link_to, check, later, path, state):
    link = link_to(path)

    check()
    assert state_of(link) == "unchecked"
    # Soon again, and not in the same run.
    health = LinkHealth.objects.get(link=link)
    assert health.due_at - health.checked_at == timedelta(hours=6)
    assert check().checked == 0
    later()
    check()

    assert state_of(link) == state
    assert LinkHealth.objects.get(link=link).is_dead


def test_a_robot_check_neither_kills_a_link_nor_revives_it(link_to, check, later):
    link = link_to("/gone")
    for _ in range(2):
        check()
        later()
    LinkHealth.objects.update(address=link_url(link, "/challenge"))
    check()
    assert state_of(link) == "broken"
    PaidLink.objects.filter(pk=link.pk).update(url=link_url(link, "/p/1"))
    check()
    assert state_of(link) == "ok"


def link_url(link, path):
    url = link.url.rpartition("/")[0] + path
    PaidLink.objects.filter(pk=link.pk).update(url=url)
    return url


def test_new_and_changed_links_are_looked_at_at_once_and_the_others_when_they_are_due(
    link_to, check
):
    first, second = link_to("/p/1"), link_to("/p/2")
    link_to("/p/3", status="paused", status_reason="Sold out.")
    link_to("/p/4", valid_until=timezone.localdate() - timedelta(days=1))
    assert check().checked == 2
    assert check().checked == 0

    PaidLink.objects.filter(pk=first.pk).update(url=first.url + "0")
    link_to("/p/5")
    LinkHealth.objects.filter(link=second).update(due_at=timezone.now())

    assert check().checked == 3
    assert check(is_all=True).checked == 3
    assert check(only=second.pk).checked == 1


def test_a_link_that_is_changed_while_it_is_looked_at_keeps_what_is_known_of_the_new_address(
    link_to, check, shops
):
    link = link_to("/p/1")

    def meanwhile(job, look):
        PaidLink.objects.filter(pk=link.pk).update(url=shops.at("www.shop.example", "/p/2"))

    check(tell=meanwhile)

    # The same run took it up again.
    assert LinkHealth.objects.get(link=link).address.endswith("/p/2")


def test_nothing_is_counted_where_nobody_can_be_reached(link_to, check):
    links = [link_to(f"http://s.example:{free_port()}/{n}") for n in range(3)]
    # Nobody has to be asked to refuse this one.
    link_to("http://127.0.0.1/x")

    outcome = check()

    assert "no server" in outcome.stopped
    assert [state_of(link) for link in links] == [None] * 3
    assert outcome.left == 3


def test_a_server_that_nobody_reaches_counts_where_another_that_worked_is_reached(
    link_to, check, later, shops
):
    lost = link_to(f"http://lost.shop.example:{free_port()}/")
    assert "no server" in check().stopped
    assert state_of(lost) is None
    link_to("/p/1")
    check()
    later()
    LinkHealth.objects.exclude(link=lost).update(due_at=timezone.now() + timedelta(days=1))

    shops.forget()
    assert not check().stopped

    assert LinkHealth.objects.get(link=lost).failures == 2
    assert state_of(lost) == "broken"
    assert sum(shops.asked.values()) == 1


def test_a_host_is_asked_by_one_at_a_time_with_a_pause_and_others_meanwhile(
    link_to, check, shops, settings
):
    settings.HEALTH_CONTENT = {"LINK_CHECKS": {"HOST_DELAY_SECONDS": 0.1}}
    for number in range(3):
        link_to(f"/p/{number}")
        link_to(f"/p/{number}", host="shop.co.uk")

    check()

    for host in ("www.shop.example", "shop.co.uk"):
        times = sorted((begun, ended) for at, begun, ended in shops.times if at.startswith(host))
        gaps = [later[0] - sooner[1] for sooner, later in pairwise(times)]
        assert len(gaps) == 2
        assert min(gaps) > 0.08
    spans = [
        (min(b for a, b, _ in shops.times if a.startswith(h)),
         max(e for a, _, e in shops.times if a.startswith(h)))
        for h in ("www.shop.example", "shop.co.uk")
    ]  # fmt: skip
    assert spans[0][0] < spans[1][1]
    assert spans[1][0] < spans[0][1]


def test_a_server_that_asks_for_time_is_left_alone(link_to, check, shops):
    first, second = link_to("/busy"), link_to("/p/2")

    outcome = check()

    assert (outcome.checked, outcome.put_off) == (1, 1)
    assert sum(shops.asked.values()) == 1
    waits = [LinkHealth.objects.get(link=link).due_at - timezone.now() for link in (first, second)]
    assert all(wait > timedelta(seconds=7000) for wait in waits)


def test_a_link_whose_merchant_nobody_named_is_not_judged(link_to, check, program, shops):
    program.hosts, program.shorteners = {}, ["go.example"]
    program.save()
    link = link_to("/to/302?url=http://other.example:PORT/", host="go.example")

    check()

    health = LinkHealth.objects.get(link=link)
    assert (health.state, sum(shops.asked.values())) == ("unchecked", 0)
    assert "names no host" in health.detail


def test_two_runs_do_not_meet_and_one_that_was_killed_does_not_block_for_ever(link_to, check):
    link_to()
    with pytest.raises(Busy):
        check(tell=lambda job, look: check_links())
    assert LinkRun.objects.get().held_until is None
    LinkRun.objects.update(held_by="x", held_until=timezone.now() + timedelta(minutes=5))
    with pytest.raises(Busy):
        check()
    LinkRun.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert check(is_all=True).checked == 1


def test_links_are_read_a_few_at_a_time_and_spread_over_hosts(link_to, program):
    PaidLink.objects.bulk_create(
        PaidLink(program=program, url=f"https://{'a' if n < 400 else 'b'}.shop.example/{n}")
        for n in range(500)
    )

    batch = next_batch(links_to_check(timezone.now()))

    assert len(batch) == 2 * OF_ONE_HOST <= BATCH
    assert {job.host for job in batch} == {"a.shop.example", "b.shop.example"}


def test_what_a_person_accepted_stays_until_something_else_is_found(
    link_to, check, later, admin_user
):
    link = link_to("/out/1")
    check()

    accept(link.health, reason="Back on Friday, they say.", user=admin_user)
    later()
    check()
    assert state_of(link) == "accepted"

    link_url_of_health = LinkHealth.objects.get(link=link)
    assert link_url_of_health.accepted_why == "Back on Friday, they say."
    LinkHealth.objects.filter(link=link).update(accepted_state=LinkState.MOVED)
    later()
    check()
    found = LinkHealth.objects.get(link=link)
    assert (found.state, found.accepted_why) == ("out-of-stock", "")


def test_the_command_says_what_it_found_and_with_a_dry_run_keeps_nothing(link_to, shops, program):
    link = link_to("https://user:secret@shop.example/")
    out = StringIO()

    with pytest.raises(CommandError) as told:
        call_command("check_links", "--dry-run", stdout=out)

    assert told.value.returncode == 1
    assert f"unsafe: link {link.pk}" in out.getvalue()
    assert state_of(link) is None
    with pytest.raises(CommandError) as told:
        call_command("check_links", "--link", "999999")
    assert told.value.returncode == 2
