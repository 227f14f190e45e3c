"""Our style sheets as data: rules with the media they hold for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "health_content" / "static", ROOT / "boneguide" / "static")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STATEMENT = re.compile(r"[^{};]*[{};]")


@dataclass(frozen=True)
class Declaration:
    """One ``name: value``, the selector and the at-rules around it."""

    name: str
    value: str
    selector: str
    media: str
    layer: str


def style_sheets() -> list[Path]:
    """Every style sheet that readers get; those of the admin's screens are not among them."""
    found = (path for folder in FOLDERS for path in folder.rglob("*.css"))
    return sorted(path for path in found if path.parent.name != "admin")


def declarations(css: str) -> Iterator[Declaration]:
    """The declarations of a style sheet, in order.

    Raises ``ValueError`` where braces do not match.
    """
    around: list[str] = []
    for match in STATEMENT.finditer(COMMENT.sub("", css)):
        words, end = " ".join(match[0][:-1].split()), match[0][-1]
        if end == "{":
            around.append(words)
            continue
        if ":" in words and around and not words.startswith("@"):
            name, value = words.split(":", 1)
            yield Declaration(
                name.strip(),
                value.strip(),
                _last(around, ""),
                _last(around, "@media"),
                _last(around, "@layer"),
            )
        if end == "}":
            if not around:
                raise ValueError("A brace closes that nothing opened.")
            around.pop()
    if around:
        raise ValueError(f"Never closed: {around}")


def _last(around: list[str], kind: str) -> str:
    fitting = [
        words for words in around if (words.startswith(kind) if kind else not words.startswith("@"))
    ]
    return fitting[-1].removeprefix(kind).strip() if fitting else ""
