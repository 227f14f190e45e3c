"""Sentences that regulators objected to, and sentences of public health pages, all labelled.

The file lies outside the repository (see ``shared`` in ``tests/conftest.py``).
"""

import pytest

from health_content.compliance.accuracy import judged, measured, rows_of


@pytest.fixture(scope="module")
def figures(shared):
    path = shared / "data" / "claims.jsonl"
    if not path.is_file():
        pytest.skip(f"No labelled claims at {path}; set HEALTH_CONTENT_SHARED to their folder.")
    return measured(judged(rows_of(path.read_text(encoding="utf-8").splitlines())))


def test_disease_claims_are_found(figures):
    assert figures["disease_recall"] >= 0.93
    assert figures["without_context_dependent"]["disease_recall"] >= 0.93


def test_sentences_that_claim_nothing_are_left_alone(figures):
    assert figures["false_positive_rate"] <= 0.05


def test_claims_that_a_market_authorizes_are_left_alone(figures):
    assert figures["authorized_health_claims"]["flagged"] == []


def test_no_criterion_of_the_law_is_overlooked(figures):
    recalls = figures["recall_by_criterion"].values()
    assert all(group["recall"] >= 0.5 for group in recalls)
