"""Services that fail, and what comes of it: a clear word, no crash, no flood of questions."""

from __future__ import annotations

import ssl
import time
from pathlib import Path
from threading import Thread

import pytest
from django.core.cache import cache

from health_content.bibliography.identifiers import Identifiers
from health_content.lookups.bibliographic import Outcome, look_up
from health_content.lookups.bibliographic.asking import Answer, Patience, Service, Unanswered
from tests.lookups.bibliographers import ELSEWHERE, LOOPBACK, Bibliographers
from tests.lookups.hurried import QUICK, clients_of

CERTIFICATE = Path(__file__).with_name("shop.pem")
BONE = "34666201"
STANDS = "10.5555/stands"


@pytest.mark.parametrize(
    "fault",
    "500 503 403 page broken-xml root list types deep laughs outside empty proxy 429 "
    "truncated cut-gzip to-private to-link-local to-other to-file to-nonsense circle".split(),
)
def test_an_answer_that_is_no_use_leaves_the_work_unreached(clients, bibliographers, fault):
    for service in ("pubmed", "crossref", "idconv"):
        bibliographers.fail(service, fault)

    answers = [
        look_up(asked, clients)
        for asked in (Identifiers(pmid=BONE), Identifiers(doi=STANDS), Identifiers(pmcid="PMC12"))
    ]

    # A converter that knows none may say 400 too.
    assert {answer.outcome for answer in answers} == {Outcome.UNREACHED}
    assert all(answer.problem and not answer.was_checked for answer in answers)
    assert not any("Traceback" in answer.problem or "0x" in answer.problem for answer in answers)


@pytest.mark.parametrize("fault", ["slow", "dripping", "endless"])
def test_no_answer_takes_longer_or_more_room_than_it_may(bibliographers, fault):
    hurry = Patience(connect=1, read=0.15, total=0.3, tries=1)
    clients = clients_of(bibliographers, max_bytes=1_000_000, patience=hurry)
    bibliographers.fail("pubmed", fault)

    begun = time.monotonic()
    answer = look_up(Identifiers(pmid=BONE), clients)

    assert answer.outcome is Outcome.UNREACHED
    assert time.monotonic() - begun < 2


def test_twenty_thousand_bytes_that_unpack_to_twenty_million_are_not_unpacked(bibliographers):
    clients = clients_of(bibliographers, max_bytes=1_000_000, patience=Patience(tries=1))
    bibliographers.fail("pubmed", "bomb")

    assert "too long" in look_up(Identifiers(pmid=BONE), clients).problem


def test_nothing_private_is_reached_by_a_redirect_or_a_name(bibliographers):
    def resolve(host, port):
        asked.append(host)
        return {"mirror.example": ["127.0.0.1"], "inside.example": ["10.0.0.7", "::1"]}[host]

    asked: list[str] = []
    outside = clients_of(bibliographers, "mirror.example", resolve=resolve)
    inside = clients_of(bibliographers, "inside.example", resolve=resolve)
    strict = clients_of(bibliographers, "mirror.example", resolve=resolve, allow=())
    assert outside.work_by_pmid(BONE).record.pmid == BONE

    for clients, told in ((inside, "10.0.0.7"), (strict, "127.0.0.1")):
        with pytest.raises(Unanswered, match=told):
            clients.work_by_pmid(BONE, fresh=True)
    for fault in ELSEWHERE:
        bibliographers.fail("pubmed", fault)
        with pytest.raises(Unanswered):
            outside.work_by_pmid(BONE, fresh=True)
        cache.clear()
    assert set(asked) == {"mirror.example", "inside.example"}


def test_a_name_is_asked_for_once_and_that_very_address_is_connected_to(bibliographers):
    told = iter([["127.0.0.1"], ["127.0.0.99"]])
    clients = clients_of(bibliographers, "mirror.example", resolve=lambda host, port: next(told))

    assert clients.work_by_pmid(BONE) is not None
    assert next(told) == ["127.0.0.99"]
    assert bibliographers.headers["Host"].startswith("mirror.example:")


def test_an_address_that_was_moved_on_the_same_host_is_followed(clients, bibliographers):
    bibliographers.fail("pubmed", "moved")

    assert clients.work_by_pmid(BONE).record.pmid == BONE


def test_proxies_of_the_environment_are_not_used(clients, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert clients.work_by_pmid(BONE) is not None


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self):
        self.now, self.naps = 1_000_000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.naps.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def timed(bibliographers, clock):
    """Clients with the usual patience, on a clock of their own."""
    patience = Patience(read=3, total=4)
    return clients_of(
        bibliographers, patience=patience, clock=clock, sleep=clock.sleep, chance=lambda: 0.0
    )


def test_a_passing_fault_is_asked_again_after_longer_and_longer_pauses(
    timed, bibliographers, clock
):
    bibliographers.fail("pubmed", "503", times=2)

    assert timed.work_by_pmid(BONE) is not None
    assert clock.naps == [1.0, 2.0]
    assert len(bibliographers.asked) == 3


def test_a_server_is_left_alone_for_as_long_as_it_asks(timed, bibliographers, clock):
    bibliographers.fail("pubmed", "429:4", times=1)
    assert timed.work_by_pmid(BONE) is not None
    assert clock.naps == [4.0]

    bibliographers.fail("pubmed", "429:120")
    for wait in ("120", "11[0-9]|120"):
        with pytest.raises(Unanswered, match=wait):
            timed.work_by_pmid(BONE, fresh=True)
    assert len(bibliographers.asked) == 3
    bibliographers.forget()
    clock.now += 121
    assert timed.work_by_pmid(BONE, fresh=True) is not None


def test_who_does_not_answer_again_and_again_rests_and_is_tried_with_one_question(
    timed, bibliographers, clock
):
    bibliographers.fail("crossref", "500")
    for _ in range(3):
        with pytest.raises(Unanswered, match="out of order"):
            timed.work_by_doi(STANDS)
    asked = len(bibliographers.asked)
    with pytest.raises(Unanswered, match="3 times in a row"):
        timed.work_by_doi(STANDS)
    assert len(bibliographers.asked) == asked
    # PubMed has nothing to do with it.
    assert timed.work_by_pmid(BONE) is not None

    clock.now += 31
    with pytest.raises(Unanswered, match="out of order"):
        timed.work_by_doi(STANDS)
    with pytest.raises(Unanswered, match="4 times in a row"):
        timed.work_by_doi(STANDS)
    bibliographers.forget()
    clock.now += 61
    assert timed.work_by_doi(STANDS) is not None
    assert timed.work_by_doi("10.5555/concern") is not None


def test_a_service_is_not_asked_more_often_than_it_takes(bibliographers, clock):
    clients = clients_of(bibliographers, gap=0.34, clock=clock, sleep=clock.sleep)
    for pmid in ("1", "2", "3"):
        clients.work_by_pmid(pmid)
    clients.works_by_doi(["10.5555/stands"])
    clients.works_by_doi(["10.5555/stands"])

    assert clock.naps == [0.34, 0.34, 1.7]


def test_a_question_that_was_at_fault_says_nothing_of_the_service(clients, bibliographers):
    service = clients.crossref.service

    def read(answer: Answer) -> None:
        raise Unanswered(f"It answers {answer.status}.", is_ours=True)

    for _ in range(4):
        with pytest.raises(Unanswered, match="404"):
            service.ask("works/10.5555%2Fnone", read)
    assert len(bibliographers.asked) == 4


def test_pubmed_saying_400_for_a_number_that_it_lacks_means_that_there_is_none(
    clients, bibliographers
):
    bibliographers.fail("pubmed", "no-ids")

    assert look_up(Identifiers(pmid="1"), clients).outcome is Outcome.NOT_FOUND


def test_who_answers_must_prove_to_be_the_host_that_was_asked_for(bibliographers):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = Bibliographers()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def ask(host: str, trust: ssl.SSLContext | None) -> str:
        cache.clear()
        service = Service(
            "Shop",
            f"https://{host}:{server.server_port}/pubmed/",
            0,
            "tests",
            patience=QUICK,
            allow=LOOPBACK,
            resolve=lambda host, port: ["127.0.0.1"],
            trust=trust,
        )
        try:
            return str(service.ask("efetch.fcgi?id=1", lambda answer: answer).status)
        except Unanswered as error:
            return str(error)

    known = ssl.create_default_context(cafile=CERTIFICATE)
    try:
        assert ask("shop.example", known) == "200"
        assert "certificate" in ask("other.example", known)
        assert "certificate" in ask("shop.example", None)
    finally:
        server.stop()
