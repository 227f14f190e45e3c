"""A rule set has one name as long as it judges alike, and another when it does not."""

import hashlib
from pathlib import Path

import health_content.compliance
from health_content.compliance import RULE_SET_VERSION

ROOT = Path(health_content.compliance.__file__).parent
JUDGING = ("rules", "claims", "health_claims", "lexicon")
KNOWN = {
    "2026.11": "1f753d00d916f96b",
}


def digest() -> str:
    """Of everything whose change may judge the same text otherwise."""
    found = hashlib.sha256()
    for folder in JUDGING:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".txt", ".csv"}:
                found.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
                found.update(path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def test_a_changed_rule_set_has_a_new_name():
    """Where this fails: give ``RULE_SET_VERSION`` its next value and name the digest here; before
    a release, the digest alone.
    """
    assert KNOWN[RULE_SET_VERSION] == digest()
