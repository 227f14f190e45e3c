"""Accounts in each group, and a superuser. Passwords are random and stored hashed."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.core.management import CommandError

PASSWORD_BYTES = 12
EMAIL_DOMAIN = "demo.boneguide.invalid"
"""Marks the accounts that the demonstration made. Nobody can receive mail there (RFC 2606)."""


@dataclass(frozen=True)
class Account:
    """An account as the command prints it. ``password`` is empty when it was not changed."""

    username: str
    role: str
    password: str


def account(username: str, group: Group | None, *, reset_password: bool = False) -> Account:
    """Make sure the account exists, in ``group`` (``None``: a superuser).

    A password is made for a new account, or when ``reset_password`` asks for one; it is shown once
    and cannot be read again. An account that exists is given no role and no group.

    Raises ``CommandError`` when an account of that name was not made by the demonstration, or has
    lost the role it was made for.
    """
    role = group.name if group else "Superuser"
    people = get_user_model()._default_manager
    user = people.filter(username=username).first()
    if user is not None:
        _require_own(user, username, group, role)
        if not reset_password:
            return Account(username, role, "")
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    if user is None:
        is_owner = group is None
        user = people.model(
            username=username,
            email=f"{username}@{EMAIL_DOMAIN}",
            is_superuser=is_owner,
            is_staff=is_owner,
        )
        user.set_password(password)
        user.save()
        if group is not None:
            user.groups.add(group)
    else:
        user.set_password(password)
        user.save(update_fields=["password"])
    return Account(username, role, password)


def _require_own(user: AbstractUser, username: str, group: Group | None, role: str) -> None:
    """Refuse an account that is somebody's own, whatever its name and address claim.

    Anyone may change the address of their account; so the address alone earns no role.
    """
    if user.email != f"{username}@{EMAIL_DOMAIN}":
        raise CommandError(
            f"There is already an account “{username}” that the demonstration did not make. "
            "No account or page was changed. Rename that account, or use an empty database: "
            "DATABASE_URL=sqlite:///demo.db"
        )
    has_role = user.is_superuser if group is None else user.groups.contains(group)
    if not has_role:
        raise CommandError(
            f"The demonstration's account “{username}” is not in the role “{role}”. "
            "No account or page was changed. Give it the role again in the admin, or delete the "
            "account, and run the command again."
        )
