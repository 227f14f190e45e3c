"""Names under which people stand in the ledger.

The ledger outlives accounts. It names people by a random key; only this table leads from the
key to a person, and deleting the account cuts the lead without touching any record.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from health_content.conf import USER_MODEL

KEY_BYTES = 10


def new_key() -> str:
    """A random name that says nothing about anybody."""
    return f"p-{secrets.token_hex(KEY_BYTES)}"


class Pseudonym(models.Model):
    """Whom a key of the ledger stands for, as long as the person has an account."""

    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    user = models.OneToOneField(
        USER_MODEL,
        verbose_name=_("user account"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="health_content_pseudonym",
    )

    class Meta:
        verbose_name = _("pseudonym")
        verbose_name_plural = _("pseudonyms")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def of(cls, user: Any) -> str:
        """The key of a user, made where there is none yet.

        Empty for nobody, and for an account that is gone or whose making was rolled back.
        """
        if user is None or user.pk is None:
            return ""
        found = cls.objects.filter(user_id=user.pk).first()
        if found is not None:
            return found.key
        if not get_user_model()._base_manager.filter(pk=user.pk).exists():
            return ""
        return cls.objects.get_or_create(user_id=user.pk)[0].key

    @property
    def name(self) -> str:
        """The person's name for the admin, or the key where the account is gone."""
        if self.user is None:
            return self.key
        return self.user.get_full_name() or self.user.get_username()
