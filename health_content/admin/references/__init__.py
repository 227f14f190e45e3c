"""References in the admin: their form, adding many, what becomes of them."""

from typing import Any

urlpatterns: list[Any] = []
