"""What headings, labels and standing phrases of health articles are called.

Every expression is tried on a short text or has no unbounded gap, so that the time stays
linear in the length of the source.
"""

from __future__ import annotations

import re
from enum import StrEnum

from health_content.manuscript import DisclaimerKind, SectionAspect


class Topic(StrEnum):
    """What a heading or a label announces, where that decides how its text is read."""

    REFERENCES = "references"
    CONCLUSION = "conclusion"
    QUESTIONS = "questions"
    RELATED = "related"
    CONTENTS = "contents"
    DISCLAIMER = "disclaimer"
    KEY_POINTS = "key points"
    STEPS = "steps"
    AUDIENCE = "audience"
    MYTHS = "myths"
    DOSAGE = "dosage"


_I = re.IGNORECASE
_TOPICS = (
    (
        Topic.REFERENCES,
        re.compile(
            r"(?:(?:scientific|selected|key|article|study|medical|academic|research|cited|full)\s)?"
            r"(?:r[eé]f[eé]rences?|sources|citations|bibliography|works\scited|literature(?:\scited)?|"
            r"studies\scited|sources?\scited)(?:\s(?:and|&)\s(?:references|sources|citations|notes|"
            r"further\sreading|studies))?(?:\s(?:cited|list|used))?$",
            _I,
        ),
    ),
    (
        Topic.RELATED,
        re.compile(
            r"(?:you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin)|"
            r"related(?:\s(?:articles?|posts?|reading|content|topics|stories|guides?))?|"
            r"(?:read|learn)\s(?:more|next|also)|see\salso|more\sfrom\s.{1,40}|also\sread|"
            r"(?:recommended|suggested|further|more)\s(?:reading|articles?|reads?)|keep\sreading)$",
            _I,
        ),
    ),
    (
        Topic.CONTENTS,
        re.compile(
            r"(?:table\sof\scontents|contents|in\sthis\s(?:article|guide|post)|jump\sto|"
            r"on\sthis\spage|what\s(?:you['’]ll|you\swill)\slearn|quick\s(?:links|navigation))$",
            _I,
        ),
    ),
    (
        Topic.QUESTIONS,
        re.compile(
            r"(?:(?:top|common|quick|your)\s)?(?:faqs?|frequently\sasked\squestions?|"
            r"common(?:ly\sasked)?\squestions?|questions?\s(?:and|&)\sanswers?|q\s?&\s?a)\b.{0,80}$",
            _I,
        ),
    ),
    (
        Topic.DISCLAIMER,
        re.compile(
            r"(?:(?:important|medical|health|legal|fda|general|supplement|dietary\ssupplement|full)\s)*"
            r"(?:disclaimers?|notices?|important\snote|safety\snotice)$|important\snote$|"
            r"(?:medical|fda|health|important)\s(?:note|statement|advisory)$|"
            r"regarding\s(?:nutritional|dietary|herbal)\ssupplements.{0,80}$",
            _I,
        ),
    ),
    (
        Topic.KEY_POINTS,
        re.compile(
            r"(?:the\s)?(?:key|main|top)\s(?:[\w-]+\s){0,3}?(?:roles?|points?|takeaways?|facts?|"
            r"benefits?|functions?|findings?|insights?|ways|features|advantages|highlights?)\b.{0,80}$|"
            r"(?:takeaways?|highlights|at\sa\sglance|quick\s(?:facts|summary|take|overview)|tl;?dr|"
            r"in\s(?:short|brief)|the\sshort\sversion|key\spoints?|what\sto\sremember)$",
            _I,
        ),
    ),
    (
        Topic.CONCLUSION,
        re.compile(
            r"(?:in\s)?conclusions?\b.{0,100}$|(?:(?:final|closing|concluding)\s"
            r"(?:thoughts?|words?|remarks?|notes?|takeaways?)|(?:the\s)?bottom\sline|(?:in\s)?summary|"
            r"(?:the\s)?takeaways?|(?:the\s)?final\sverdict|wrapping\sup|to\s(?:sum|wrap)\s(?:it\s)?up)"
            r"(?:$|[:\s–—-].{0,80}$)",
            _I,
        ),
    ),
    (Topic.MYTHS, re.compile(r".{0,80}\b(?:myths?|misconceptions?)\b", _I)),
    (
        Topic.AUDIENCE,
        re.compile(
            r"(?!.{0,100}\b(?:not|avoid|never|careful|caution|ask|check|talk|"
            r"consult|skip|stop|wait)\b)(?:.{0,40}\bwho\s"
            r"(?:can|could|should|may|might|would|will|needs?|benefits?|is|are|else)\b|"
            r"(?:best|ideal|suitable)\s(?:for|candidates)\b)",
            _I,
        ),
    ),
    (
        Topic.STEPS,
        re.compile(
            r"(?!where\sto\s(?:get|find)\b)(?:how|when|where)\s(?:and\s\w+\s)?(?:to|should|do|can)\s(?:(?:i|you|we)\s)?"
            r"(?:\w+ly\s|best\s)?(?:take|use|add|start|get|choose|pick|incorporate|include|dose|"
            r"supplement|combine|store|apply|make|prepare|boost|increase|maximize|optimize|improve)\b|"
            r"(?:practical\s|simple\s)?(?:tips|steps|best\spractices)\s(?:for|to)\b|"
            r".{0,40}\b(?:step[-\s]by[-\s]step|how\sto\s(?:take|use))\b|(?:directions|instructions)\b",
            _I,
        ),
    ),
    (
        Topic.DOSAGE,
        re.compile(
            r".{0,100}\b(?:dos(?:e|es|age|ages|ing)|how\smuch|rda|recommended\s(?:dietary|daily|intake|"
            r"amounts?)|(?:daily|adequate|upper|reference)\s(?:intakes?|values?|amounts?|allowances?|"
            r"limits?|requirements?|needs?)|intake\srecommendations?)\b",
            _I,
        ),
    ),
)

_ASPECTS = (
    (SectionAspect.MISCONCEPTIONS, re.compile(r"\b(?:myths?|misconceptions?)\b", _I)),
    (SectionAspect.SIDE_EFFECTS, re.compile(r"\b(?:side|adverse)\s(?:effects?|reactions?)\b", _I)),
    (
        SectionAspect.SAFETY,
        re.compile(
            r"\b(?:safety|precautions?|interactions?|warnings?|risks?|contraindications?|toxicity|"
            r"who\sshould\s(?:not|avoid)|is\s.{1,60}\ssafe)\b",
            _I,
        ),
    ),
    (
        SectionAspect.HOW_TO_TAKE,
        re.compile(
            r"\b(?:how\sto\s(?:take|use|add)|dosages?|doses?|dosing|how\smuch|(?:best\stime|when)\sto\s"
            r"take|recommended\s(?:daily|dietary)|directions)\b",
            _I,
        ),
    ),
    (
        SectionAspect.HOW_IT_WORKS,
        re.compile(r"\bhow\s.{1,60}\bworks?\b|\bmechanisms?\b|\bthe\sscience\sbehind\b", _I),
    ),
    (SectionAspect.BENEFITS, re.compile(r"(?<!who\scan\s)\bbenefits\b", _I)),
    (
        SectionAspect.EFFECTIVENESS,
        re.compile(r"\b(?:evidence|research\s(?:says|shows)|clinical\s(?:trials|studies))\b", _I),
    ),
    (SectionAspect.GETTING_ACCESS, re.compile(r"\bwhere\sto\s(?:buy|get|find)\b", _I)),
    (SectionAspect.OVERVIEW, re.compile(r"^(?:what\s(?:is|are)\b|overview\b|understanding\b)", _I)),
)

COLLECTIVE = re.compile(
    r"\b(?:benefits|types|ways|reasons|forms|foods|tips|myths|uses|signs|symptoms|causes|sources|"
    r"factors|functions|effects|roles|options|steps|strategies|considerations|recommendations|"
    r"guidelines|interactions|risks|studies|mechanisms|differences)\b|^(?:the\s)?[0-9]{1,2}\s\w",
    _I,
)
"""A heading that speaks of several things is expected to have sub-headings."""

RESEARCH = re.compile(
    r"(?:(?:the|what|key|supporting|clinical|scientific|recent|relevant|current|case|human)\s){0,2}"
    r"(?:research|stud(?:y|ies)|evidence|(?:clinical\s)?trials?|research\sfindings?|findings)"
    r"(?:\s(?:says?|shows?|findings?|evidence|insights?|highlights?|spotlight|notes?|support|example|"
    r"[0-9]{1,2}))?$",
    _I,
)
MYTH = re.compile(r"myth\s?(?:#\s?)?(?:[0-9]{1,2})?\s?[:.–—-]\s*(?P<rest>\S.*)", _I | re.S)
FACT = re.compile(
    r"(?:the\s)?(?:facts?|reality|truth)\s?(?:#\s?)?(?:[0-9]{1,2})?\s?[:–—-]\s*(?P<rest>\S.*)",
    _I | re.S,
)
MYTH_AND_FACT = re.compile(
    r"myth\s?(?:#\s?)?(?:[0-9]{1,2})?\s?[:.–—-]\s*(?P<myth>\S.{0,400}?[.!?”\"'’]?)\s+"
    r"(?:(?-i:The)\s)?(?-i:Facts?|Reality|Truth|FACTS?|REALITY|TRUTH)\s?[:–—-]\s*(?P<fact>\S.*)",
    _I | re.S,
)
"""Both in one paragraph."""
FACT_LABEL = re.compile(
    r"(?:Facts?|Reality|Truth|FACTS?|REALITY|TRUTH)(?:\*\*|__)?\s?[:–—-](?:\*\*|__)?\s*"
)
QUESTION = re.compile(r"(?:q(?:uestion)?\s?[0-9]{0,2}\s?[:.)])\s+(?P<rest>\S.*)", _I | re.S)
ANSWER = re.compile(r"(?:a(?:nswer)?\s?[0-9]{0,2}\s?[:])\s+(?P<rest>\S.*)", _I | re.S)
PICTURE = re.compile(
    r"\[?(?:image|photo|picture|figure|fig\.|caption|alt(?:\stext)?|illustration|infographic)"
    r"(?:\s(?:credit|source|by|[0-9]{1,2}))?\s?[:.\]]",
    _I,
)
CAPTION = re.compile(
    r"(?:(?:caption|picture|photo|image)\s?:\s*(?=\S)|(?=(?:figure|fig\.)\s?[0-9]{1,3}\s?[:.]\s))(?P<words>.+)",
    _I | re.S,
)
"""A line below a picture that says it is its caption; the number of a figure stays."""
EDITORIAL = re.compile(
    r"(?:draft|version|revision)\s(?:no\.?\s?)?[0-9]{1,3}(?:\.[0-9]{1,3})?\b.{0,60}$|"
    r"(?:draft|(?:ready\s)?for\s(?:internal\s)?review|do\snot\spublish|internal\suse\sonly|"
    r"work\sin\sprogress|confidential)\W*$|\[[a-z]{1,2}\]\s?\S.{0,400}$|"
    r"(?:status|owner|due|assignee|assigned\sto|priority|deadline|stage|word\scount)\s?:\s*\S.{0,300}$",
    _I | re.S,
)
"""Notes of writers and editors to each other: drafts, comments, properties of the page."""
PAGE_LABEL = re.compile(
    r"(?:share|print|save|e-?mail|tweet|pin|bookmark)(?:\s(?:it|this(?:\s(?:article|post|page|story|"
    r"guide|recipe))?))?(?:\s(?:on|via|with)\s\S{1,20}(?:\s\S{1,20})?)?\W*$|"
    r"(?:back\sto\s(?:the\s)?top|leave\sa\s(?:comment|reply)|skip\sto\s(?:main\s)?content|"
    r"subscribe(?:\s(?:now|to\s.{1,40}))?|follow\sus(?:\son\s.{1,40})?|advertisement|comments?)\W*$",
    _I,
)
"""What a page's buttons say."""
BYLINE = re.compile(
    r"(?:(?:written|authored|(?:medically\s|clinically\s|expert\s)?reviewed|fact[- ]checked|edited|"
    r"published|posted|(?:last\s)?updated|last\s(?:reviewed|modified))\b|by\s(?:dr\.?\s)?(?-i:[A-Z])|"
    r"by\s(?:the|our)\s(?:\w+\s)?(?:editors?|editorial|team|staff|writers?|desk|experts?)\b|"
    r"(?:author|editor|reviewer|date|published\son|reading\stime|category|tags)s?\s?:)|"
    r"(?:.{0,60}?\b[0-9]{1,2}\smin(?:ute)?s?\sread\b)|"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s[0-9]{1,2},?\s[0-9]{4}$)",
    _I,
)
REVIEWED = re.compile(
    r"(?:\b(?:this|the)\s\w+\s(?:was|is|has\sbeen)\s)?(?:\b(?:medically|clinically|scientifically|"
    r"expert|peer)[\s-])?\b(?:reviewed|fact[\s-]checked)\s(?:(?:and|&)\s[\w-]+(?:\s[\w-]+)?\s)?by\b"
    r"\s?:?\s?(?:(?:our|the|a)\s)?(?-i:[A-Z])|\b(?:medical\s|expert\s)?reviewer\s?:|"
    r"\bmedical\sreview\s?(?:by\b|:)",
    _I,
)
"""Says that somebody reviewed the article. Tried on short texts."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b"
_DAY = rf"(?:[0-9]{{1,2}}[\s./-]|[0-9]{{4}}\b|{_MONTH})"
REVIEW_DATE = re.compile(
    rf"(?:(?:page|content|leaflet)\s)?(?:(?:last\s)?(?:medically\s)?reviewed|next\sreview(?:\sdue)?|"
    rf"review\s(?:due|date))\s?:?\s?(?:on\s|in\s)?{_DAY}",
    _I,
)
"""Says when the article was or will be reviewed."""
DATED = re.compile(
    r"(?:(?:last\s)?(?:updated|modified)|last\sreviewed|published|posted|date)\b|"
    r"[0-9]{1,2}\smin|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s[0-9]",
    _I,
)
VERDICT = re.compile(
    r"(?:pros?|cons?|plus(?:es)?|minus(?:es)?|(?:up|down)sides?|(?:dis)?advantages?|price|cost|rating|"
    r"servings?|flavou?rs?|form|verdict|allergens?|(?:best|good|ideal)\sfor)\s?:\s+(?-i:[a-z0-9$€£])",
    re.IGNORECASE,
)
"""A remark on a product, with its label; one that goes on in small letters heads nothing."""
_PEOPLE = re.compile(
    r"\b(?:(?:wo)?men|(?:fe)?males?|boys|girls|adults?|teens?|teenagers?|adolescents?|child(?:ren)?|"
    r"kids|toddlers?|infants?|bab(?:y|ies)|newborns?|pregnan(?:t|cy)|lactati(?:ng|on)|"
    r"breast-?feeding|nursing|seniors?|elderly|people|athletes?|vegetarians?|vegans?|"
    r"ages?|aged|years?|months?)\b",
    _I,
)
_INTAKE = re.compile(
    r"\b(?:RDA|AI|UL|EAR|DRI|(?i:upper\s(?:intake\s)?(?:limit|level)|adequate\sintake|"
    r"recommended\s(?:dietary|daily)\s(?:allowance|intake)))\b"
)
ATTRIBUTION = re.compile(
    r"\bis\san\soriginal\s.{1,80}\s?article\b|^(?:this\s(?:article|post)\s)?(?:was\s)?(?:first|originally)\s"
    r"(?:published|appeared)\s(?:by|on|at|in)\b",
    _I,
)
DISCLOSURE = re.compile(
    r"\bas\s(?:an?\s)?amazon(?:\.[a-z.]{2,6})?\s(?:associates?|affiliates?|influencers?)\b|"
    r"\bamazon\s(?:services|eu)\b.{0,40}\bassociates\sprogram|\b(?:contains?|includes?|uses?|have|has)\s(?:\w+\s){0,2}affiliate\s"
    r"links?\b|\bearn\s(?:a\s|an\s)?(?:\w+\s){0,2}commissions?\b|\baffiliate\sdisclosure\b",
    _I,
)
AMAZON_DISCLOSURE = re.compile(r"\bamazon\b.{0,60}\b(?:associates?|affiliates?|influencers?)\b", _I)
_LONGEST_DISCLAIMER = 5_000
_FDA = re.compile(
    r"\bnot\s(?:yet\s)?been\s(?:evaluated|approved|reviewed)\sby\s(?:the\s)?(?:u\.?s\.?a?\.?\s)?"
    r"(?:food\s(?:and|&)\sdrug|fda\b)",
    _I,
)
_MEDICAL = re.compile(
    r"\b(?:informational|educational|information)(?:\s(?:and|or)\s\w+)?\spurposes?\sonly\b|"
    r"\b(?:not|never)\b[^.]{0,80}\b(?:substitute|replacement)\sfor\b[^.]{0,60}"
    r"\b(?:medical|professional|doctor)|"
    r"\bnot\b[^.]{0,60}\b(?:construed|intended|taken|considered|meant)\b[^.]{0,40}"
    r"\b(?:medical|health)\sadvice\b|"
    r"\b(?:does|do|is|are)\snot\s(?:provide|offer|constitute|give)?\s?(?:specific\s)?medical\sadvice\b",
    _I,
)


def topic(heading: str) -> Topic | None:
    """What a heading or label announces; ``None`` for the many that just name a matter."""
    words = heading.rstrip(" :").strip()
    if len(words) > 160:
        return None
    return next((name for name, pattern in _TOPICS if pattern.match(words)), None)


def announces(heading: str, wanted: Topic) -> bool:
    """Whether a heading announces this topic, possibly besides another."""
    words = heading.rstrip(" :").strip()
    return len(words) <= 160 and bool(dict(_TOPICS)[wanted].match(words))


def aspect(heading: str) -> SectionAspect:
    """What a section is about as far as its heading says so plainly."""
    found = (name for name, pattern in _ASPECTS if pattern.search(heading[:200]))
    return next(found, SectionAspect.UNSPECIFIED)


def disclaimer(text: str) -> DisclaimerKind | None:
    """Which disclaimer a paragraph is, judged by its words."""
    if len(text) > _LONGEST_DISCLAIMER:
        return None
    if _FDA.search(text):
        return DisclaimerKind.FDA
    return DisclaimerKind.MEDICAL if _MEDICAL.search(text) else None


def names_people_or_intake(text: str) -> bool:
    """Whether a short text names a group of people or an intake value such as the RDA."""
    return bool(_PEOPLE.search(text[:200]) or _INTAKE.search(text[:200]))


def is_research_label(text: str) -> bool:
    """Whether a short text, with or without its colon, announces what a study found."""
    return len(text) <= 60 and bool(RESEARCH.match(text.rstrip(" :")))


def key(text: str) -> str:
    """A text reduced to its words, so that near-duplicates compare equal."""
    words = re.sub(r"[^\w\s]+", " ", text.casefold().replace("&", " and ")).split()
    return " ".join(word for word in words if word not in {"the", "a", "an"})


def says_the_same(first: str, second: str) -> bool:
    """Whether two short texts have the same words in the same order.

    One word more or less may turn the sense round, so no word is let pass.
    """
    return bool(key(first)) and key(first) == key(second)


def unquoted(text: str) -> str:
    """A text without the quotation marks around the whole of it."""
    for opening, closing in (
        ("“", "”"),
        ('"', '"'),
        ("‘", "’"),
        ("'", "'"),
        ("«", "»"),
        ("„", "“"),
    ):
        if len(text) > 2 and text[0] == opening and text[-1] == closing:
            inner = text[1:-1].strip()
            if inner and opening not in inner and closing not in inner.replace("’", ""):
                return inner
            if inner and opening == "‘" and opening not in inner:
                return inner
    return text


def lead_in(text: str) -> tuple[str, str] | None:
    """Split "Take with meals: it is gentler" into name and rest; ``None`` without a name.

    The rest is empty where the name is all there is ("Athletes:").
    """
    head = text[:120]
    for mark in (": ", " – ", " — ", " - "):
        position = head.find(mark)
        if position > 0 and _is_name(head[:position], 10 if mark == ": " else 6):
            return head[:position].strip(), text[position + len(mark) :].strip()
    if len(text) <= 120 and text.endswith(":") and len(text) > 1:
        return text[:-1].strip(), ""
    return None


def _is_name(words: str, most: int) -> bool:
    return (
        len(words) <= 90 and len(words.split()) <= most and not words.endswith((".", "?", "!", ","))
    )
