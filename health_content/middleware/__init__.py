"""Middleware."""

from health_content.middleware.compliance_errors import ComplianceErrorMiddleware
from health_content.middleware.disclaimers import DisclaimerMiddleware

__all__ = ["ComplianceErrorMiddleware", "DisclaimerMiddleware"]
