"""A citation without what is no part of its words: numbers of lists, addresses, remarks."""

from __future__ import annotations

import re

from health_content.bibliography.identifiers import spans

_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mai|Okt|Dez|M\u00e4r|jan|fev|abr|mai|ago|set|"
    r"out|dez|ene|dic)[^\W\d_]{0,7}\.?"
)
_DAY = (
    r"(?:[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|"
    rf"[0-9]{{4}}\s{_MONTH}(?:\s[0-9]{{1,2}})?|"
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th|\.|\sde)?\s)?{_MONTH}\s(?:de\s)?"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?,?\s)?[0-9]{4})"
)
_NOISE = re.compile(
    rf"""
    \[\s?(?:Internet|Online|Google\sScholar|PubMed|Crossref|Medline|Web\sof\sScience|Scopus|
      Links?|Article|(?:Free\s)?(?:PMC|Full)(?:\s(?:free\s)?(?:article|text))?|DOI|Electronic\s\w+)\s?\]
    | [\[(](?:cited|accessed|last\saccessed|accessed\son|retrieved|zitiert|citado|consult\u00e9)\b
      [^\])]{{0,40}}[\])]
    | \b(?:Published|Updated|(?:Last\s)?reviewed|Last\supdated|Updated|Posted|Created|Reviewed)
      (?:\sonline)?(?:\sahead\sof\sprint)?(?:\son)?:?(?=\s(?:{_MONTH}\s|[0-9]{{1,2}}\s{_MONTH}\s|20[0-9]{{2}}\b))
    | \b(?-i:Retrieved|Available|Accessible)\s(?:online\s)?(?:(?:on\s)?{_DAY},?\s)?
      (?:from|at|on|via)\b\s?:?(?:\s(?=$|Accessed))?
    | \b(?:retrieved|available|accessible)\s(?:online\s)?(?:from|at|on)\s?(?::|(?=\s?\0))
    | \b(?:Dispon[i\u00ed]vel\sem|Disponible\s(?:en|sur|\u00e0)|Disponibile\s(?:su|a)|
      Verf\u00fcgbar\s(?:unter|auf)|
      Abrufbar\sunter|URL)\s?:?(?=\s?[<\0])
    | \b(?:(?:Last\s|Date\s)?accessed|Viewed|Acesso\sem|Acceso(?:\sel)?|Consultado(?:\sel)?|
      Abgerufen\s(?:am)?|Zugriff(?:\sam)?|Consult\u00e9\sle|Zuletzt\sabgerufen\sam|Retrieved(?:\son)?)\s?(?:on\s)?:?\s?{_DAY}\.?
    | \b(?:Epub|Online\sahead\sof\sprint)\s?(?:ahead\sof\sprint)?
      (?:[0-9]{{4}}(?:\s[A-Z][a-z]{{2}})?(?:\s[0-9]{{1,2}})?)?\.?
    | \beCollection\s[0-9]{{4}}(?:\s[A-Z][a-z]{{2}})?\.?
    | \b(?:doi|DOI)\s?:\s?[0-9]{{1,5}}/[^\s]{{1,100}}
    | \b(?:doi|PMID|PMCID|PubMed\sPMID|ISBN(?:-1[03])?|ISSN\s?:?\s[0-9X-]{{8,9}}|URL)\s?:?
      (?=\s?(?:[.;,)\]]|$|\0))
    | \[(?:Article\sin\s[^\]]{{3,30}}|PDF|Preprint|Review|e-?book|Electronic)\]
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOTICES = re.compile(
    r"\.\s(?:Erratum\s(?:for|in)|Comment\s(?:in|on)|Retraction\s(?:in|of)|Republished\s(?:in|from)|"
    r"Corrected\sand\srepublished|Update\s(?:in|of)|Expression\sof\sconcern\s(?:in|for)|"
    r"Summary\sfor\spatients\sin):\s.*$"
)
_GLUED = re.compile(
    r"(?<=[^\W\d_]{3})(?<![A-Z]{3})([.?!])(?=[A-Z\u00c0-\u00de][a-z])|"
    r"(?<=[0-9a-z]\))\.(?=[A-Z][a-z])|(?<=[a-z]{3})\.(?=[A-Z]\s[A-Z][a-z]|(?:19|20)[0-9]{2}[;(])|"
    r"(?<=[\s,][A-Z])\.(?=[A-Z][a-z]{3})"
)
_BARE_ADDRESS = re.compile(r"(?<![\w/.@])www\.[a-z0-9-]{1,60}\.[a-z][^\s,;]{1,300}(?<![.,;])", re.I)
_BROKEN_STOP = re.compile(r"\s{1,20}(?=[.,;](?:\s|$))")
_STOPS_AT_END = re.compile(r"(?:[.;,:]\s?){2,20}$")
_EMPTY = re.compile(r"\s?[(\[<]\s?[.,;:]?\s?[)\]>]")
_STOPS = re.compile(r"([.;,])(?:\s[.;,]){1,10}(?=\s|$)")


def prose_of(citation: str) -> str:
    """The words of a citation on one line, without identifiers, addresses and remarks."""
    pieces, position = [], 0
    for start, end in sorted([*spans(citation), *_bare_addresses(citation)]):
        if start >= position:
            pieces += [citation[position:start], "\0"]
        position = max(position, end)
    pieces.append(citation[position:])
    prose = _NOISE.sub(" ", "".join(pieces)).replace("\0", " ")
    prose = _NOTICES.sub(".", _EMPTY.sub(" ", " ".join(prose.split())))
    prose = _STOPS.sub(r"\1", _BROKEN_STOP.sub("", " ".join(prose.split())))
    prose = _GLUED.sub(lambda match: f"{match[1] or '.'} ", prose)
    return _STOPS_AT_END.sub(".", prose).strip(" ;,:<>")


def _bare_addresses(citation: str) -> list[tuple[int, int]]:
    return [match.span() for match in _BARE_ADDRESS.finditer(citation)]
