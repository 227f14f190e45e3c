"""Works for the local PubMed and Crossref: facts of real ones, and made-up ones under 10.5555."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

SEED = (
    {
        "pmid": "35277037",
        "pmcid": "PMC8838086",
        "doi": "10.3390/nu14030679",
        "authors": ["Veronese N", "Pizzol D", "Smith L", "Dominguez LJ", "Barbagallo M"],
        "title": "Effect of Magnesium Supplementation on Inflammatory Parameters: A Meta-Analysis "
        "of Randomized Controlled Trials",
        "journal": "Nutrients",
        "year": 2022,
        "volume": "14",
        "issue": "3",
        "pages": "679",
    },
    {
        "pmid": "34666201",
        "doi": "10.1016/j.bone.2021.116233",
        "authors": [
            "Groenendijk I",
            "van Delft M",
            "Versloot P",
            "van Loon LJC",
            "de Groot LCPGM",
        ],
        "title": "Impact of magnesium on bone health in older adults: A systematic review and "
        "meta-analysis",
        "journal": "Bone",
        "year": 2022,
        "volume": "154",
        "pages": "116233",
    },
    {
        "pmid": "29480918",
        "doi": "10.7556/jaoa.2018.037",
        "authors": ["Uwitonze AM", "Razzaque MS"],
        "title": "Role of Magnesium in Vitamin D Activation and Function",
        "journal": "J Am Osteopath Assoc",
        "year": 2018,
        "volume": "118",
        "issue": "3",
        "pages": "181-189",
    },
)
"""What the identifiers of the article lead to that this project began with, as public records say.

PMID 28760336, which it cites too, leads to nothing.
"""

RETRACTED = {
    "pmid": "990000001",
    "doi": "10.5555/taken-back",
    "authors": ["Ekberg A", "Lindqvist B"],
    "title": "Minerals and the strength of bones in a made-up trial",
    "journal": "Journal of Made-up Medicine",
    "year": 2019,
    "volume": "7",
    "issue": "2",
    "pages": "11-19",
    "types": ["Randomized Controlled Trial", "Retracted Publication"],
    "corrections": [
        ("ErratumIn", "990000002", "J Madeup Med. 2020 Jan 5;8(1):3. doi: 10.5555/corrected."),
        ("RetractionIn", "990000003", "J Madeup Med. 2021 Mar;9(3):1. doi: 10.5555/retraction."),
    ],
    "updated-by": [
        ("correction", "10.5555/corrected", [2020, 1, 5]),
        ("retraction", "10.5555/retraction", [2021, 3, 4]),
    ],
}
CURRENT = {
    "pmid": "990000010",
    "doi": "10.5555/stands",
    "authors": ["Berg C"],
    "title": "A made-up cohort that stands",
    "journal": "Journal of Made-up Medicine",
    "year": 2021,
    "volume": "9",
    "pages": "1-8",
}
CONCERN = {
    "doi": "10.5555/concern",
    "authors": ["Dahl E"],
    "title": "A made-up study under suspicion",
    "journal": "Journal of Made-up Medicine",
    "year": 2018,
    "updated-by": [("expression_of_concern", "10.5555/doubts", [2022, 6])],
}
WORKS: tuple[dict[str, Any], ...] = (*SEED, RETRACTED, CURRENT, CONCERN)


def article(work: dict[str, Any]) -> str:
    """A work as PubMed says it."""
    authors = "".join(
        f"<Author ValidYN='Y'><LastName>{escape(family)}</LastName>"
        f"<ForeName>{given}</ForeName><Initials>{given}</Initials></Author>"
        for family, _, given in (name.rpartition(" ") for name in work["authors"])
    )
    types = "".join(
        f"<PublicationType>{name}</PublicationType>"
        for name in ("Journal Article", *work.get("types", ()))
    )
    corrections = "".join(
        f"<CommentsCorrections RefType={quoteattr(kind)}><RefSource>{escape(source)}</RefSource>"
        f"<PMID>{pmid}</PMID></CommentsCorrections>"
        for kind, pmid, source in work.get("corrections", ())
    )
    ids = {"pubmed": work["pmid"], "doi": work.get("doi"), "pmc": work.get("pmcid")}
    listed = "".join(
        f"<ArticleId IdType='{kind}'>{escape(value)}</ArticleId>"
        for kind, value in ids.items()
        if value
    )
    journal = escape(work["journal"])
    return (
        f"<PubmedArticle><MedlineCitation><PMID Version='1'>{work['pmid']}</PMID><Article>"
        f"<Journal><JournalIssue><Volume>{work.get('volume', '')}</Volume>"
        f"<Issue>{work.get('issue', '')}</Issue><PubDate><Year>{work['year']}</Year></PubDate>"
        f"</JournalIssue><Title>{journal}</Title><ISOAbbreviation>{journal}</ISOAbbreviation>"
        f"</Journal><ArticleTitle>{escape(work['title'])}.</ArticleTitle>"
        f"<Pagination><MedlinePgn>{work.get('pages', '')}</MedlinePgn></Pagination>"
        f"<AuthorList CompleteYN='Y'>{authors}</AuthorList>"
        f"<PublicationTypeList>{types}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{corrections}</CommentsCorrectionsList></MedlineCitation>"
        f"<PubmedData><ArticleIdList>{listed}</ArticleIdList></PubmedData></PubmedArticle>"
    )


def message(work: dict[str, Any]) -> dict[str, Any]:
    """A work as Crossref says it."""
    told: dict[str, Any] = {
        "DOI": work["doi"],
        "type": work.get("type", "journal-article"),
        "title": [work["title"]],
        "container-title": [work["journal"]],
        "author": [
            {"family": family, "given": given}
            for family, _, given in (name.rpartition(" ") for name in work["authors"])
        ],
        "issued": {"date-parts": [[work["year"]]]},
        "updated-by": [
            {"type": kind, "DOI": doi, "updated": {"date-parts": [parts]}}
            for kind, doi, parts in work.get("updated-by", ())
        ],
    }
    told |= {
        theirs: work[ours]
        for ours, theirs in (("volume", "volume"), ("issue", "issue"), ("pages", "page"))
        if ours in work
    }
    return told


def recorded_articles(folder: Path) -> dict[str, str]:
    """PubMed's records of a folder of answers, by PubMed ID."""
    found = {}
    for path in sorted([*folder.glob("pubmed/*.xml"), *folder.glob("retraction/pubmed*.xml")]):
        text = re.sub(r"<!DOCTYPE[^>]*>", "", path.read_text("utf-8"))
        for element in ElementTree.fromstring(text).findall("PubmedArticle"):  # noqa: S314
            pmid = element.findtext("MedlineCitation/PMID") or ""
            found[pmid] = ElementTree.tostring(element, "unicode")
    return found


def recorded_messages(folder: Path) -> dict[str, dict[str, Any]]:
    """Crossref's records of a folder of answers, by DOI."""
    found = {}
    paths = [*folder.glob("crossref/*work*.json"), *folder.glob("retraction/crossref_works*.json")]
    for path in sorted(paths):
        told = json.loads(path.read_text("utf-8"))["message"]
        for item in told.get("items", [told]) if isinstance(told, dict) else ():
            found[item["DOI"].lower()] = item
    return found
