"""Middleware of the public site."""

from health_content.middleware.disclaimers import DisclaimerMiddleware

__all__ = ["DisclaimerMiddleware"]
