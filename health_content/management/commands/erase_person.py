"""``manage.py erase_person``: delete an account, so that no record leads to a name any more."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import ProtectedError, RestrictedError

from health_content.recording.erasure import erase_person


class Command(BaseCommand):
    """Deletes one account. The records stay, under a key that leads to nobody."""

    help = (
        "Delete a person's account, and with it the only lead from compliance records to the "
        "name. The records and their chain stay as they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        model = get_user_model()
        try:
            user = model._default_manager.get_by_natural_key(options["username"])  # type: ignore[attr-defined]
        except model.DoesNotExist as error:
            raise CommandError("There is no such account. Nothing was changed.") from error
        try:
            key = erase_person(user)
        except (ProtectedError, RestrictedError) as error:
            raise CommandError(f"The account is still needed: {error.args[0]}") from error
        if key:
            self.stdout.write(f"The account is gone. In the records the person is {key}.")
        else:
            self.stdout.write("The account is gone. The person was in no record.")
