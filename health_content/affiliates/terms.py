"""The shape of an affiliate program's terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from health_content.statutory import FixedText


class Certainty(StrEnum):
    """How sure a fact about a program is."""

    READ = "read"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Source:
    """Where terms were read, when, and how sure that makes them."""

    title: str
    url: str = ""
    read_on: date | None = None
    certainty: Certainty = Certainty.UNVERIFIED


@dataclass(frozen=True, slots=True)
class ProgramMarket:
    """A program in one market.

    ``market`` says whose law and shop it is ("US", "UK", "DE" ...); ``hosts`` are the
    shop's domains, subdomains included; ``tag`` is our own partner tag there, empty
    until a site sets it.
    """

    market: str
    hosts: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Identification:
    """The sentence a program wants its partners to identify themselves with.

    An empty ``market`` stands for every market that has no sentence of its own.
    """

    text: FixedText
    market: str = ""

    @property
    def language(self) -> str:
        return self.text.language


@dataclass(frozen=True, slots=True)
class ProgramTerms:
    """What an affiliate program demands and permits.

    Three-valued terms are ``True``, ``False`` or ``None`` for unknown, and unknown is
    never permission: ask :meth:`permits` rather than the field.

    * ``key`` is empty where a merchant is known by name and no terms are.
    * ``merchant`` is the name a reader knows ("Amazon").
    * ``shorteners`` are hosts whose addresses lead to the merchant.
    * ``product_patterns`` are expressions over an address's path whose first group is
      the product's id.
    * ``channels`` are the outward forms (values of ``edition.Channel``) in which paid
      links of this program may appear; what is not listed is not allowed.
    * ``prices_allowed``, ``ratings_allowed`` and ``merchant_images_allowed`` are about
      what an editor puts in by hand. ``price_max_age_hours`` and ``image_max_age_hours``
      bound what comes through the program's own interface; ``None`` means unknown.
    * ``referrer_needed``: the program must see from which site a reader came, so no
      ``noreferrer``.
    * ``starts_on`` and ``ends_on`` bound our own contract; ``None`` is open.
    * ``is_template``: to be completed by the site before use.
    """

    key: str
    name: str
    merchant: str = ""
    markets: tuple[ProgramMarket, ...] = ()
    shorteners: tuple[str, ...] = ()
    product_patterns: tuple[str, ...] = ()
    tag_parameter: str = ""
    identifications: tuple[Identification, ...] = ()
    link_label: str = "(paid link)"
    channels: frozenset[str] = frozenset({"web"})
    cloaking_allowed: bool | None = None
    shortening_allowed: bool | None = None
    prices_allowed: bool | None = None
    price_max_age_hours: int | None = None
    price_notice: str = ""
    ratings_allowed: bool | None = None
    merchant_images_allowed: bool | None = None
    image_max_age_hours: int | None = None
    incentives_allowed: bool | None = None
    email_needs_opt_in: bool | None = None
    referrer_needed: bool | None = None
    rel: tuple[str, ...] = ("sponsored", "nofollow", "noopener")
    countries: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    contract_note: str = ""
    contact: str = ""
    sources: tuple[Source, ...] = ()
    is_template: bool = False

    def permits(self, term: str) -> bool:
        """Whether a three-valued term is known to be allowed: ``permits("cloaking_allowed")``.

        Raises ``LookupError`` where ``term`` names no such term.
        """
        if not term.endswith("_allowed") or not hasattr(self, term):
            raise LookupError(f"{term!r} is no term of an affiliate program.")
        return getattr(self, term) is True

    def allows_channel(self, channel: str) -> bool:
        """Whether paid links of this program may appear in an outward form."""
        return channel in self.channels

    def is_in_force(self, day: date) -> bool:
        """Whether our contract covers a day."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )

    def market(self, market: str) -> ProgramMarket | None:
        """The program in one market, if it is there."""
        return next((item for item in self.markets if item.market == market), None)

    def identification(self, market: str = "", language: str = "") -> FixedText | None:
        """The sentence to identify ourselves with.

        A sentence for the market and language comes first, then one for the market,
        then the one for every market: a sentence in another language is better than
        none. ``None`` where the program asks for no sentence that we know of.
        """
        ranked = sorted(
            (item for item in self.identifications if item.market in {market, ""}),
            key=lambda item: (item.market != market, item.language != language),
        )
        return ranked[0].text if ranked else None
