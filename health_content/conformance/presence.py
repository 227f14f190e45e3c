"""Whether an obligation's text stands where a reader sees it, and how to add it."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.conformance.screening import Screening
from health_content.edition import Obligation


def missing(
    html: str, obligations: Iterable[Obligation], *, xml: bool = False
) -> tuple[Obligation, ...]:
    """Those obligations whose exact text is not certainly seen by a reader of ``html``.

    White space is collapsed and character references are decoded; the text may run over
    inline elements such as ``strong``, and over nothing else. Text in comments, scripts,
    templates, form fields, closed ``details``, attributes, or an element that is hidden by
    an attribute or its own style does not count. ``xml`` reads the document as XHTML.
    """
    owed = tuple(obligations)
    if not owed:
        return ()
    screening = Screening(html, xml=xml)
    if screening.covers:
        return owed
    seen = _collapsed(screening.text)
    return tuple(
        item for item in owed if not item.text.strip() or _collapsed(item.text) not in seen
    )


def safe_insertion_point(html: str, *, xml: bool = False) -> int:
    """An offset in ``html`` where a block that is put in will be seen.

    It is before the last real ``</body>`` when text there is seen; otherwise behind the
    ``<body>`` start tag, or where a body begins when there is none. It holds for a document
    that :func:`uncovered` leaves as it is.
    """
    return Screening(html, xml=xml).insertion


def uncovered(html: str, *, xml: bool = False) -> str:
    """``html`` without what would hide all of it, wherever a block is put.

    That is: ``hidden``, ``inert``, ``aria-hidden`` or a hiding style on ``html`` or ``body``,
    and ``shadowrootmode`` where it would make a shadow root of the body.
    """
    while covers := Screening(html, xml=xml).covers:
        for start, end in sorted(covers, reverse=True):
            html = html[:start] + " " + html[end:]
    return html


def inserted(html: str, block: str, *, xml: bool = False) -> str:
    """``html`` with ``block`` put where it will be seen."""
    html = uncovered(html, xml=xml)
    point = safe_insertion_point(html, xml=xml)
    return html[:point] + block + html[point:]


def _collapsed(text: str) -> str:
    return " ".join(text.split())
