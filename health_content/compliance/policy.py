"""Which rules a page is held to, how gravely, and under whose law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from health_content.compliance.finding import Market, Severity


class PolicyError(ValueError):
    """A policy that must not be; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that rules ask for.

    ``near_offer_blocks``: how many blocks from a call to action still count as beside it.
    ``review_months``: how long a medical review holds.
    """

    near_offer_blocks: int = 3
    review_months: int = 12


@dataclass(frozen=True, slots=True)
class Policy:
    """Markets, switches and thresholds.

    ``severities`` overrides what a rule does by itself, by code; ``None`` switches a rule
    off. A locked rule can be neither switched off nor lowered: see
    :func:`health_content.compliance.engine.check`, which raises :class:`PolicyError`.
    """

    markets: tuple[Market, ...] = (Market.US,)
    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    thresholds: Thresholds = Thresholds()

    def __post_init__(self) -> None:
        if not self.markets:
            raise PolicyError("A policy needs at least one market.")

    @property
    def partial_markets(self) -> tuple[Market, ...]:
        """Markets of which only some rules are known here."""
        return tuple(market for market in self.markets if market is not Market.US)

    def with_severity(self, code: str, severity: Severity | None) -> Policy:
        """The same policy with one rule changed."""
        return replace(self, severities=MappingProxyType({**self.severities, code: severity}))


US = Policy((Market.US,))
UK = Policy((Market.UK,))
EU = Policy((Market.EU,))
AU = Policy((Market.AU,))
CA = Policy((Market.CA,))


def policy_for(markets: Iterable[str]) -> Policy:
    """The policy of a page owed to several markets, each once, in the order given.

    Raises :class:`PolicyError` for a market that is not known.
    """
    found: list[Market] = []
    for name in markets:
        try:
            market = Market(name.upper())
        except ValueError:
            known = ", ".join(Market)
            raise PolicyError(f"There is no market {name!r}. Known are: {known}.") from None
        if market not in found:
            found.append(market)
    return Policy(tuple(found) or (Market.US,))
