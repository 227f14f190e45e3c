"""One account in each group, and a superuser. Passwords are random and stored hashed."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD_BYTES = 12


@dataclass(frozen=True)
class Account:
    """An account as the command prints it. ``password`` is empty when it was not changed."""

    username: str
    role: str
    password: str


def account(username: str, group: Group | None, *, reset_password: bool = False) -> Account:
    """Make sure the account exists, in ``group`` (``None``: a superuser).

    A password is made for a new account, or when ``reset_password`` asks for one; it is shown once
    and cannot be read again.
    """
    people = get_user_model()._default_manager
    user, is_new = people.get_or_create(
        username=username, defaults={"email": f"{username}@example.org"}
    )
    password = ""
    if is_new or reset_password:
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user.set_password(password)
    if group is None:
        user.is_superuser = user.is_staff = True
    user.save()
    if group is not None:
        user.groups.add(group)
    return Account(username, group.name if group else "Superuser", password)
