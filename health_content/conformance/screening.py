"""One pass over an HTML document: what of its text is certainly seen, and where more may stand.

The tokenizer follows the HTML standard (section 13.2.5); of its tree construction only so
much is followed as decides whether text is visible. Where that is not enough to be certain
the rest of the document counts as unseen, and nothing is placed there. So the screening may
overlook text that a browser shows, and never finds text that a browser does not show.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from health_content.conformance.hiding import (
    ATTRIBUTE_PATTERN,
    HIDING_TAGS,
    SPACE,
    attributes_of,
    hiding_attributes,
)

BOUNDARY = "\x00"
"""Stands in the text wherever a sentence is broken by something that is not inline."""

_JOINT = "\x01"
"""Holds the place of an inline tag while character references are decoded."""

INLINE_TAGS = frozenset(
    "a abbr acronym b bdi big cite code data del dfn em font i ins label mark nobr s small "
    "span strike strong sub sup time tt u var wbr".split()
)
VOID_TAGS = frozenset(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr".split()
)
UNSEEN_RAW_TAGS = frozenset({"script", "style", "title"})
RAW_TAGS = UNSEEN_RAW_TAGS | {"iframe", "noembed", "noframes", "textarea", "xmp"}
"""Elements whose content is read as characters until their own end tag."""

OPTIONAL_END_TAGS = frozenset(
    "colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr".split()
)
FOREIGN_TAGS = frozenset({"svg", "math"})
INTEGRATION_TAGS = frozenset("annotation-xml foreignobject mi mn mo ms mtext".split())
BREAKOUT_TAGS = frozenset(
    "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr "
    "i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt "
    "u ul var".split()
)
SHADOW_HOST_TAGS = frozenset(
    "article aside blockquote div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split()
)

_TAG = re.compile(
    r"<(/?)([A-Za-z][^\t\n\f\r />]*+)((?:[\t\n\f\r /]++|" + ATTRIBUTE_PATTERN + r")*+)>"
)
_BOGUS_COMMENT = re.compile(r"<(?:[!?]|/(?![A-Za-z]))[^>]*+>")
_COMMENT_END = re.compile(r"--!?>")
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in RAW_TAGS | {"noscript"}
}
_SCRIPT_TURN = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
_PLAIN_RUN = re.compile(
    r"(?:[^<]++|</?(?:a|abbr|address|article|aside|b|blockquote|br|button|caption|cite|code|"
    r"dd|div|dl|dt|em|figcaption|figure|footer|form|h[1-6]|header|hr|i|img|input|label|legend|"
    r"li|link|main|mark|meta|nav|ol|p|picture|pre|section|small|source|span|strong|sub|sup|"
    r"table|tbody|td|tfoot|th|thead|time|tr|u|ul|wbr)"
    r"(?:[\t\n\f\r ]++(?:"
    r"class=\"(?:(?!hidden|sr-only|d-none|screen-reader)[^\"<>])*+\"|"
    r"(?!hidden|inert|style|popover|aria-hidden|shadowrootmode|class)[a-z][a-z0-9:_.-]*+"
    r"(?:=(?:\"[^\"<>]*+\"|[^\t\n\f\r \"'<>=`]++))?+))*+"
    r"[\t\n\f\r ]*+/?>)*+"
)
"""Markup of every day: no tag and no attribute in it can hide anything."""

_PLAIN_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|i|label|mark|small|span|strong|sub|sup|time|u|wbr)"
    r"(?=[\t\n\f\r />])[^>]*+>"
)
_PLAIN_BREAK = re.compile(r"</?br(?=[\t\n\f\r />])[^>]*+>")
_PLAIN_TAG = re.compile(r"<[^>]*+>")
_LATER_COVER = re.compile(r"<(?:html|body|template)(?=[\t\n\f\r />])", re.IGNORECASE)


class Screening:
    """The result of looking through ``document`` once.

    ``text`` is what is certainly seen, white space as it stands, :data:`BOUNDARY` where the
    flow of a sentence is broken. ``covers`` are the stretches of the document that hide all
    of it (an attribute of ``html`` or ``body``, or a shadow root that has no own host).
    ``insertion`` is an offset where an added block will be seen once the covers are gone.
    With ``xml`` the document is read as XHTML: an empty element may close itself.
    """

    def __init__(self, document: str, *, xml: bool = False) -> None:
        self.document = document
        self.covers: list[tuple[int, int]] = []
        self._xml = xml
        self._pieces: list[str] = []
        # From the outermost element that hides its content down to the innermost open one.
        self._open: list[tuple[str, bool]] = []
        self._open_names: Counter[str] = Counter()
        self._lost = False
        self._foreign_at: int | None = None
        self._foreign_unsure = False
        self._noscript_end: int | None = None
        self._host: str | None = None
        self._prologue_end = 0
        self._in_prologue = True
        self._head_end: int | None = None
        self._body_start: int | None = None
        self._body_end: int | None = None
        self._html_end: int | None = None
        self._run()

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def insertion(self) -> int:
        if self._body_end is not None:
            return self._body_end
        if not self._lost and not self._open:
            return len(self.document) if self._html_end is None else self._html_end
        if self._body_start is not None:
            return self._body_start
        return self._prologue_end if self._head_end is None else self._head_end

    def _run(self) -> None:
        document, position = self.document, 0
        while not self._lost:
            if not self._open and not self._in_prologue:
                position = self._plain_run(position)
            start = document.find("<", position)
            if start != position:
                self._text(document[position : start if start >= 0 else None])
            if start < 0:
                break
            tag = _TAG.match(document, start)
            if tag is None:
                position = self._not_a_tag(start)
                if self._in_prologue and not self._lost:
                    self._prologue_end = position
            else:
                name = tag[2].lower()
                if self._in_prologue and (tag[1] or name != "html"):
                    self._in_prologue = False
                position = self._end_tag(tag, name) if tag[1] else self._start_tag(tag, name)
                if self._in_prologue:
                    self._prologue_end = position

    def _plain_run(self, position: int) -> int:
        """Take everyday markup in one go; what it cannot judge is left to the slow way."""
        found = _PLAIN_RUN.match(self.document, position)
        run = found[0] if found else ""
        last = run.rfind("<")
        if last < 0:
            return position
        text = _PLAIN_INLINE.sub(_JOINT, run)
        text = _PLAIN_TAG.sub(BOUNDARY, _PLAIN_BREAK.sub(" ", text))
        self._pieces.append((unescape(text) if "&" in text else text).replace(_JOINT, ""))
        end = run.find(">", last)
        name = run[last + 1 : end].split(None, 1)[0].rstrip("/")
        self._host = name if name and not run[end + 1 :].strip(SPACE) else None
        return position + len(run)

    def _text(self, text: str) -> None:
        if not self._open:
            self._pieces.append(unescape(text) if "&" in text else text)
        if self._in_prologue and text.strip(SPACE + "\ufeff"):
            self._in_prologue = False
        if self._host and not text.isspace():
            self._host = None

    def _not_a_tag(self, start: int) -> int:
        document = self.document
        if document.startswith("<!--", start):
            # "<!-->" and "<!--->" are whole comments.
            if document.startswith(">", start + 4):
                return start + 5
            if document.startswith("->", start + 4):
                return start + 6
            end = _COMMENT_END.search(document, start + 4)
            return end.end() if end else self._unclosed()
        if document.startswith("<![CDATA[", start) and (self._foreign or self._xml):
            end_at = document.find("]]>", start)
            if end_at < 0:
                return self._unclosed()
            if self._unsure and document.find(">", start) != end_at + 2:
                return self._lose_track(start + 1)
            return end_at + 3
        if document.startswith(("<!", "<?", "</"), start):
            bogus = _BOGUS_COMMENT.match(document, start)
            return bogus.end() if bogus else self._unclosed()
        if document[start + 1 : start + 2].isascii() and document[start + 1 : start + 2].isalpha():
            return self._unclosed()
        self._text("<")
        return start + 1

    def _start_tag(self, tag: re.Match[str], name: str) -> int:
        after, attributes = tag.end(), tag[3]
        host, self._host = self._host, name
        if name == "html" or name == "body":
            return self._root(tag, name)
        if name == "plaintext" or name == "frameset":
            return self._lose_track(after)
        self._break(name)
        if self._foreign and not self._foreign_unsure:
            return self._foreign_start(tag, name)
        if self._xml and attributes.endswith("/") and _closes_itself(attributes):
            return after
        if name in RAW_TAGS and not self._xml:
            return self._raw(name, after)
        if name in VOID_TAGS:
            return after
        if self._foreign and attributes.endswith("/") and _closes_itself(attributes):
            return self._lose_track(after)
        if name == "template" and "shadowrootmode" in attributes.lower():
            self._shadow_root(tag, host)
        hides = name in HIDING_TAGS or bool(hiding_attributes(name, attributes))
        if name == "noscript" and self._noscript_end is None:
            end = _RAW_END["noscript"].search(self.document, after)
            self._noscript_end = end.start() if end else -1
        if name in FOREIGN_TAGS and self._foreign_at is None:
            if attributes.endswith("/") and _closes_itself(attributes):
                return after
            self._foreign_at = len(self._open)
            self._foreign_unsure = self._in_doubtful_content
        if hides or self._open:
            self._enter(name, hides)
        return after

    def _foreign_start(self, tag: re.Match[str], name: str) -> int:
        after = tag.end()
        if tag[3].endswith("/") and _closes_itself(tag[3]):
            self._foreign_unsure = name in BREAKOUT_TAGS
            return after
        if name == "title" or name == "desc":
            # Its content is read by the rules of HTML; most often there is nothing to read.
            end = self.document.find("<", after)
            closing = _TAG.match(self.document, end) if end >= 0 else None
            if closing and closing[1] and closing[2].lower() == name:
                return closing.end()
            self._foreign_unsure = True
        elif name in BREAKOUT_TAGS or name in INTEGRATION_TAGS:
            self._foreign_unsure = True
        if not (self._foreign_unsure and name in VOID_TAGS):
            self._enter(name, False)
        return after

    def _end_tag(self, tag: re.Match[str], name: str) -> int:
        self._host = None
        if not self._open:
            if name == "body":
                self._body_end = tag.start()
            elif name == "html":
                self._html_end = tag.start()
            elif name == "head":
                self._head_end = tag.end()
            self._break(name)
            return tag.end()
        if not self._open_names[name]:
            if self._foreign:
                self._foreign_unsure = True
            return tag.end()
        while self._open[-1][0] != name:
            open_name, hides = self._close()
            if open_name not in OPTIONAL_END_TAGS or (hides and open_name not in HIDING_TAGS):
                return self._lose_track(tag.end())
        self._close()
        if self._foreign_at is not None and len(self._open) <= self._foreign_at:
            self._foreign_at, self._foreign_unsure = None, False
        if name == "noscript" and not self._open_names["noscript"]:
            # With scripting on, the element ends at the first "</noscript" whatever
            # stands before it; both readings have to agree.
            expected, self._noscript_end = self._noscript_end, None
            if expected != tag.start():
                return self._lose_track(expected or tag.end())
        self._break(name)
        return tag.end()

    def _enter(self, name: str, hides: bool) -> None:
        self._open.append((name, hides))
        self._open_names[name] += 1

    def _close(self) -> tuple[str, bool]:
        name, hides = self._open.pop()
        self._open_names[name] -= 1
        return name, hides

    def _break(self, name: str) -> None:
        if not self._open:
            if name == "br":
                self._pieces.append(" ")
            elif name not in INLINE_TAGS and name not in UNSEEN_RAW_TAGS:
                self._pieces.append(BOUNDARY)

    def _root(self, tag: re.Match[str], name: str) -> int:
        # A second start tag adds its attributes to the element that exists.
        self._cover(tag, hiding_attributes(name, tag[3]))
        if name == "body" and self._body_start is None and not self._open:
            self._body_start = tag.end()
        self._break(name)
        return tag.end()

    def _shadow_root(self, tag: re.Match[str], host: str | None) -> None:
        """Content of an element with a shadow root is not shown, before or after the root."""
        if host and (host in SHADOW_HOST_TAGS or "-" in host):
            if not self._open:
                self._enter(host, True)
            return
        found = attributes_of(tag[3])
        self._cover(tag, [(at, end) for name, _, at, end in found if name == "shadowrootmode"])

    def _cover(self, tag: re.Match[str], stretches: list[tuple[int, int]]) -> None:
        offset = tag.start(3)
        self.covers.extend((offset + start, offset + end) for start, end in stretches)

    def _raw(self, name: str, after: int) -> int:
        document = self.document
        if name == "script" and not self._unsure:
            end_at = _script_end(document, after)
        else:
            end = _RAW_END[name].search(document, after)
            end_at = end.start() if end else -1
        if self._unsure and (end_at < 0 or "<" in document[after:end_at]):
            return self._lose_track(after)
        closing = _TAG.match(document, end_at) if end_at >= 0 else None
        return closing.end() if closing else self._unclosed()

    @property
    def _foreign(self) -> bool:
        return self._foreign_at is not None

    @property
    def _unsure(self) -> bool:
        return self._foreign_unsure or (bool(self._open) and self._in_doubtful_content)

    @property
    def _in_doubtful_content(self) -> bool:
        return bool(self._open_names["select"] or self._open_names["noscript"])

    def _unclosed(self) -> int:
        """A comment, tag or text element that never ends takes the rest of the document."""
        self._lost = True
        return len(self.document)

    def _lose_track(self, position: int) -> int:
        """What follows may be read in more than one way: count it as unseen.

        An attribute in it that would hide the whole page is taken out on suspicion.
        """
        self._lost = True
        for found in _LATER_COVER.finditer(self.document, position):
            tag = _TAG.match(self.document, found.start())
            if tag is None:
                continue
            name = tag[2].lower()
            if name == "template":
                self._shadow_root(tag, None)
            else:
                self._cover(tag, hiding_attributes(name, tag[3]))
        return len(self.document)


def _closes_itself(attributes: str) -> bool:
    """Whether the tag ends in a slash that is no part of an attribute's value."""
    found = attributes_of(attributes)
    return attributes[found[-1][3] if found else 0 :].endswith("/")


def _script_end(document: str, position: int) -> int:
    """Where a script's end tag begins, or -1.

    A script that writes "<!--" and then "<script" hides the next "</script>" from the
    parser (states "script data escaped" and "double escaped" of the standard).
    """
    escaped = nested = False
    while turn := _SCRIPT_TURN.search(document, position):
        position = turn.end()
        if turn[0] == "<!--":
            if not escaped:
                escaped = True
                position = turn.start() + 2
        elif turn[0] == "-->":
            escaped = nested = False
        elif not turn[1]:
            nested = escaped
        elif nested:
            nested = False
        else:
            return turn.start()
    return -1
