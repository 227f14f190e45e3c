"""Giving a manuscript the keys of this library."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from health_content.affiliates.programs import PROGRAMS
from health_content.bibliography import parse_record
from health_content.importing.citations import with_library_keys
from health_content.library.cautions import Caution
from health_content.library.duplicates import twins_of
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.references import Reference, fingerprint_of
from health_content.library.shipped_cautions import load_cautions
from health_content.manuscript import (
    CallToAction,
    DoseUnit,
    DoseWeight,
    Manuscript,
    Node,
    PaidLinkTarget,
    ProductCard,
    ResearchNote,
    descendants,
)
from health_content.manuscript import Caution as CautionNode
from health_content.manuscript import Reference as ReferenceNode
from health_content.readers import Remark, RemarkKind

# "100 mg (elemental)", as a product card says it; never more than the column holds.
_AMOUNT = re.compile(
    rf"([0-9]{{1,8}}(?:\.[0-9]{{1,4}})?) ({'|'.join(unit.value for unit in DoseUnit)})"
    rf"(?: \(({'|'.join(weight.value for weight in DoseWeight)})\))?",
    re.ASCII,
)


_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")


def bind_library(manuscript: Manuscript, told: list[Remark] | None = None) -> Manuscript:
    """The manuscript with this library's keys, whatever keys it came with.

    A reference is found by its citation, a product by its brand and name, a paid link by
    its program and address, a caution by its key; what the library lacks is added. A caution
    that does not ship is added as unverified: readers do not get it on the word of a file. A
    research note and a citation in a text name their reference by the entry's id or key within
    the manuscript. ``told`` gets a remark for each new reference with whose identifier the
    library has another entry, and for each citation of what the manuscript does not list.
    """
    nodes = list(descendants(manuscript.body))
    told = [] if told is None else told
    references = _references([node for node in nodes if isinstance(node, ReferenceNode)], told)
    cited = {
        name: references[fingerprint_of(node.citation)]
        for node in nodes
        if isinstance(node, ReferenceNode)
        for name in (node.id, node.key)
        if name
    }
    offers = [node for node in nodes if isinstance(node, CallToAction | ProductCard)]
    products = {
        (node.brand, node.name): _product_key(node)
        for node in offers
        if isinstance(node, ProductCard) and node.name
    }

    def product_of(node: CallToAction | ProductCard) -> str:
        return products.get((node.brand, node.name), "") if isinstance(node, ProductCard) else ""

    # Cards first: a link that is new then knows its product, whoever else uses it.
    offers.sort(key=lambda node: not isinstance(node, ProductCard))
    links: dict[str, str] = {}
    for node in offers:
        if node.link.url and node.link.url not in links:
            links[node.link.url] = _paid_link_key(node.link, product_of(node))
        if node.link.program:
            _program(node.link.program)

    cautions = _cautions([node for node in nodes if isinstance(node, CautionNode)])

    def bound(node: Node) -> Node:
        if isinstance(node, CautionNode):
            return dataclasses.replace(node, caution=cautions.get(id(node), ""))
        if isinstance(node, ReferenceNode):
            return dataclasses.replace(node, key=references[fingerprint_of(node.citation)])
        if isinstance(node, CallToAction | ProductCard):
            link = dataclasses.replace(node.link, key=links.get(node.link.url, ""))
            if isinstance(node, ProductCard):
                return dataclasses.replace(node, link=link, product=product_of(node))
            return dataclasses.replace(node, link=link)
        if isinstance(node, ResearchNote):
            return dataclasses.replace(node, reference=cited.get(node.reference, ""))
        changes = {}
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if isinstance(value, tuple):
                changes[item.name] = tuple(
                    bound(member) if isinstance(member, Node) else member for member in value
                )
        return dataclasses.replace(node, **changes) if changes else node  # type: ignore[arg-type]

    anew = dataclasses.replace(manuscript, body=tuple(bound(node) for node in manuscript.body))
    return with_library_keys(anew, cited, told)


def _references(nodes: list[ReferenceNode], told: list[Remark]) -> dict[str, str]:
    """The library's keys of references, by the fingerprints of their citations."""
    wanted = {fingerprint_of(node.citation): node for node in nodes}
    keys = {
        row.fingerprint: str(row.pk) for row in Reference.objects.filter(fingerprint__in=wanted)
    }
    for fingerprint, node in wanted.items():
        if fingerprint not in keys:
            row = _reference(node)
            told.extend(_same_identifier(row))
            row.save()
            keys[fingerprint] = str(row.pk)
    return keys


def _reference(node: ReferenceNode) -> Reference:
    """A new entry as it is cited, its fields as the program reads them."""
    read = parse_record(node.citation)
    url = _valid_address(Reference, node.url)
    row = Reference(citation=node.citation)
    row.take_fields(
        dataclasses.replace(
            read,
            title=node.title or read.title,
            doi=node.doi or read.doi,
            pmid=node.pmid or read.pmid,
            pmcid=node.pmcid or read.pmcid,
            url=url,
        ),
        Reference.FieldsFrom.READING,
    )
    return row


def _same_identifier(row: Reference) -> list[Remark]:
    """A remark where the library has another entry with an identifier of this one.

    Which of the two is wrong nobody knows, so neither takes the other's place.
    """
    bare = dataclasses.replace(row.cited_record(), title="")
    others = [twin.reference for twin in twins_of(bare)]
    if not others:
        return []
    message = gettext(
        "The library has another entry with the same identifier: “%(entry)s”. Look which of them "
        "is right; if they are one work, merge them."
    )
    told = message % {"entry": others[0]}
    return [Remark(RemarkKind.GUESSED, told, text=row.citation)]


def _cautions(nodes: list[CautionNode]) -> dict[int, str]:
    """The library's keys of cautions, by the nodes' identities."""
    if nodes:
        load_cautions({node.caution for node in nodes})
    found = {}
    for node in nodes:
        known = Caution.objects.filter(key=node.caution).first() if node.caution else None
        if known is None and node.who:
            known = _unverified(node)
        found[id(node)] = known.key if known else ""
    return found


def _unverified(node: CautionNode) -> Caution:
    return Caution.objects.create(
        key=node.caution if _SLUG.fullmatch(node.caution) else "",
        nutrient=node.nutrient[:40],
        who=node.who[:200],
        effect=node.effect[:300],
        advice=node.advice,
        keep=node.keep[:300],
        call=node.call,
        source=node.source[:300],
        source_url=_valid_address(Caution, node.source_url, "source_url"),
    )


def _program(key: str) -> AffiliateProgram | None:
    """The library's program, added from the shipped ones where the library lacks it."""
    found = AffiliateProgram.objects.filter(key=key).first()
    if found is not None:
        return found
    for terms in PROGRAMS:
        if terms.key == key and not terms.is_template:
            program = AffiliateProgram.from_terms(terms)
            program.save()
            return program
    return None


def _paid_link_key(target: PaidLinkTarget, product: str) -> str:
    program = _program(target.program)
    if program is None or not _valid_address(PaidLink, target.url):
        return ""
    link = PaidLink.objects.filter(program=program, url=target.url).first()
    if link is None:
        link = PaidLink.objects.create(
            program=program,
            url=target.url,
            market=target.market[:2],
            product_id=int(product) if product else None,
        )
    return str(link.pk)


def _product_key(card: ProductCard) -> str:
    brand, name = _fitting("brand", card.brand), _fitting("name", card.name)
    found = Product.objects.filter(brand__iexact=brand, name__iexact=name).first()
    if found is None:
        amount = _AMOUNT.fullmatch(card.amount)
        found = Product.objects.create(
            brand=brand,
            name=name,
            form=_fitting("form", card.form),
            nutrient=_fitting("nutrient", card.nutrient),
            compound=_fitting("compound", card.compound),
            amount_per_serving=Decimal(amount[1]) if amount else None,
            amount_unit=amount[2] if amount else "",
            amount_weight=(amount and amount[3]) or DoseWeight.UNDECIDED.value,
            serving_size=_fitting("serving_size", card.serving),
            servings_per_day=card.dose.times_per_day,
            certifications=[part for part in card.certifications.split("; ") if part],
        )
    return str(found.pk)


def _fitting(field: str, text: str) -> str:
    """As much of a text as the product's field takes."""
    column: Any = Product._meta.get_field(field)
    return " ".join(text.split())[: column.max_length]


def _valid_address(model: Any, address: str, field: str = "url") -> str:
    """The address, or nothing where the model's field does not take it."""
    try:
        return str(model._meta.get_field(field).clean(address, None))
    except ValidationError:
        return ""
