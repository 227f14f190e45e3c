"""Damage as it happens to documents: cut short, pasted twice, out of order, a byte gone wrong."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

_TAG = re.compile(rb"<[^<>]{0,400}>")


def damaged(data: bytes, name: str, seed: str) -> bytes:
    """The document with one to three kinds of damage; the same for the same seed."""
    chance = random.Random(seed)
    if name.endswith(".docx") and chance.random() < 0.8:
        return _inside_the_archive(data, chance)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _inside_the_archive(data: bytes, chance: random.Random) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice(["word/document.xml", "word/document.xml", chance.choice(names)])
        left_out = chance.random() < 0.1
        for info in source.infolist():
            content = source.read(info)
            if info.filename == chosen:
                if left_out:
                    continue
                content = _damaged(content, chance)
            target.writestr(info.filename, content)
    return result.getvalue()


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, max(1, len(data) // 4)))


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _cut_short(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] + data[end:]


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _swap_tags(data: bytes, chance: random.Random) -> bytes:
    tags = list(_TAG.finditer(data))
    if len(tags) < 2:
        return data
    first, second = sorted(chance.sample(tags, 2), key=lambda tag: tag.start())
    return b"".join(
        (
            data[: first.start()],
            second[0],
            data[first.end() : second.start()],
            first[0],
            data[second.end() :],
        )
    )


def _drop_tags(data: bytes, chance: random.Random) -> bytes:
    return _TAG.sub(lambda tag: b"" if chance.random() < 0.1 else tag[0], data)


def _wrong_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _cut_short,
    _double,
    _swap_lines,
    _swap_tags,
    _drop_tags,
    _wrong_bytes,
)
