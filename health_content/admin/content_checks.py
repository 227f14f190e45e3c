"""The rules in Wagtail's own content checks: what they find in a preview is listed there too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from wagtail.admin.userbar import ContentCheckerItem

from health_content.compliance import all_rules
from health_content.compliance.rule import Rule
from health_content.pages.marks import MARK
from health_content.publishing import is_gated

CHECK = "health-content-finding"

# Wagtail's script knows a few evaluators by the id of the check and hands any other to axe, which
# knows its own by name. This one fails where an attribute has no text; no element has this one.
_CHECKS = [
    {
        "id": CHECK,
        "evaluate": "attr-non-space-content-evaluate",
        "options": {"attribute": f"{MARK}-waived"},
    }
]


def check_findings(request: Any, items: Iterable[Any], page: Any) -> None:
    """Have Wagtail's checks list the marks of findings, in the editor and in previews of it.

    On the live site nothing is marked, and the checks stay as they are.
    """
    if not is_gated(page):
        return
    for item in items:
        if isinstance(item, ContentCheckerItem) and (item.in_editor or _is_preview(request)):
            item.axe_custom_rules = [*item.axe_custom_rules, *_rules()]
            item.axe_custom_checks = [*item.axe_custom_checks, *_CHECKS]
            item.axe_messages = {**item.axe_messages, **_messages()}
            if item.axe_run_only:
                item.axe_run_only = [*item.axe_run_only, *(_name(rule) for rule in all_rules())]


def _is_preview(request: Any) -> bool:
    return bool(getattr(request, "is_preview", False))


def _name(rule: Rule) -> str:
    return f"health-content-{rule.code.lower()}"


@cache
def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": _name(rule),
            "impact": "serious",
            "selector": f'[{MARK}~="{rule.code}"]',
            "tags": ["health-content"],
            "any": [CHECK],
            "enabled": True,
        }
        for rule in all_rules()
    ]


@cache
def _messages() -> dict[str, dict[str, Any]]:
    return {
        _name(rule): {
            "error_name": f"{rule.code}: {rule.message.replace('{quote}', '…')}",
            "help_text": rule.remedy,
        }
        for rule in all_rules()
    }
