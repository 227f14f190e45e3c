"""Turns of phrase that promise, vouch, press or tell of a cure.

Collected from what FDA's letters and the FTC's Health Products Compliance Guidance (December
2022, read 2026-11-23 in secondary copies) object to; the words are ours.
"""

from __future__ import annotations

from health_content.compliance.rules.claims.phrases import Phrases

PROMISES = Phrases(
    "clinically|scientifically|medically|laboratory proven|validated",
    "clinical|scientific|medical proof",
    "proven to",
    "proven effective|results|formula|remedy|solution|benefits|cure|treatment",
    "proven clinically|scientifically|medically",
    "science has proven",
    "miracle|miraculous|miracles",
    "100 % effective|safe|guaranteed|proven|cure|success|successful|natural|risk",
    "100 percent effective|safe|guaranteed|proven|cure|success|successful|natural",
    "guaranteed",
    "guarantee|guarantees results|relief|success|improvement|you",
    "no|zero known|adverse|negative|harmful|bad|unwanted|nasty side effects",
    "no|zero side effects",
    "without side effects",
    "without any|the|adverse|harmful|gastrointestinal|digestive|unwanted|nasty side effects",
    "without any|the of _ side effects",
    "without _ _ side effects",
    "minimal|virtually|almost|practically side effects",
    "virtually|almost|practically no side effects",
    "free of|from side effects",
    "side effect free",
    "doctor|physician|pharmacist|dermatologist|dentist|cardiologist recommended|approved|endorsed",
    "recommended|endorsed|trusted by doctors|physicians|pharmacists|surgeons",
    "recommended|endorsed|trusted by leading|top|many doctors|physicians|experts",
    "breakthrough|breakthroughs",
    "revolutionary|unprecedented",
    "magic bullet|pill|cure",
    "cure all",
    "works for everyone|everybody",
    "always works",
    "works every time",
    "instant|immediate|permanent relief|results|cure",
    "completely|totally|absolutely|perfectly|entirely safe|harmless|effective",
    "risk free",
    "most effective|powerful form|supplement|remedy|formula|treatment|ingredient|product",
    "superior|unmatched|unrivaled bioavailability|absorption|results",
    "secret doctors|that|they",
    "even high|large|massive doses",
    "safe for everyone|everybody|anyone|all",
    "safe for all ages",
    "at any dose",
    "can't|cannot overdose",
    "cannot|can't be overdosed",
    "no interactions",
    "there is no upper limit",
    "more is better",
    "out of ten|10 doctors|dentists|physicians",
    "doctors|physicians|surgeons recommend",
    "lose _ pounds|kilos in",
    "melts|burns|melt|burn _ fat",
    "fat overnight",
    "burns|burn fat",
)
"""Proof, miracles, guarantees and harmlessness."""

_VOUCHING = "approved|registered|certified|endorsed|licensed|cleared|accredited|authorized"
_FDA = "fda|usfda"
VOUCHED = Phrases(
    f"{_FDA} {_VOUCHING}|compliant|accepted|validated|inspected|tested|verified",
    f"{_FDA} approval|registration|certification|endorsement|seal|logo|stamp|certificate",
    f"{_VOUCHING}|accepted|tested|inspected|verified by {_FDA}",
    f"{_VOUCHING}|accepted|tested|inspected|verified by the|us {_FDA}",
    f"{_VOUCHING}|accepted|tested|inspected|verified by the u s {_FDA}",
    f"registered with {_FDA}",
    f"registered with the|us {_FDA}",
    f"{_VOUCHING} by|with the|us food and drug administration",
    f"{_VOUCHING} by|with the u s food and drug administration",
    "food and drug administration approved|registered|certified|approval",
    f"{_FDA} has|have approved|certified|endorsed|cleared|reviewed",
    f"reviewed|evaluated by the {_FDA} and",
)
"""FDA named as if it vouched."""

_HARM = "destroy|steal|rob|ruin|kill|cripple"
_GAPS = ("_", "_ _", "_ _ _")
FEAR = Phrases(
    "before it's|its too late",
    "before it is too late",
    "silent killer|thief|epidemic",
    "ticking time bomb",
    "time bomb",
    *(f"{lead} let {gap} {_HARM}" for lead in ("don't", "do not") for gap in _GAPS),
    "don't wait until|till|for",
    "do not wait until|till",
    "is|are crumbling|rotting|wasting",
    "you could|may|might be next",
    "could|may be killing you",
    "is|are killing you",
    "doctors won't|don't|never tell|want",
    "big pharma",
    "what they don't want",
    "end up in a wheelchair",
    "end|ending up crippled|disabled|bedridden",
    "your|last only hope",
)
HASTE = Phrases(
    "act now|fast|today",
    "hurry",
    "last|final chance",
    "limited time|supply|stock",
    "while supplies|stocks last",
    "time is running out",
    "running|selling out fast|soon",
    "stock is running|low",
    "only _ left",
    "only a few left",
    "order before midnight|tonight",
    "today only",
)
"""Hurry, which presses where an illness is spoken of."""

REPORTERS = Phrases(
    "customers|users|reviewers|readers|clients|buyers|patients say|tell|report|swear|write|rave",
    "customer|user|reviewer|reader|client|buyer|patient says|told|reports|swears|writes|wrote|said",
    "customers|users|reviewers|readers|clients|buyers|patients have told|reported|written|said",
    "customers|users|reviewers|readers|clients|buyers told|reported|wrote|said",
    "one happy|satisfied|of our",
)
_BETTER = (
    "gone|better|cured|healed|history|cleared|clear|reversed|manageable|improved|over|down|"
    "undetectable"
)
OUTCOMES = Phrases(
    f"is|are|was|were|has|have|had|been|got|feels|feel|became {_BETTER}",
    f"is|are|was|were|has|have|been|got|feels|feel now|completely|almost|finally|much {_BETTER}",
    f"has|have been|completely|finally|almost {_BETTER}|disappeared|vanished",
    "has|have completely|finally|almost|all disappeared|vanished|gone",
    "is|are|now|back completely|now|to normal",
    "a thing of the past",
    "but no more",
    "threw|thrown|throw away|out my|her|his",
    "it|this|that|they works|worked|work",
    "disappeared",
    "vanished",
    "went|goes|gone away",
    "goes|went into remission",
    "in remission",
    "cleared|clears|cleaned up|my|her|his",
    "cured|healed|reversed|fixed|eliminated|stopped|relieved|eased|ended|beat|conquered",
    "got|get|getting rid of",
    "no longer have|need|suffer|take|take|get|has|needs|suffers|takes",
    "stopped|quit taking|having|getting|using|needing",
    "off my|her|his|all|the medication|medications|medicine|meds|pills|insulin|statin|drugs",
    "haven't|hasn't|not had a|any|another|one",
    "never came|come|returned",
    "came|come back normal|clean|clear",
    "dropped|fell|decreased|improved|lowered|shrank|shrunk|subsided|plummeted",
    "went|gone|down from|to|by",
    "pain|symptom|migraine|seizure free",
    "saved my|her|his",
    "changed my|her|his life",
    "without pain|symptoms",
    "helped|helps|helping|relief|works|worked wonders|wonderfully",
    "helped|helps with|my|her|his|me",
    "worked|works for my|me|her|his",
    "relief from|for|of",
    "cleared|clears in|within|after",
    "under control",
    "now normal",
    "returned to normal",
    "started|began taking|using",
    "since|when taking|using",
    "dried up",
    "fell off",
    "did|done|does|worked wonders|miracles",
    "doctor|doctors is|are|was|were amazed|astonished|surprised|speechless",
    "able to stop|quit|reduce|skip",
    "no longer has|have|had to",
    "off my|her|his|the medication|medicine|meds|pills|drugs",
)
"""What became of an illness."""

KEEPING_VERBS = frozenset(
    """support supports supporting maintain maintains maintaining promote promotes promoting help
    helps encourage encourages ensure ensures for keep keeps sustain sustains balance balances
    manage manages regulate regulates optimize optimizes""".split()
)
HEALTHY_STATES = frozenset(
    "healthy normal balanced optimal stable steady ideal good proper".split()
)
KEPT_MARKERS = Phrases(
    "blood pressure|sugar|glucose|cholesterol|lipid|lipids|fat|fats",
    "cholesterol",
    "ldl",
    "triglyceride|triglycerides",
    "glucose level|levels|metabolism|balance",
    "a1c",
    "insulin level|levels|sensitivity|function",
    "uric acid",
    "homocysteine",
)
WITHIN_RANGE = Phrases(
    "already",
    "within|in the normal|healthy|reference range|limits",
    "within|in normal|healthy range|limits|ranges",
)
"""How a marker is said to be kept healthy, and of whom that may be said."""

FIRST_PERSON = frozenset({"i", "my", "me", "i'm", "i've", "i'd", "myself", "mine"})
THIRD_PERSON = frozenset({"he", "she", "his", "her", "him", "their", "they", "our", "we"})

OFFERED = Phrases(
    "our|this|these|the product|supplement|formula|capsule|capsules|tablet|tablets|blend|drops|tea|"
    "gummies|powder|oil|tincture|brand contains|contain|provides|provide|delivers|has|have|"
    "includes|combines|features|uses",
    "each|every|one capsule|tablet|serving|gummy|drop|dose|scoop contains|provides|delivers|has|"
    "holds",
    "formulated|made|enriched|infused|fortified|packed|boosted|powered with|by",
    "we add|added|use|put|include",
    "try|buy|order|choose our|this|these",
    "it contains|provides|delivers|includes",
    "with added|natural|pure|real",
    "shop our|for|all",
)
FREE = Phrases("free of|from", "_ free", "does not contain", "contains no", "without", "no added")
"""What offers an ingredient as content, and what says that it is not in."""
