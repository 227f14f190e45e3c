"""The ``HEALTH_CONTENT`` setting. Nothing else in the package reads Django's settings.

The whole setting, with its defaults::

    HEALTH_CONTENT = {
        # Make a served page type without HealthPageMixin an error instead of a warning.
        "STRICT": False,
        # Blocks a site adds to every article body: name -> dotted path of a Block class.
        "BODY_BLOCKS": {},
        # Files larger than this many bytes are refused by imports.
        "IMPORT_MAX_BYTES": 10_000_000,
        # How articles are judged. RULES: code -> "blocking", "needs-reason", "advice" or
        # "off"; locked rules and those that find disease claims can only be raised.
        # THRESHOLDS: NEAR_OFFER_BLOCKS (3), REVIEW_MONTHS (12); MODE: "enforce" or "report",
        # which lets everything go live with its findings on record. A policy that was
        # switched on in the admin takes the place of all four.
        "COMPLIANCE": {"MODE": "enforce", "MARKETS": ["US"], "RULES": {}, "THRESHOLDS": {}},
        # How many days manage.py prune_records leaves records of the ledger; None: for ever.
        # LEGAL_HOLD: True keeps them all. Reviews, publications and imports are always kept.
        "RECORDS": {"RETENTION_DAYS": None, "LEGAL_HOLD": False},
        # Codes of rules whose waivers need a second person, besides those that always do:
        # locked rules, and claims about disease where the page sells.
        "SECOND_PERSON": [],
        # The request header in which a CDN says the reader's country by two letters, such as
        # "CF-IPCountry". Offers then lead to a shop there, where a product has a link for it, and
        # caches are told with Vary. Name one only where the CDN sets it on every request.
        "COUNTRY_HEADER": "",
        # Clicks on paid links. COUNT: False counts none. RETENTION_DAYS: how long counts are
        # kept. SMALLEST_SHOWN: smaller counts are shown as "under 5".
        "CLICKS": {"COUNT": True, "RETENTION_DAYS": 400, "SMALLEST_SHOWN": 5},
        # Vettings of products. REQUIRED: True hides the calls to action of products whose newest
        # vetting failed, is overdue or was never made. MONTHS: when one is due again.
        "VETTING": {"REQUIRED": False, "MONTHS": 12},
        # The check of paid links. A link is looked at every INTERVAL_DAYS, after a bad look in
        # RETRY_HOURS, then in twice as many, and so on; after FAILURES bad looks in a row readers
        # do not get it. A host is asked once in HOST_DELAY_SECONDS, HOSTS_AT_ONCE together. A run
        # ends after RUN_MINUTES, a request after TOTAL_SECONDS or MAX_BYTES. DIGEST: who is
        # written to, those with the right to "view" or to "change" the health of links; "": nobody.
        "LINK_CHECKS": {
            "INTERVAL_DAYS": 7,
            "RETRY_HOURS": 6,
            "FAILURES": 3,
            "HOST_DELAY_SECONDS": 2,
            "HOSTS_AT_ONCE": 4,
            "RUN_MINUTES": 60,
            "CONNECT_SECONDS": 10,
            "READ_SECONDS": 15,
            "TOTAL_SECONDS": 40,
            "MAX_BYTES": 400_000,
            "DIGEST": "change",
        },
        # References. STYLE: "ama", "vancouver" or "apa". LOOK_UP: False asks nobody. CONTACT: the
        # address of e-mail by which PubMed and Crossref may complain; NCBI_API_KEY allows more
        # requests. The three addresses may name mirrors; a mirror inside one's own network needs
        # its network in ALLOW ("10.1.2.0/24"). A reference's status is asked for every
        # INTERVAL_DAYS, in runs of RUN_MINUTES at most. SUSPEND: which statuses ("retracted",
        # "withdrawn", "concern") hide the calls to action of pages that cite. DIGEST: who is
        # written to, those with the right to "view" or to "change" references; "": nobody.
        "REFERENCES": {
            "STYLE": "ama",
            "LOOK_UP": True,
            "CONTACT": "",
            "NCBI_API_KEY": "",
            "PUBMED_URL": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
            "IDCONV_URL": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/",
            "CROSSREF_URL": "https://api.crossref.org/",
            "ALLOW": [],
            "INTERVAL_DAYS": 7,
            "RUN_MINUTES": 60,
            "SUSPEND": [],
            "DIGEST": "change",
        },
    }
"""

from __future__ import annotations

import ipaddress
import re
from typing import Any

import swapper
from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.images import get_image_model_string

SETTING = "HEALTH_CONTENT"

USER_MODEL: str = settings.AUTH_USER_MODEL
PAGE_MODEL: str = swapper.get_model_name("wagtailcore", "Page")
IMAGE_MODEL: str = get_image_model_string()

DEFAULTS: dict[str, Any] = {
    "STRICT": False,
    "BODY_BLOCKS": {},
    "IMPORT_MAX_BYTES": 10_000_000,
    "COMPLIANCE": {"MODE": "enforce", "MARKETS": ["US"], "RULES": {}, "THRESHOLDS": {}},
    "RECORDS": {"RETENTION_DAYS": None, "LEGAL_HOLD": False},
    "SECOND_PERSON": [],
    "COUNTRY_HEADER": "",
    "CLICKS": {"COUNT": True, "RETENTION_DAYS": 400, "SMALLEST_SHOWN": 5},
    "VETTING": {"REQUIRED": False, "MONTHS": 12},
    "LINK_CHECKS": {
        "INTERVAL_DAYS": 7,
        "RETRY_HOURS": 6,
        "FAILURES": 3,
        "HOST_DELAY_SECONDS": 2,
        "HOSTS_AT_ONCE": 4,
        "RUN_MINUTES": 60,
        "CONNECT_SECONDS": 10,
        "READ_SECONDS": 15,
        "TOTAL_SECONDS": 40,
        "MAX_BYTES": 400_000,
        "DIGEST": "change",
    },
    "REFERENCES": {
        "STYLE": "ama",
        "LOOK_UP": True,
        "CONTACT": "",
        "NCBI_API_KEY": "",
        "PUBMED_URL": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
        "IDCONV_URL": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/",
        "CROSSREF_URL": "https://api.crossref.org/",
        "ALLOW": [],
        "INTERVAL_DAYS": 7,
        "RUN_MINUTES": 60,
        "SUSPEND": [],
        "DIGEST": "change",
    },
}


def value_of(key: str) -> Any:
    """The site's value for ``key``, else the default. Raises ``KeyError`` for others."""
    default = DEFAULTS[key]
    given = getattr(settings, SETTING, {})
    return given.get(key, default) if isinstance(given, dict) else default


def single_language() -> str:
    """The code of the only language of a site, empty where it has several."""
    return "" if getattr(settings, "WAGTAIL_I18N_ENABLED", False) else settings.LANGUAGE_CODE


def default_language() -> str:
    """The code of the language a site speaks where nothing else is said."""
    return str(settings.LANGUAGE_CODE)


def site_name() -> str:
    """What the site calls itself before others; empty where it does not say."""
    return str(getattr(settings, "WAGTAIL_SITE_NAME", "") or "")


def site_address() -> str:
    """The site's address as its admin knows it; empty where it does not say."""
    return str(getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "")


def is_strict() -> bool:
    """Whether a page type without the mixin is an error."""
    return bool(value_of("STRICT"))


def import_max_bytes() -> int:
    """The largest file, in bytes, that an import reads."""
    return int(value_of("IMPORT_MAX_BYTES"))


def compliance() -> dict[str, Any]:
    """How articles are judged: the site's keys, and the defaults for those it leaves out.

    :func:`health_content.assessment.policy` makes a policy of it.
    """
    return {**DEFAULTS["COMPLIANCE"], **value_of("COMPLIANCE")}


def records() -> dict[str, Any]:
    """How long records are kept: ``RETENTION_DAYS`` and ``LEGAL_HOLD``."""
    return {**DEFAULTS["RECORDS"], **value_of("RECORDS")}


def clicks() -> dict[str, Any]:
    """Whether clicks are counted, how long, and from which number on they are shown."""
    return {**DEFAULTS["CLICKS"], **value_of("CLICKS")}


def vetting() -> dict[str, Any]:
    """Whether products must be vetted before readers are sent to buy them, and how often."""
    return {**DEFAULTS["VETTING"], **value_of("VETTING")}


def link_checks() -> dict[str, Any]:
    """How paid links are checked: the site's keys, and the defaults for those it leaves out."""
    return {**DEFAULTS["LINK_CHECKS"], **value_of("LINK_CHECKS")}


def references() -> dict[str, Any]:
    """How references are printed, looked up and checked: the site's keys, else the defaults."""
    return {**DEFAULTS["REFERENCES"], **value_of("REFERENCES")}


def country_header() -> str:
    """The request header that says the reader's country; empty where none is asked."""
    return str(value_of("COUNTRY_HEADER"))


def second_person_codes() -> tuple[str, ...]:
    """Codes of rules whose waivers need a second person by this site's own wish."""
    return tuple(value_of("SECOND_PERSON"))


def extra_body_blocks() -> list[tuple[str, Any]]:
    """The site's own blocks as ``(name, block instance)``, in the order given.

    Raises ``ImportError`` when a path does not lead anywhere.
    """
    return [(name, import_string(path)()) for name, path in value_of("BODY_BLOCKS").items()]


def problems() -> list[str]:
    """What is wrong with the setting, a sentence each; empty when all is well."""
    given = getattr(settings, SETTING, {})
    if not isinstance(given, dict):
        return [f"{SETTING} is a {type(given).__name__}, not a dictionary."]
    found = [
        f"{SETTING} has no key {key!r}. Known keys: {', '.join(DEFAULTS)}."
        for key in given
        if key not in DEFAULTS
    ]
    found += [
        f"{SETTING}[{key!r}] is a {type(given[key]).__name__}, not a {type(default).__name__}."
        for key, default in DEFAULTS.items()
        if key in given and type(given[key]) is not type(default)
    ]
    return found or [
        *_problems_of_records(),
        *_problems_of_clicks(),
        *_problems_of_vetting(),
        *_problems_of_link_checks(),
        *_problems_of_references(),
    ]


def _problems_of_records() -> list[str]:
    found = [
        f"{SETTING}['RECORDS'] has no key {key!r}."
        for key in value_of("RECORDS")
        if key not in DEFAULTS["RECORDS"]
    ]
    days = records()["RETENTION_DAYS"]
    if days is not None and (type(days) is not int or days < 1):
        found.append(f"{SETTING}['RECORDS']['RETENTION_DAYS'] is a whole number of days, or None.")
    if type(records()["LEGAL_HOLD"]) is not bool:
        found.append(f"{SETTING}['RECORDS']['LEGAL_HOLD'] is True or False.")
    return found


def _problems_of_clicks() -> list[str]:
    found = [
        f"{SETTING}['CLICKS'] has no key {key!r}."
        for key in value_of("CLICKS")
        if key not in DEFAULTS["CLICKS"]
    ]
    given = clicks()
    if type(given["COUNT"]) is not bool:
        found.append(f"{SETTING}['CLICKS']['COUNT'] is True or False.")
    days, smallest = given["RETENTION_DAYS"], given["SMALLEST_SHOWN"]
    if days is not None and (type(days) is not int or days < 1):
        found.append(f"{SETTING}['CLICKS']['RETENTION_DAYS'] is a whole number of days, or None.")
    if type(smallest) is not int or smallest < 1:
        found.append(f"{SETTING}['CLICKS']['SMALLEST_SHOWN'] is a whole number from 1.")
    return found


def _problems_of_vetting() -> list[str]:
    found = [
        f"{SETTING}['VETTING'] has no key {key!r}."
        for key in value_of("VETTING")
        if key not in DEFAULTS["VETTING"]
    ]
    if type(vetting()["REQUIRED"]) is not bool:
        found.append(f"{SETTING}['VETTING']['REQUIRED'] is True or False.")
    months = vetting()["MONTHS"]
    if type(months) is not int or months < 1:
        found.append(f"{SETTING}['VETTING']['MONTHS'] is a whole number from 1.")
    return found


def _problems_of_link_checks() -> list[str]:
    where = f"{SETTING}['LINK_CHECKS']"
    known = DEFAULTS["LINK_CHECKS"]
    found = [f"{where} has no key {key!r}." for key in value_of("LINK_CHECKS") if key not in known]
    given = link_checks()
    if given["DIGEST"] not in ("", "view", "change"):
        found.append(f"{where}['DIGEST'] is 'view', 'change' or '' for nobody.")
    if type(given["FAILURES"]) is not int or given["FAILURES"] < 2:
        found.append(f"{where}['FAILURES'] is a whole number from 2: one bad look proves nothing.")
    for key in sorted(set(known) - {"DIGEST", "FAILURES"}):
        least = 0 if key == "HOST_DELAY_SECONDS" else 1
        if not isinstance(given[key], int | float) or given[key] < least:
            found.append(f"{where}[{key!r}] is a number from {least}.")
    return found


def _problems_of_references() -> list[str]:
    where = f"{SETTING}['REFERENCES']"
    known = DEFAULTS["REFERENCES"]
    found = [f"{where} has no key {key!r}." for key in value_of("REFERENCES") if key not in known]
    given = references()
    if given["STYLE"] not in ("ama", "vancouver", "apa"):
        found.append(f"{where}['STYLE'] is 'ama', 'vancouver' or 'apa'.")
    if type(given["LOOK_UP"]) is not bool:
        found.append(f"{where}['LOOK_UP'] is True or False.")
    if given["DIGEST"] not in ("", "view", "change"):
        found.append(f"{where}['DIGEST'] is 'view', 'change' or '' for nobody.")
    if given["CONTACT"] and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", str(given["CONTACT"])):
        found.append(f"{where}['CONTACT'] is an address of e-mail, or ''.")
    if not re.fullmatch(r"[\w-]*", str(given["NCBI_API_KEY"]), re.ASCII):
        found.append(f"{where}['NCBI_API_KEY'] is a key of letters and digits, or ''.")
    found += [
        f"{where}[{key!r}] is an address with http:// or https://, without a query."
        for key in ("PUBMED_URL", "IDCONV_URL", "CROSSREF_URL")
        if not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", str(given[key]))
    ]
    found += [
        f"{where}[{key!r}] is a number from 1."
        for key in ("INTERVAL_DAYS", "RUN_MINUTES")
        if type(given[key]) not in (int, float) or given[key] < 1
    ]
    allowed, suspending = given["ALLOW"], given["SUSPEND"]
    if not isinstance(allowed, list | tuple) or not all(map(_is_network, allowed)):
        found.append(f"{where}['ALLOW'] is a list of networks such as '10.1.2.0/24'.")
    if not isinstance(suspending, list | tuple) or set(map(str, suspending)) - _SUSPENDING:
        found.append(f"{where}['SUSPEND'] is a list of {', '.join(sorted(_SUSPENDING))}.")
    return found


_SUSPENDING = {"retracted", "withdrawn", "concern"}


def _is_network(text: object) -> bool:
    try:
        return bool(ipaddress.ip_network(str(text)))
    except ValueError:
        return False
