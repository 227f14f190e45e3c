"""Web pages, saved whole: the article found, what stands around it left out and listed."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from health_content.readers import marks, wording
from health_content.readers.decoding import MAX_SOURCE_BYTES
from health_content.readers.lines import plain_spaces
from health_content.readers.reading import Reading, Remark, RemarkKind, UnreadableSource
from health_content.readers.shapes import name_notes_of_word, open_accordions
from health_content.readers.structured import Facts, read_tree
from health_content.readers.text import read_text
from health_content.readers.tree import HEADINGS, Element, parse
from health_content.readers.web_chrome import NAVIGATION, Chrome
from health_content.readers.web_facts import (
    WebFacts,
    dek_element,
    facts_of,
    is_site_name,
    page_title,
    title_element,
)
from health_content.readers.web_main import main_content

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STATED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
_NOT_BELIEVED = re.compile(r"utf-?7|utf-?16|utf-?32|hex|base64|idna|punycode|unicode|raw|rot", re.I)
_SHIFTING = re.compile(r"iso-2022|hz", re.I)
_OTHERS = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a Word document or another zip archive"))
_TAG = re.compile(r"<[a-zA-Z!/?]")
_SENTENCE = re.compile(r"[.!?]\W*$")


def read_html(data: bytes, name: str) -> Reading:
    """Read a web page; ``name`` is only for messages.

    The title is the heading that says what the head says. Author, date, description and
    address come from the head, from linked data and from attributes. Everything around
    the article is in remarks, word for word. Raises :class:`UnreadableSource`.
    """
    text, remarks = decode_html(data, name)
    if not _TAG.search(text):
        return read_text(text.encode(), name)
    root = parse(text, name)
    facts = facts_of(root)
    name_notes_of_word(root)
    open_accordions(root)
    _ask(root, facts)
    title = title_element(root, facts)
    shown = title.text if title is not None else ""
    chrome = Chrome(root, facts.author)
    if title is not None:
        title.name = "#dropped"
    dek = dek_element(root)
    dek_text = dek.text if dek is not None and _is_dek(dek.text) else ""
    if dek is not None and dek_text:
        dek.drop()
    for heading in root.all("h1", "h2"):
        if is_site_name(heading):
            chrome.drop(heading, NAVIGATION)
    chrome.clear()
    main = main_content(root)
    chrome.drop_outside(main)
    page = Facts(
        title=shown or (page_title(facts) if main.find("h1") is None else ""),
        dek=dek_text,
        author=facts.author,
        first_published=facts.published,
        attribution_url=facts.address,
        search_description=facts.description,
        language=_language(facts.language),
        topics=facts.topics,
    )
    reading = read_tree(
        main,
        name=name,
        facts=page,
        remarks=(*remarks, *chrome.remarks(), *_unseen_questions(root, facts, name)),
        numbered=True,
        base=facts.base,
    )
    return _with_description(reading, facts)


def decode_html(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """The text of a page: by its byte order mark, as UTF-8, or as its head says.

    What is whole UTF-8 is UTF-8, whatever the head says.
    """
    if len(data) > MAX_SOURCE_BYTES:
        raise UnreadableSource(
            f"{name} has {len(data):,} bytes; at most {MAX_SOURCE_BYTES:,} are read. "
            "Save the page without its pictures."
        )
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise UnreadableSource(f"{name} is empty. Save the page again and check the file.")
    for magic, what in _OTHERS:
        if data.lstrip().startswith(magic):
            raise UnreadableSource(f"{name} is {what}, whatever its name says. Save it as HTML.")
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _settled(data.decode(codec, errors="replace"), name), ()
    stated = _stated(data)
    if stated and _SHIFTING.match(stated):
        return _settled(data.decode(stated, errors="replace"), name), ()
    if data.count(b"\x00") > len(data) // 10:
        raise UnreadableSource(f"{name} is binary, not a web page. Save the page again as HTML.")
    try:
        return _settled(data.decode("utf-8"), name), ()
    except UnicodeDecodeError:
        pass
    codec = stated if stated and stated not in {"utf-8", "utf8"} else ""
    if codec:
        try:
            return _settled(data.decode(codec), name), ()
        except UnicodeDecodeError:
            pass
    whole = data.decode("utf-8", errors="replace")
    is_damaged_utf8 = 4 * whole.count("\ufffd") < sum(ord(character) > 127 for character in whole)
    text = whole if is_damaged_utf8 else data.decode(codec or "cp1252", errors="replace")
    remark = Remark(
        RemarkKind.GUESSED,
        "The page is not in the encoding it states, or states none. "
        "Check quotes, dashes and accents.",
    )
    return _settled(text, name), (remark,)


def _stated(data: bytes) -> str:
    match = _STATED.search(data[:4096])
    if match is None:
        return ""
    stated = (match[1] or match[2]).decode("ascii", errors="ignore").lower()
    if stated in _LATIN:
        return "cp1252"
    if _NOT_BELIEVED.match(stated):
        return ""
    try:
        codecs.lookup(stated)
    except LookupError:
        return ""
    return stated


def _settled(text: str, name: str) -> str:
    text = marks.without_marks(text.replace("\x00", " ").removeprefix("\ufeff"))
    if not text.strip():
        raise UnreadableSource(f"{name} is empty. Save the page again and check the file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _language(stated: str) -> str:
    return stated if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", stated) else ""


def _is_dek(text: str) -> bool:
    return wording.disclaimer(text) is None and not wording.DISCLOSURE.search(text[:1_000])


def _with_description(reading: Reading, facts: WebFacts) -> Reading:
    """The description of the page as the dek, unless the article begins with it."""
    manuscript = reading.manuscript
    if manuscript.dek or not facts.description or not _SENTENCE.search(facts.description):
        return reading
    said = wording.key(facts.description)
    for node in manuscript.body[:6]:
        for _, text in node.passages():
            if said and (said in wording.key(text) or wording.key(text) in said):
                return reading
    return replace(reading, manuscript=replace(manuscript, dek=facts.description))


def _ask(root: Element, facts: WebFacts) -> None:
    """Make headings of the questions that the page's data names."""
    names = {wording.key(name) for name in facts.questions}
    if not names:
        return
    for element in root.all("div", "p", "button", "span", "dt", "strong", "b"):
        if any(above.name in HEADINGS | {"summary", "dl"} for above in element.ancestors()):
            continue
        text = element.text
        if len(text) <= 500 and wording.key(text) in names and element.find(*HEADINGS) is None:
            element.name = "h4"
            element.attributes["data-heading"] = "1"


def _unseen_questions(root: Element, facts: WebFacts, source: str) -> list[Remark]:
    if not facts.questions:
        return []
    shown = wording.key(root.text)
    unseen = [
        f"{name}\n{_plain(answer, source)}"
        for name, answer in facts.questions.items()
        if wording.key(name) not in shown
    ]
    if not unseen:
        return []
    message = "The page's data asks and answers this, but its text does not. Add what readers need."
    return [Remark(RemarkKind.UNPLACED, message, text="\n\n".join(unseen))]


def _plain(html: str, name: str) -> str:
    return plain_spaces(parse(html, name).text)
