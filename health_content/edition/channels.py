"""The outward forms an article takes."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """Where a representation is read. Programs allow paid links in some and not others."""

    WEB = "web"
    API = "api"
    APP = "app"
    FEED = "feed"
    EMAIL = "email"
    PRINT = "print"
    LLM = "llm"
