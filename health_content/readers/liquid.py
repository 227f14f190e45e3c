"""What site generators leave in Markdown: Liquid, Jekyll, Hugo, kramdown and MDX.

None of it is text. Each kind is taken out with one remark that quotes it; what stood for a
shop's product becomes a call to action, so that a paid place is not lost without a word.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.traced import TracedText

# Every gap ends where its own opening comes again, so that the time stays linear in the length.
_COMMENT = re.compile(
    r"<!--(?:(?!<!--).)*?-->|\{/\*(?:(?!\{/\*).)*?\*/\}|"
    r"\{%-?\s?comment\s?-?%\}(?:(?!\{%-?\s?comment\b).)*?\{%-?\s?endcomment\s?-?%\}|"
    r"\{::comment\}(?:(?!\{::comment\}).)*?\{:/(?:comment)?\}",
    re.DOTALL,
)
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]{1,60}\]:[^\n]{0,300}$", re.MULTILINE)
_RAW = re.compile(r"\{%-?\s?(?:end)?raw\s?-?%\}")
_TAG = re.compile(r"\{%-?(?P<inner>[^{}]{0,2000})%\}")
_OUTPUT = re.compile(r"\{\{(?![<%])(?P<inner>[^{}]{0,2000})\}\}")
_SHORTCODE = re.compile(r"\{\{[<%](?P<inner>(?:(?!\{\{).){0,2000}?)[>%]\}\}", re.DOTALL)
_WORDPRESS = re.compile(
    r"(?<![\w\]!])\[(?P<inner>/?(?:caption|gallery|embed|amazon|button|cta|product|aff(?:iliate)?|"
    r"shortcode|contact-form|toc|vc_\w+|et_pb_\w+|su_\w+|video|audio)(?:[\s_-][^\[\]\n]{0,500})?)\](?![(\[:])"
)
_ATTRIBUTES = re.compile(
    r"(?<!\{)\{:[^{}\n]{0,300}\}|[ \t]{0,4}\{[#.][\w.#=\"' -]{1,200}\}(?=[ \t]{0,4}$)",
    re.MULTILINE,
)
_TOC = re.compile(
    r"^(?:#{1,4}[ ](?:table of )?contents\b[^\n]{0,20}\n\s{0,3}\n?)?[ \t]{0,4}(?:\[\[?_?toc_?\]?\]|"
    r"(?:[*-]|1\.) [^\n]{1,40}\n[ \t]{0,4}\{:toc[^{}\n]{0,40}\}|\$\{toc\}|\{:toc\})[ \t]{0,4}$",
    re.I | re.M,
)
_ADMONITION = re.compile(r"^[ \t]*:::+[ \t]*(?P<inner>[\w-]*)[ \t]*(?P<title>.*)$", re.MULTILINE)
_CALLOUT = re.compile(
    r"^(?P<quote>[ \t]*>[ \t]*)\[!(?P<inner>\w{1,20})\][-+]?[ \t]*(?P<title>.*)$", re.MULTILINE
)
_IMPORT = re.compile(
    r"^(?:import\s[^\n]{1,300}\sfrom\s+['\"][^'\"\n]{1,200}['\"];?|import\s+['\"][^'\"\n]{1,200}['\"];?|"
    r"export\s+(?:const|default|let|function)\b[^\n]{0,500})[ \t]*$",
    re.MULTILINE,
)
_PAIR = re.compile(
    r"<(?P<name>[A-Z][A-Za-z0-9.]{0,60})(?P<inner>\s[^<>]{1,1000})>(?P<text>[^<>]{1,300})</(?P=name)>"
)
_EMPTY = re.compile(
    r"^[ \t]{0,8}[-*+][ \t]{0,4}\[\]\([^()\n]{0,200}\)[ \t]{0,4}$|(?<!!)\[\]\([^()\n]{0,200}\)",
    re.M,
)
_NO_ADDRESS = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,300})\]\(\s{0,3}\)")
_COMPONENT = re.compile(r"</?(?P<inner>[A-Z][A-Za-z0-9.]{0,60}(?:\s[^<>]{0,1000})?)/?>")
_EXPRESSION = re.compile(
    r"(?<![\\{$])\{(?P<inner>[A-Za-z_$][\w$.]{0,80}(?:\([^(){}\n]{0,80}\))?)\}"
)
_CODE = re.compile(
    r"^(?P<fence>`{3,20}|~{3,20})[^\n]*\n.*?(?:^(?P=fence)[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_QUOTED = re.compile(r"([\w-]{1,40})\s?[=:]\s?\{?(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”)\}?")
_SHOP = re.compile(
    r"(?:^|[\s_/.-])(?:amazon|amzn|iherb|affiliates?|aff|product(?:[-_ ]?(?:box|card|link))?|buy|"
    r"shop|cta|deal|price|partner)(?:$|[\s_/.-])|\bB0[A-Z0-9]{8}\b|(?:Product|Affiliate|Amazon|Buy|Shop|Cta|CTA)[A-Z]?",
)
_ASIN = re.compile(r"\bB0[A-Z0-9]{8}\b")
_ADDRESS = re.compile(r"https?://[^\s\"'<>)}]+")
_KEEPS_WORDS = frozenset(
    {"title", "text", "label", "caption", "alt", "heading", "name", "quote", "cite", "summary"}
)
_NAMES = ("title", "text", "label", "name", "product")
_PICTURES = frozenset({"figure", "img", "image", "picture", "photo"})
_VIDEOS = {
    "youtube": "https://www.youtube.com/embed/",
    "vimeo": "https://player.vimeo.com/video/",
}
_VIDEO = re.compile(r"(?<![\w-])[\w-]{6,20}(?![\w-])")
_BOXES = frozenset(
    "admonition alert aside box callout caution danger details hint info notice note panel tip "
    "warning".split()
)

_MESSAGES = {
    "comment": "Comments were left out; readers never saw them.",
    "tag": "Tags of the site generator (Liquid) were left out. Add by hand what they stood for.",
    "output": "Placeholders of the site generator were left out. Write in what they stood for.",
    "shortcode": "Shortcodes were left out. Add by hand what they stood for.",
    "attributes": "Attributes in braces were left out; they are for the look only.",
    "toc": "A table of contents was left out; the page makes its own from the headings.",
    "component": "Components of the site (JSX) were left out; words inside them were kept.",
    "import": "Lines of program code (JSX) were left out.",
    "expression": "Expressions of the site (JSX) were left out. Write in what they stood for.",
    "abbreviation": "What abbreviations stand for showed on pointing at them; it was left out.",
    "link": "Links whose address the site generator would have filled in; only words were kept.",
    "admonition": "The marks of a box were left out; its words were kept.",
}


_Replace = Callable[[re.Match[str], int], str]


@dataclass(slots=True)
class Leftovers:
    """Takes what is no text out of one source."""

    is_mdx: bool = False
    _quotes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _shops: list[Remark] = field(default_factory=list)

    def removed(self, source: TracedText) -> TracedText:
        """The text without leftovers."""
        for kind, pattern, replace in self._rules():
            code = [match.span() for match in _CODE.finditer(source.text)]
            source = source.replaced(pattern, self._noted(code, kind, replace))
        return source

    def remarks(self) -> list[Remark]:
        """One for each kind, with what was taken out, and one for each lost place of a shop."""
        found = [
            Remark(
                RemarkKind.REPAIRED
                if kind in {"attributes", "admonition"}
                else RemarkKind.UNPLACED,
                _MESSAGES[kind],
                quotes[0][0],
                "\n".join(dict.fromkeys(text for _, text in quotes)),
            )
            for kind, quotes in self._quotes.items()
        ]
        return [*found, *self._shops]

    def _rules(self) -> list[tuple[str, re.Pattern[str], _Replace]]:
        rules: list[tuple[str, re.Pattern[str], _Replace]] = [
            ("comment", _COMMENT, _nothing),
            ("toc", _TOC, _nothing),
            ("tag", _RAW, _nothing),
            ("shortcode", _SHORTCODE, self._code),
            ("tag", _TAG, self._code),
            ("output", _OUTPUT, self._output),
            ("shortcode", _WORDPRESS, self._code),
            ("attributes", _ATTRIBUTES, _nothing),
            ("abbreviation", _ABBREVIATION, _nothing),
            ("admonition", _ADMONITION, _titled),
            ("admonition", _CALLOUT, _titled),
        ]
        if self.is_mdx:
            rules += [
                ("import", _IMPORT, _nothing),
                ("component", _PAIR, self._pair),
                ("component", _COMPONENT, self._code),
                ("expression", _EXPRESSION, _nothing),
            ]
        rules += [("link", _EMPTY, _nothing), ("link", _NO_ADDRESS, lambda match, _: match["text"])]
        return rules

    def _noted(self, code: list[tuple[int, int]], kind: str, replace: _Replace) -> _Replace:
        def noted(match: re.Match[str], line: int) -> str:
            index = bisect_right(code, (match.start(), len(match.string))) - 1
            if index >= 0 and match.start() < code[index][1]:
                return match[0]
            self._quotes.setdefault(kind, []).append((line, " ".join(match[0].split())))
            return replace(match, line)

        return noted

    def _output(self, match: re.Match[str], line: int) -> str:
        """A placeholder: nothing, or a call where it stood for a button of a shop."""
        inner = match["inner"].strip()
        in_link = match.string[max(match.start() - 2, 0) : match.start()].endswith("(")
        if in_link or not _SHOP.search(inner):
            return ""
        words = re.sub(r"[\W_]+", " ", inner.split("|")[0].rsplit(".", 1)[-1]).strip()
        return self._shop(match, line, words if not _SHOP.search(words) else "", "")

    def _pair(self, match: re.Match[str], line: int) -> str:
        """A component around words: a link where it names an address."""
        named, text = _named(match["inner"]), " ".join(match["text"].split())
        address = _ADDRESS.search(match["inner"])
        if address is not None and text:
            return f"\n\n[{text}]({address[0]})\n\n"
        if _SHOP.search(match["name"]) and text:
            return self._shop(match, line, text, "")
        title = named.get("title", "")
        return f"\n\n**{title}**\n\n{text}\n\n" if title else match["text"]

    def _code(self, match: re.Match[str], line: int) -> str:
        """A tag, a shortcode or a component: nothing, its words, or a call to action."""
        inner = match["inner"].strip().strip("/-").strip()
        parts = inner.split()
        if match[0].startswith(("</", "[/")) or inner.startswith("end") or not parts:
            return "\n\n" if match[0].startswith("</") else ""
        named = _named(inner)
        found = _ADDRESS.search(inner)
        address = found[0] if found else ""
        words = next((named[key] for key in _NAMES if named.get(key)), "")
        if _SHOP.search(inner.split("=", 1)[0]) or _ASIN.search(inner):
            return self._shop(match, line, words, address)
        is_include = parts[0] in {"include", "include_relative", "render", "partial"}
        name = parts[1] if is_include and len(parts) > 1 else parts[0]
        name = name.strip("\"'").split(".")[0].rsplit("/", 1)[-1].casefold()
        source = next((named[key] for key in ("src", "path", "url", "image") if key in named), "")
        if name in _PICTURES and source:
            caption = named.get("caption") or named.get("title") or ""
            quoted = f' "{caption.replace(chr(34), chr(39))}"' if caption else ""
            return f"\n\n![{named.get('alt', '')}](<{source}>{quoted})\n\n"
        if name in _VIDEOS and (video := _VIDEO.search(inner[len(parts[0]) :])):
            return f'\n\n<iframe src="{_VIDEOS[name]}{video[0]}"></iframe>\n\n'
        if name in _BOXES:
            title = words or next((part.capitalize() for part in parts[1:] if part in _SAID), "")
            return f"\n\n**{title}**\n\n" if title else "\n\n"
        if address and words:
            return f"[{words}]({address})"
        kept = [value for key, value in named.items() if key in _KEEPS_WORDS]
        return " ".join(html.escape(value, quote=False) for value in kept)

    def _shop(self, match: re.Match[str], line: int, words: str, address: str) -> str:
        asin = _ASIN.search(match[0])
        shop = "Amazon" if asin or "amazon" in match[0].casefold() else ""
        message = (
            "A place for a product of a shop. It stands in the article as a call to action"
            + ("; choose its paid link unless the text below it gave one." if not address else ".")
        )
        self._shops.append(Remark(RemarkKind.MISSING, message, line, " ".join(match[0].split())))
        named = words or "this product"
        call = f"Shop {named} on {shop}" if shop else f"Click here to buy {named}"
        return f"\n\n[{call}]({address})\n\n" if address else f"\n\n{call}!\n\n"


def _nothing(match: re.Match[str], line: int) -> str:
    return ""


def _titled(match: re.Match[str], line: int) -> str:
    """The title of a box, or what it is where that says more than a box."""
    title = match["title"].strip().strip("[]\"'")
    name = match["inner"].strip()
    words = title or (name.capitalize() if name.casefold() in _SAID else "")
    quote = match.groupdict().get("quote") or ""
    return (
        f"{quote}**{words}**\n{quote}"
        if words and quote
        else (f"\n**{words}**\n" if words else quote)
    )


_SAID = frozenset({"warning", "caution", "danger", "important", "note", "tip"})


def _named(inner: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _QUOTED.finditer(inner):
        key = (match[1] or "").casefold()
        value = next((group for group in match.groups()[1:] if group), "")
        if key and value:
            found.setdefault(key, value)
    return found
