"""What an entry of a list inherits from the line that leads it in: "helps prevent:"."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.annotate import Mention, Sentence
from health_content.compliance.claims.agents import Agent, agent_of
from health_content.compliance.claims.claim import Claim, claim_of
from health_content.compliance.claims.grammar import is_denied, is_fragment
from health_content.compliance.claims.targets import TARGETS, targets_in
from health_content.compliance.shapes import Kind

_REACH = 8
_LONGEST_ENTRY = 10


def lead_of(sentence: Sentence) -> Mention | None:
    """The relation that a line ending in a colon leaves open for the list after it."""
    if not sentence.text.endswith(":") or sentence.has(Kind.SAFETY, Kind.HARM):
        return None
    last = sentence.first + len(sentence.keys)
    for relation in reversed(sentence.of(Kind.RELATION)):
        if last - relation.last > _REACH:
            return None
        if relation.entry.tags & {"act", "help", "noun"} and not is_denied(sentence, relation):
            agent = agent_of(sentence, relation.first)
            return None if agent in {Agent.OTHER, Agent.PEOPLE} else relation
    return None


def claims_of_entry(relation: Mention, entry: Sentence) -> Iterator[Claim]:
    """The claims that an entry makes under such a line; none where it is no mere name."""
    if len(entry.keys) > _LONGEST_ENTRY or not is_fragment(entry):
        return
    if entry.has(Kind.SAFETY, Kind.NEGATION):
        return
    for target in targets_in(entry):
        if not target.is_weak(TARGETS) and not (
            Kind.MARKER in target.entry.kinds and not relation.has("act")
        ):
            yield claim_of(entry, target, target, Agent.PRODUCT)
