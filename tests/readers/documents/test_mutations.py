"""A damaged document is read or refused, and takes no longer than its length excuses."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from health_content.manuscript import from_payload, to_payload
from health_content.readers import Reading, UnreadableSource, read
from tests.readers.documents.mutations import damaged
from tests.readers.test_documents import PATHS

pytestmark = pytest.mark.drill

TIMES = 12
SLOWER = 15
"""Damage may double a document three times over; more than that is not the length's doing."""
SHORTEST = 0.05
"""Seconds below which a measurement says nothing."""


def attempt(data: bytes, name: str) -> tuple[Reading | None, float]:
    start = time.process_time()
    try:
        reading = read(data, name)
    except UnreadableSource:
        reading = None
    return reading, time.process_time() - start


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_damaged_document_is_read_or_refused_in_time(path: Path) -> None:
    sound = path.read_bytes()
    attempt(sound, path.name)
    _, usual = attempt(sound, path.name)
    for number in range(TIMES):
        seed = f"{path.name}, {number}"
        reading, taken = attempt(damaged(sound, path.name, seed), path.name)
        assert taken <= max(usual, SHORTEST) * SLOWER, f"{seed}: {taken:.2f} s, sound {usual:.2f} s"
        if reading is not None:
            manuscript = reading.manuscript
            again = from_payload(json.loads(json.dumps(to_payload(manuscript))))
            assert again == manuscript, seed
