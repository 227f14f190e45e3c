"""Markdown whose line ends were lost: a whole article in one line, marks and all.

Copying through a form field or a spreadsheet does that. Line ends are put back where a mark
says that a block begins; nothing else is changed. Where a heading ends and its text begins
is not marked, so that is judged by the capital letters.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from health_content.readers import looks
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.traced import TracedText

_SHORTEST = 300
_LONGEST_HEADING = 16
_LONG_LINE = re.compile(rf"^.{{{_SHORTEST},}}$", re.MULTILINE)
_HEADING = re.compile(r"(?:(?<=\s)|^)(?:#{2,6} (?=[^\s#])|# (?=[A-Z“\"]))")
_RULE = re.compile(r"(?:(?<=\s)|^)(?:---+|\*\*\*+|___+)(?= |$)(?! *\|)")
_SEPARATOR = re.compile(r"\|(?: *:?-{2,}:? *\|)+")
_BAR = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"[ \t]*\|")
_BULLET = re.compile(r"(?<=\s)([-*+•]) (?=(?:\*\*|__|\[|\"|“)?[A-Z0-9]|\[[ x]\])")
_LOOSE_BULLET = re.compile(r"(?<=\s)([*+•]) (?=\S)")
_NUMBER = re.compile(r"(?:(?<=\s)|^)([0-9]{1,3})[.)] (?=\S)")
_QUOTE = re.compile(r"(?<=[.!?:] )> (?=[A-Z“\"*])")
_STANDS_ALONE = re.compile(
    r"(?<=[.!?)0-9])[ ](?=\*[A-Z][^*\n]{40,600}\*(?:\s|$)|\*\*[A-Z][^*\n]{2,60}:\*\* |!\[|"
    r"\*\*(?:Disclaimer|Note|Important|Warning)\b|"
    r"\[(?:Shop|Buy|Order|Check|Get|Try|See)\b[^\[\]\n]{1,200}\]\()"
)
_NOTE = re.compile(r"(?<=\s)\[\^[^\]\s]{1,40}\]: ")
_FRONT = re.compile(r"---\s+(?=[a-z_]{2,30}:\s)(?P<inner>.{1,4000}?)\s---(?=\s)")
_KEY = re.compile(
    r"\s(?=(?:title|subtitle|description|excerpt|summary|author|authors|date|published|updated|tags|"
    r"categories|category|keywords|slug|permalink|canonical|canonical_url|image|layout|draft|lang|"
    r"language|seo_title|meta_description|reviewed_by|lastmod):\s)"
)
_SENTENCE_START = re.compile(r"[A-Z“\"'(0-9]")
_STRIPPED = "“”\"'()*_,:;"


def unflattened(source: TracedText) -> tuple[TracedText, tuple[Remark, ...]]:
    """The text with its line ends put back, where whole articles stand in single lines.

    A line counts as flattened where it is long and holds at least two marks that only make
    sense at the start of a line.
    """
    mended: list[int] = []

    def lines(match: re.Match[str], line: int) -> str:
        if not _is_flattened(match[0]):
            return match[0]
        mended.append(line)
        return _restored(match[0])

    found = source.replaced(_LONG_LINE, lines)
    if not mended:
        return source, ()
    remark = Remark(
        RemarkKind.REPAIRED,
        "The line ends of the article were lost; they were put back where marks show that a "
        "heading, a list or a table begins. Check where headings end, and the paragraphs.",
        mended[0],
    )
    return found, (remark,)


def _is_flattened(line: str) -> bool:
    headings = len(_HEADING.findall(line)) - bool(_HEADING.match(line))
    tables = len(_SEPARATOR.findall(line)) if not _SEPARATOR.fullmatch(line.strip()) else 0
    if line.lstrip().startswith("|") and not headings:
        return tables > 0
    lists = min(len(_BULLET.findall(line)), 9) // 3 + min(len(_ordered(line)), 9) // 3
    return headings >= 1 or tables >= 1 or (len(line) > 600 and lists >= 2)


def _restored(line: str) -> str:
    line = line.strip()
    front = ""
    if match := _FRONT.match(line):
        front = "---\n" + _KEY.sub("\n", match["inner"]) + "\n---\n"
        line = line[match.end() :].strip()
    starts = [match.start() for match in _HEADING.finditer(line)]
    pieces = [line[a:b] for a, b in pairwise([0, *starts, len(line)])]
    return front + "\n\n".join(_section(piece.strip()) for piece in pieces if piece.strip())


def _section(text: str) -> str:
    match = _HEADING.match(text)
    if match is None:
        return _blocks(text)
    heading, rest = split_heading(text[match.end() :])
    return f"{match[0]}{heading}\n\n{_blocks(rest)}" if rest else f"{match[0]}{heading}"


def split_heading(text: str) -> tuple[str, str]:
    """Split "What Is Zinc? Zinc is a mineral…" where the sentence begins."""
    mark = min(
        (
            found.start()
            for pattern in (_BULLET, _LOOSE_BULLET, _NUMBER, _QUOTE, _RULE)
            if (found := pattern.search(text, 1))
        ),
        default=len(text),
    )
    table = text.find("|")
    mark = min(mark, table if table > 0 else mark)
    picture = re.search(r"(?<=\s)!\[|(?<=\s)\*\*\S", text)
    mark = min(mark, picture.start() if picture else mark)
    head = text[:mark]
    words = head.split(" ")
    count = _heading_words(words)
    heading = " ".join(words[:count])
    return heading.strip(), text[len(heading) :].strip()


def _heading_words(words: list[str]) -> int:
    """How many words the heading in front of a text has."""
    if len(words) <= _LONGEST_HEADING and not any(
        word.endswith((".", "!")) and len(word) > 3 for word in words
    ):
        is_all = " ".join(words)
        if looks.like_a_heading(is_all.strip()) or len(words) <= 3:
            return len(words)
    for index, word in enumerate(words[:_LONGEST_HEADING]):
        if word.endswith("?"):
            return index + 1
    for index in range(1, min(len(words), _LONGEST_HEADING)):
        if not _is_plain(words[index]):
            continue
        start = _sentence_before(words, index)
        if start > 0:
            return start
        return _next_sentence(words, index)
    return min(len(words), 8)


def _is_plain(word: str) -> bool:
    """Whether a word is in small letters and would not be in a heading in title case."""
    bare = word.strip(_STRIPPED)
    return bare[:1].islower() and bare not in _SMALL


def _sentence_before(words: list[str], index: int) -> int:
    """Where the sentence begins whose first plain word is this one; 0 for nowhere."""
    start = index - 1
    while start > 0 and not words[start].strip(_STRIPPED)[:1].isupper():
        start -= 1
    # "the", "is" and their like belong to the sentence; "The" may begin it.
    while start > 1 and words[start - 1] in _OPENERS:
        start -= 1
    return start


def _next_sentence(words: list[str], index: int) -> int:
    for later in range(index + 1, min(len(words), _LONGEST_HEADING)):
        if words[later].strip(_STRIPPED)[:1].isupper() and not words[later - 1].endswith(","):
            return later
    return min(len(words), 8)


_SMALL = frozenset(
    "a an and are as at but by can do does for from how in into is it its nor of on or over per so "
    "than that the their to up via vs vs. was what when where with without you your".split()
)
_OPENERS = frozenset({"The", "A", "An", "In", "This", "These", "Most", "Some", "Many", "If", "For"})


def _blocks(text: str) -> str:
    text = _tables(text)
    text = _STANDS_ALONE.sub("\n\n", text)
    text = _RULE.sub("\n\n---\n\n", text)
    text = _QUOTE.sub("\n\n> ", text)
    text = _NOTE.sub(lambda match: f"\n\n{match[0]}", text)
    text = _listed(text, _ordered(text))
    bullets = sorted(
        {match.start() for pattern in (_BULLET, _LOOSE_BULLET) for match in pattern.finditer(text)}
    )
    if len(bullets) >= 2 or any(text[max(at - 2, 0) : at].rstrip().endswith(":") for at in bullets):
        text = _listed(text, bullets)
    return text.strip()


def _listed(text: str, starts: list[int]) -> str:
    """Break the text before each of these marks, with a blank line before the first."""
    pieces: list[str] = []
    position = 0
    for number, start in enumerate(starts):
        pieces.append(text[position:start].rstrip() + ("\n" if number else "\n\n"))
        position = start
    return "".join([*pieces, text[position:]])


def _ordered(text: str) -> list[int]:
    """Where the numbers of lists stand: 1, 2, 3 and so on, at least two of them."""
    found: list[int] = []
    run: list[int] = []
    expected = 1
    for match in _NUMBER.finditer(text):
        number = int(match[1])
        if number == expected:
            run.append(match.start())
            expected += 1
        elif number == 1:
            found += run if len(run) > 1 else []
            run, expected = [match.start()], 2
    return [*found, *(run if len(run) > 1 else [])]


def _tables(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for match in _SEPARATOR.finditer(text):
        if match.start() < position:
            continue
        columns = match[0].count("|") - 1
        header = _cells_before(text[position : match.start()], columns)
        if header is None:
            continue
        start = position + header
        rows, end = _rows_after(text, match.end(), columns)
        lines = [text[start : match.start()].strip(), match[0], *rows]
        pieces += [text[position:start].rstrip(), "\n\n" + "\n".join(lines) + "\n\n"]
        position = end
    return "".join([*pieces, text[position:]])


def _cells_before(text: str, columns: int) -> int | None:
    """Where the header row begins that ends with a text."""
    bars = [match.start() for match in _BAR.finditer(text)]
    return bars[-columns - 1] if len(bars) > columns else None


def _rows_after(text: str, start: int, columns: int) -> tuple[list[str], int]:
    rows: list[str] = []
    position = start
    while True:
        opening = _ROW.match(text, position)
        if opening is None:
            return rows, position
        bars = [match.start() for match in islice(_BAR.finditer(text, position), columns + 1)]
        if len(bars) <= columns:
            return rows, position
        rows.append(text[bars[0] : bars[-1] + 1])
        position = bars[-1] + 1
