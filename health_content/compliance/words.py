"""Inflection and spelling: the base forms a written word may stand for."""

from __future__ import annotations

from collections.abc import Iterator

_IRREGULAR = {
    "fought": "fight", "shrank": "shrink", "shrunk": "shrink", "beat": "beat", "beaten": "beat",
    "overcame": "overcome", "taken": "take", "took": "take", "taking": "take", "shown": "show",
    "found": "find", "made": "make", "gave": "give", "given": "give", "got": "get",
    "gotten": "get", "went": "go", "gone": "go", "felt": "feel", "had": "have", "has": "have",
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "being": "be", "am": "be",
    "did": "do", "does": "do", "done": "do", "kept": "keep", "led": "lead", "wore": "wear",
    "women": "woman", "men": "man", "children": "child", "people": "person", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "bacteria": "bacterium", "viruses": "virus",
    "fungi": "fungus", "diagnoses": "diagnosis", "metastases": "metastasis",
    "prostheses": "prosthesis", "lenses": "lens", "arthritides": "arthritis", "worse": "bad",
    "healthier": "healthy", "said": "say", "told": "tell", "thought": "think", "bought": "buy",
    "sought": "seek", "broke": "break", "broken": "break", "grew": "grow", "grown": "grow",
    "slept": "sleep", "proven": "prove", "lost": "lose", "knew": "know", "known": "know",
}  # fmt: skip
_BRITISH = (
    ("haem", "hem"), ("paed", "ped"), ("oestr", "estr"), ("oedem", "edem"), ("oesoph", "esoph"),
    ("anaem", "anem"), ("aemia", "emia"), ("aemic", "emic"), ("orrhoea", "orrhea"),
    ("rrhoea", "rrhea"), ("leukaem", "leukem"), ("gynaec", "gynec"), ("foet", "fet"),
    ("coeliac", "celiac"), ("tumour", "tumor"), ("colour", "color"), ("fibre", "fiber"),
    ("behaviour", "behavior"), ("labour", "labor"), ("odour", "odor"), ("vapour", "vapor"),
    ("humour", "humor"), ("harbour", "harbor"), ("favour", "favor"), ("sulph", "sulf"),
    ("caesar", "cesar"), ("aesthe", "esthe"), ("aetio", "etio"), ("litre", "liter"),
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"),
    ("ise", "ize"), ("yse", "yze"), ("ysing", "yzing"), ("ysed", "yzed"), ("licence", "license"),
    ("defence", "defense"), ("programme", "program"), ("ageing", "aging"), ("glycaem", "glycem"),
)  # fmt: skip


def base_forms(word: str) -> Iterator[str]:
    """What ``word`` (lower case) may be an inflection or another spelling of.

    Likely forms first; the word itself is not among them. Which of them is meant is for
    the vocabulary to say: most are no words at all.
    """
    for spelling in dict.fromkeys((word, american(word))):
        if spelling != word:
            yield spelling
        yield from _uninflected(spelling)


def american(word: str) -> str:
    """The word in US spelling, as far as rules go."""
    for british, us in _BRITISH:
        if british in word:
            word = word.replace(british, us)
    return word


def _uninflected(word: str) -> Iterator[str]:
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending in ("'s", "s'", "'"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem
            yield from _uninflected(stem)
            return
    if len(word) < 4:
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
        yield word[:-1]
    elif word.endswith("es"):
        yield word[:-1]
        yield word[:-2]
        if word.endswith("ses"):
            yield word[:-2] + "is"
    elif word.endswith("s") and not word.endswith(("ss", "is", "us")):
        yield word[:-1]
    if word.endswith("ied"):
        yield word[:-3] + "y"
    elif word.endswith("ed"):
        yield from _bare(word[:-2])
    elif word.endswith("ing") and len(word) > 5:
        yield from _bare(word[:-3])


def _bare(stem: str) -> Iterator[str]:
    if len(stem) > 2:
        yield stem
    yield stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("y"):
        yield stem[:-1] + "ie"
