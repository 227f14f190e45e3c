"""The gate: what goes live is judged first, at whichever door it comes."""

from health_content.publishing.actions import GatedPublishAction
from health_content.publishing.errors import ComplianceError
from health_content.publishing.gate import is_gated, require_publishable
from health_content.publishing.judging import Judgment, judge

__all__ = [
    "ComplianceError",
    "GatedPublishAction",
    "Judgment",
    "is_gated",
    "judge",
    "require_publishable",
]
