"""A setting for references that cannot be meant is told before anybody is asked."""

from __future__ import annotations

import pytest

from health_content import conf


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("STYLE", "chicago", "apa"),
        ("LOOK_UP", "no", False),
        ("CONTACT", "editors", "editors@example.org"),
        ("NCBI_API_KEY", "two words", "0123abc"),
        ("PUBMED_URL", "ftp://mirror.example/", "http://mirror.example:8080/pubmed"),
        ("IDCONV_URL", "https://user:word@mirror.example/", "https://mirror.example/idconv/"),
        ("CROSSREF_URL", None, "https://mirror.example"),
        ("ALLOW", ["10.0.0.1/24"], ["10.1.2.0/24", "fd00::/8"]),
        ("ALLOW", "10.1.2.0/24", []),
        ("INTERVAL_DAYS", 0, 1),
        ("RUN_MINUTES", True, 0.5 + 1),
        ("SUSPEND", ["corrected"], ["retracted", "withdrawn", "concern"]),
        ("SUSPEND", "retracted", []),
        ("DIGEST", "all", ""),
        ("COLOR", "red", None),
    ],
)
def test_each_key_has_its_values_and_no_others(settings, key, wrong, right):
    settings.HEALTH_CONTENT = {"REFERENCES": {key: wrong}}
    problems = conf.problems()

    assert len(problems) == 1
    assert key in problems[0]
    if key in conf.DEFAULTS["REFERENCES"]:
        settings.HEALTH_CONTENT = {"REFERENCES": {key: right}}
        assert conf.problems() == []
