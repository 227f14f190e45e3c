"""Affiliate programs and their rules, as this publisher agreed to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from health_content.affiliates.terms import ProgramMarket, ProgramTerms
from health_content.library.program_shapes import REL, SHAPES, is_sentence, texts_in
from health_content.library.shown import ShownEntry


def fill_emptied(row: models.Model) -> None:
    """Give JSON fields that a form left empty their defaults; they may not be null."""
    for field in row._meta.fields:
        if isinstance(field, models.JSONField) and getattr(row, field.name) is None:
            setattr(row, field.name, field.get_default())


def standard_rel() -> list[str]:
    """What every paid link says to search engines and browsers."""
    return ["sponsored", "nofollow", "noopener"]


class Elsewhere(models.TextChoices):
    """What is left of a paid link in a channel that its program does not allow."""

    NO_LINK = "no-link", _("The words alone")
    NO_TAG = "no-tag", _("A link without our tag")


_SAME_NAME = (
    "cloaking_allowed",
    "contact",
    "contract_note",
    "email_needs_opt_in",
    "ends_on",
    "image_max_age_hours",
    "incentives_allowed",
    "link_label",
    "merchant_images_allowed",
    "price_max_age_hours",
    "price_notice",
    "prices_allowed",
    "ratings_allowed",
    "referrer_needed",
    "shortening_allowed",
    "starts_on",
    "tag_parameter",
)


THREE_VALUED = (
    "cloaking_allowed",
    "shortening_allowed",
    "prices_allowed",
    "ratings_allowed",
    "merchant_images_allowed",
    "incentives_allowed",
    "email_needs_opt_in",
    "referrer_needed",
)
"""Rules that are known to hold, known not to hold, or that nobody looked up."""


class AffiliateProgram(ShownEntry, index.Indexed, models.Model):
    """One program a publisher takes part in.

    The rules are the program's contract as data. ``None`` says that nobody looked a rule
    up; it is not permission.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    merchant = models.CharField(
        _("merchant"), max_length=120, help_text=_("The shop's name as readers know it.")
    )
    hosts = models.JSONField(
        _("hosts"),
        default=dict,
        blank=True,
        help_text=_("Host names by market, for example {“US”: [“www.example.com”]}."),
    )
    shorteners = models.JSONField(
        _("shorteners"),
        default=list,
        blank=True,
        help_text=_("Hosts whose short addresses lead to the merchant."),
    )
    product_patterns = models.JSONField(
        _("product patterns"),
        default=list,
        blank=True,
        help_text=_("Expressions over an address’s path; the first group is the product’s id."),
    )
    tag_parameter = models.CharField(_("tag parameter"), max_length=40, blank=True)
    tags = models.JSONField(
        _("our tags"), default=dict, blank=True, help_text=_("Our tag by market.")
    )
    identification = models.JSONField(
        _("required identification"),
        default=list,
        blank=True,
        help_text=_(
            "Sentences the program makes us show: "
            "[{“market”: “US”, “language”: “en-US”, “text”: “…”}]."
        ),
    )
    link_label = models.CharField(_("link label"), max_length=80, default="(paid link)")
    rel = models.JSONField(_("rel values"), default=standard_rel, blank=True)
    channels = models.JSONField(
        _("allowed channels"),
        default=list,
        blank=True,
        help_text=_("Where its links may appear: web, email, print, feed, api, app, llm."),
    )
    elsewhere = models.CharField(
        _("in other channels"),
        max_length=10,
        choices=Elsewhere.choices,
        default=Elsewhere.NO_LINK,
        help_text=_("What is left of a link where the channel is not allowed."),
    )
    cloaking_allowed = models.BooleanField(_("cloaking allowed"), null=True, blank=True)
    shortening_allowed = models.BooleanField(_("shortening allowed"), null=True, blank=True)
    prices_allowed = models.BooleanField(_("prices allowed"), null=True, blank=True)
    price_max_age_hours = models.PositiveIntegerField(
        _("price: maximum age in hours"), null=True, blank=True
    )
    price_notice = models.TextField(_("notice beside prices"), blank=True)
    ratings_allowed = models.BooleanField(_("ratings allowed"), null=True, blank=True)
    merchant_images_allowed = models.BooleanField(
        _("merchant images allowed"), null=True, blank=True
    )
    image_max_age_hours = models.PositiveIntegerField(
        _("image: maximum age in hours"), null=True, blank=True
    )
    incentives_allowed = models.BooleanField(_("incentives allowed"), null=True, blank=True)
    email_needs_opt_in = models.BooleanField(_("email needs opt-in"), null=True, blank=True)
    referrer_needed = models.BooleanField(_("referrer needed"), null=True, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    contract_note = models.TextField(_("contract note"), blank=True)
    contact = models.CharField(_("contact"), max_length=250, blank=True)

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("merchant"), FieldPanel("key")], heading=_("Name")
        ),
        MultiFieldPanel(
            [FieldPanel("link_label"), FieldPanel("identification"), FieldPanel("rel")],
            heading=_("What readers are told"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hosts"),
                FieldPanel("shorteners"),
                FieldPanel("product_patterns"),
                FieldPanel("tag_parameter"),
                FieldPanel("tags"),
            ],
            heading=_("Links"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("channels"),
                FieldPanel("elsewhere"),
                FieldPanel("cloaking_allowed"),
                FieldPanel("shortening_allowed"),
                FieldPanel("prices_allowed"),
                FieldPanel("price_max_age_hours"),
                FieldPanel("price_notice"),
                FieldPanel("ratings_allowed"),
                FieldPanel("merchant_images_allowed"),
                FieldPanel("image_max_age_hours"),
                FieldPanel("incentives_allowed"),
                FieldPanel("email_needs_opt_in"),
                FieldPanel("referrer_needed"),
            ],
            heading=_("Rules"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("countries"),
                FieldPanel("starts_on"),
                FieldPanel("ends_on"),
                FieldPanel("contract_note"),
                FieldPanel("contact"),
            ],
            heading=_("Contract"),
        ),
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]
    shown_fields: ClassVar = (
        "key",
        "name",
        "merchant",
        "hosts",
        "shorteners",
        "product_patterns",
        "tag_parameter",
        "tags",
        "identification",
        "link_label",
        "rel",
        "channels",
        "elsewhere",
        "countries",
        "starts_on",
        "ends_on",
        "price_notice",
    )
    worded_fields: ClassVar = ("name", "merchant", "identification", "link_label", "price_notice")
    apart_fields: ClassVar = ("identification", "link_label", "price_notice")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name = _("affiliate program")
        verbose_name_plural = _("affiliate programs")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def from_terms(cls, terms: ProgramTerms) -> AffiliateProgram:
        """An unsaved row that says what shipped terms say."""
        return cls(
            key=terms.key,
            name=terms.name,
            merchant=terms.merchant,
            hosts={item.market: list(item.hosts) for item in terms.markets},
            tags={item.market: item.tag for item in terms.markets if item.tag},
            identification=[
                {"market": item.market, "language": item.language, "text": item.text.text}
                for item in terms.identifications
            ],
            shorteners=list(terms.shorteners),
            product_patterns=list(terms.product_patterns),
            channels=sorted(terms.channels),
            rel=list(terms.rel),
            countries=list(terms.countries),
            **{name: getattr(terms, name) for name in _SAME_NAME},
        )

    def terms(self) -> ProgramTerms:
        """What the row says, as plain terms; whatever is stored that has no such shape is left out.

        Sentences are asked for with :meth:`identification_sentences`.
        """
        hosts = self.hosts if isinstance(self.hosts, dict) else {}
        tags = self.tags if isinstance(self.tags, dict) else {}
        markets = tuple(
            ProgramMarket(
                market,
                tuple(host.lower().removeprefix("www.") for host in texts_in(hosts.get(market))),
                tags[market].strip() if isinstance(tags.get(market), str) else "",
            )
            for market in {**hosts, **tags}
        )
        return ProgramTerms(
            key=self.key,
            name=self.name,
            merchant=self.merchant,
            markets=markets,
            shorteners=tuple(host.lower() for host in texts_in(self.shorteners)),
            product_patterns=tuple(texts_in(self.product_patterns)),
            channels=frozenset(texts_in(self.channels)),
            rel=tuple(self.extra_rel()),
            countries=tuple(texts_in(self.countries)),
            **{name: getattr(self, name) for name in _SAME_NAME},
        )

    def clean(self) -> None:
        super().clean()
        fill_emptied(self)
        problems = {
            field: problem
            for field, check in SHAPES.items()
            if (problem := check(getattr(self, field)))
        }
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = gettext("The contract ends before it starts. Swap the two dates.")
        if problems:
            raise ValidationError(problems)

    def unknown_rules(self) -> list[str]:
        """The rules that nobody looked up, by name. None of them is taken for permission."""
        fields: Any = [self._meta.get_field(name) for name in THREE_VALUED]
        return [str(field.verbose_name) for field in fields if getattr(self, field.name) is None]

    def lacks(self) -> list[str]:
        """What is missing before links of this program can be kept, in words."""
        terms = self.terms()
        found = []
        if not terms.merchant.strip():
            found.append(gettext("the merchant’s name"))
        if not any(shop.hosts for shop in terms.markets):
            found.append(gettext("the hosts of the shop"))
        elif terms.tag_parameter and not any(shop.tag for shop in terms.markets):
            found.append(gettext("our tag in at least one market"))
        if not terms.channels:
            found.append(gettext("a channel in which its links may appear"))
        return found

    def own_words(self) -> Iterator[tuple[str, str]]:
        yield from super().own_words()
        for sentence in self.identification_sentences():
            yield "identification", sentence["text"]

    def addresses(self) -> set[str]:
        """The hosts by which a link that somebody typed is known as this program's."""
        by_market = self.hosts.values() if isinstance(self.hosts, dict) else ()
        named = [*by_market, self.shorteners]
        hosts = {host for hosts in named if isinstance(hosts, list) for host in hosts}
        return {host for host in hosts if isinstance(host, str) and host.strip()}

    def shown_with(self) -> Iterator[tuple[type[models.Model], Collection[Any]]]:
        """Its links, and the others to the same products: its own take their place."""
        if self.pk is None:
            return
        links = self.paid_links.order_by()
        products = links.filter(product__isnull=False).values("product")
        wanted = models.Q(program=self.pk) | models.Q(product__in=products)
        rows = links.model._base_manager.filter(wanted).order_by()
        yield links.model, list(rows.values_list("pk", flat=True))

    def identification_sentences(self, market: str = "") -> list[dict[str, str]]:
        """The sentences owed for a market; all of them where no market is named.

        Whatever is stored that is no sentence is passed over: a page must not fail on it.
        """
        stored = self.identification if isinstance(self.identification, list) else []
        return [
            sentence
            for sentence in stored
            if is_sentence(sentence)
            and (not market or not sentence.get("market") or sentence["market"] == market)
        ]

    def extra_rel(self) -> list[str]:
        """The rel values asked for, those alone that are such."""
        stored = self.rel if isinstance(self.rel, list) else []
        return [value for value in stored if isinstance(value, str) and REL.fullmatch(value)]
