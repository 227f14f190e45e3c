"""The claims of the EU's register, which Great Britain took over.

A function claim of Article 13(1) is a nutrient and what it does: "Magnesium contributes to
normal muscle function". Its words may be adapted as long as the meaning stays (Regulation
(EU) No 432/2012, recital 9, read 2026-11-23 in a copy), so it is recognized by what it is
about: a nutrient, words that only join, and the very words of the effect, with "normal".
Several nutrients and several effects may be joined; each effect must be admitted for each
nutrient. A claim of Article 14 is recognized word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from health_content.compliance.finding import Market
from health_content.compliance.folding import fold
from health_content.compliance.health_claims.claim import Basis, HealthClaim, parts, rows
from health_content.compliance.health_claims.wordings import (
    MOST_CHARACTERS,
    Wordings,
    words_of,
)
from health_content.compliance.words import american

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|,")
_JOINS = frozenset({"and", ",", "or", "as", "well"})
_BEFORE = frozenset(
    """the our this these a an all it is are contain contains containing provide provides with
    product products supplement supplements tablet tablets capsule capsules powder drink food
    mineral vitamin nutrient source of rich in high which that intake""".split()
)
_VERBS = frozenset(
    "contribute contributes help helps support supports play plays has have is are maintain "
    "maintains increase increases aid aids protect protects reduce reduces needed".split()
)
_FILLERS = frozenset(
    """contribute contributes contributing to the a an of in for help helps helping support
    supports supporting maintain maintains maintaining maintenance function functioning play
    plays role has have is are be needed need necessary important essential required process
    level levels your our body's its it that aid aids part""".split()
)
_SAME = {
    "reduce": "reduction", "reduces": "reduction", "reducing": "reduction",
    "protect": "protection", "protects": "protection", "protecting": "protection",
    "increases": "increase", "form": "formation", "forming": "formation", "forms": "formation",
    "tooth": "teeth", "utilize": "utilization", "absorb": "absorption", "from": "from",
    "against": "from", "synthesize": "synthesis",
}  # fmt: skip
_TAIL = re.compile(
    r",? (?:when (?:eaten|taken) )?as part of an? (?:varied|balanced|healthy|healthful)"
    r"(?:,? (?:and )?(?:varied|balanced))? diet(?: and (?:an? )?healthy lifestyle)?[ .*]*$"
)
_ALIKE = 0.5
_MOST_TOKENS = 60

_RISK_VERBS = frozenset("help helps lower lowers reduce reduces".split())

Effect = frozenset[str]


@cache
def eu_claims() -> tuple[HealthClaim, ...]:
    """Every claim of the register's copy, in the order of the table."""
    return tuple(
        HealthClaim(
            key=f"{row['basis']}-{number}",
            text=row["wording"],
            basis=Basis(row["basis"]),
            markets=(Market.EU, Market.UK),
            substances=parts(row["substances"]),
            diseases=parts(row["diseases"]),
            conditions=parts(row["conditions"], "|"),
            source=row["citation"],
            url=row["url"],
            read_on=date.fromisoformat(row["read_on"]),
            is_secondary=row["is_secondary"] == "yes",
        )
        for number, row in enumerate(rows("eu_claims.csv"), start=1)
    )


@lru_cache(maxsize=1024)
def eu_claim(text: str) -> HealthClaim | None:
    """The claim of the register that a text makes, in its words or others, or ``None``.

    Where it makes several, the first.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    if claim := _risk_wordings().exact(text) or _risk_predicates().get(words_of(text)):
        return claim
    read = _read(text)
    if read is None:
        return None
    substances, predicate = read
    claims = [_effects_made(substance, predicate) for substance in substances]
    return claims[0][0] if all(claims) else None


@lru_cache(maxsize=1024)
def altered_eu_claim(text: str) -> HealthClaim | None:
    """The claim of the register that a text makes with an altered effect, or ``None``."""
    if len(text) > MOST_CHARACTERS or eu_claim(text):
        return None
    if found := _risk_wordings().altered(text):
        return found.claim
    read = _read(text)
    if read is None:
        return None
    substances, predicate = read
    said = _effect(predicate)
    effects = _functions().get(substances[0], {})
    best = max(
        ((len(said & key) / len(said | key), claim) for key, claim in effects.items()),
        key=lambda item: item[0],
        default=None,
    )
    return best[1] if best and best[0] >= _ALIKE else None


@cache
def _risk_wordings() -> Wordings:
    return Wordings(claim for claim in eu_claims() if claim.diseases)


@cache
def _risk_predicates() -> dict[tuple[str, ...], HealthClaim]:
    """Claims on a risk of disease without their subject, which a heading or a list may hold."""
    found: dict[tuple[str, ...], HealthClaim] = {}
    for claim in eu_claims():
        if claim.diseases:
            words = words_of(claim.text)
            verb = next((at for at, word in enumerate(words) if word in _RISK_VERBS), len(words))
            for start in _number_of(words[verb:]):
                found.setdefault(start, claim)
    return found


def _number_of(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A predicate in the singular and in the plural."""
    if words:
        yield words
        other = words[0].removesuffix("s") if words[0].endswith("s") else words[0] + "s"
        yield (other, *words[1:])


@cache
def _functions() -> dict[str, dict[Effect, HealthClaim]]:
    """What each substance may be said to do."""
    found: dict[str, dict[Effect, HealthClaim]] = {}
    for claim in eu_claims():
        if not claim.diseases and (read := _predicate(claim.text)):
            for substance in claim.substances:
                found.setdefault(substance, {}).setdefault(_effect(read), claim)
    return found


@cache
def _substances() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names of substances by their first word, the longest first, each with its one name."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("eu_substances.csv"):
        for name in (row["substance"], *parts(row["aliases"])):
            words = words_of(name)
            found.setdefault(words[0], []).append((words, row["substance"]))
    for members in found.values():
        members.sort(key=lambda item: -len(item[0]))
    return found


def _tokens(text: str) -> list[str]:
    plain = " ".join(fold(text).text.split())
    return _TOKEN.findall(_TAIL.sub("", plain) if "diet" in plain else plain)


def _read(text: str) -> tuple[list[str], list[str]] | None:
    """The substances and the predicate of a sentence, or ``None`` where it is none."""
    tokens = _tokens(text)
    if not 3 <= len(tokens) <= _MOST_TOKENS:
        return None
    substances: list[str] = []
    place = 0
    while place < len(tokens):
        found = _substance_at(tokens, place)
        if found:
            name, size = found
            if name not in substances:
                substances.append(name)
            place += size
        elif substances and tokens[place] in _VERBS:
            return substances, tokens[place:]
        elif tokens[place] in _BEFORE or tokens[place] in _JOINS:
            place += 1
        else:
            return None
    return None


def _predicate(wording: str) -> list[str]:
    """What a wording of the register says of its substance: from its first verb on."""
    tokens = _tokens(wording)
    first = next((i for i, token in enumerate(tokens) if token in _VERBS), len(tokens))
    return tokens[first:]


def _substance_at(tokens: list[str], place: int) -> tuple[str, int] | None:
    for words, name in _substances().get(tokens[place].partition("-")[0], ()):
        rest = " ".join(tokens[place : place + len(words)]).replace("-", " ").split()
        if tuple(rest[: len(words)]) == words:
            joined = " ".join(tokens[place : place + 1]).count("-")
            return name, max(1, len(words) - joined)
    return None


def _effects_made(substance: str, tokens: list[str]) -> list[HealthClaim]:
    """The claims that a predicate is made of, or none where a part of it is not admitted."""
    effects = _functions().get(substance, {})
    cuts = [number for number, token in enumerate(tokens) if token in _JOINS]
    bounds = [-1, *cuts, len(tokens)]
    made: dict[int, list[HealthClaim]] = {0: []}
    for last in range(1, len(bounds)):
        for first in range(last - 1, -1, -1):
            if first not in made:
                continue
            key = _effect(tokens[bounds[first] + 1 : bounds[last]])
            if not key and first:
                made[last] = made[first]
                break
            claim = effects.get(key)
            if claim is None and first and "normal" in tokens[: bounds[last]]:
                claim = effects.get(key | {"normal"})
            if claim:
                made[last] = [*made[first], claim]
                break
    return made.get(len(bounds) - 1, [])


def _effect(tokens: list[str]) -> Effect:
    return frozenset(_kept(tokens))


def _kept(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        if token in _JOINS or token in _FILLERS:
            continue
        word = american(token)
        word = _SAME.get(word, word)
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        yield word
