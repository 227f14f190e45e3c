"""``manage.py demo``: from an empty checkout to a running site in one command."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from boneguide.demo.accounts import Account
from boneguide.demo.address import address_site
from boneguide.demo.setup import set_up


class Command(BaseCommand):
    """Sets up the demonstration and serves it. Run again, it adds what is missing.

    It changes no account and no front page that it did not make, and stops where one is in its way.
    """

    help = (
        "Make the database, the groups, accounts in each, and the demonstration's articles; "
        "then serve the site."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to serve, whether to serve, and whether to make new passwords."""
        parser.add_argument("--addr", default="127.0.0.1", help="address to serve on")
        parser.add_argument("--port", type=int, default=8000, help="port to serve on")
        parser.add_argument("--no-serve", action="store_true", help="set up and stop")
        parser.add_argument(
            "--reset-passwords", action="store_true", help="make and print new passwords"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, say who can log in, serve until interrupted."""
        address, port = options["addr"], options["port"]
        serve = not options["no_serve"]
        if serve:
            require_debug()
            require_free(address, port)
        require_nobody_else()
        self.stdout.write("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic():
            made = set_up(reset_passwords=options["reset_passwords"])
            if serve:
                address_site(address, port)
        self.stdout.write(f"{made.articles_added} articles added, {made.articles_total} in all.\n")
        self.stdout.write(accounts_table(made.accounts))
        if serve:
            site = f"http://{address}:{port}/"
            self.stdout.write(f"\nThe site: {site}\nThe admin: {site}admin/\n")
            call_command("runserver", f"{address}:{port}", use_reloader=False)


def require_debug() -> None:
    """Refuse to serve with settings made for the public."""
    if not settings.DEBUG:
        raise CommandError(
            "The demonstration is served by Django's development server, which is not for the "
            "public. Use boneguide.settings.dev, or add --no-serve and serve with gunicorn."
        )


def require_nobody_else() -> None:
    """Refuse, before the tables are touched, a public site's database that people work with."""
    people = get_user_model()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    is_new = people._meta.db_table not in tables
    if not settings.DEBUG and not is_new and people._default_manager.exists():
        raise CommandError(
            "DEBUG is off and the database has accounts, so this may be a public site. Nothing "
            "was changed. With such settings only an empty database can be set up; otherwise use "
            "boneguide.settings.dev."
        )


def require_free(address: str, port: int) -> None:
    """Refuse, before anything is made, to serve where something else already answers."""
    if not 0 < port < 65536:
        raise CommandError(f"--port is {port}. Choose one between 1 and 65535.")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError as error:
            raise CommandError(
                f"Cannot serve on {address}:{port} ({error.strerror}). Stop what uses the port, "
                f"or choose another: manage.py demo --port {port + 1}"
            ) from error


def accounts_table(accounts: list[Account]) -> str:
    """The accounts as lines of text; a password that was not changed is said to be so."""
    lines = ["Accounts (passwords are shown once; --reset-passwords makes new ones):"]
    lines += [
        f"  {account.username:<12}{account.role:<22}{account.password or 'unchanged'}"
        for account in accounts
    ]
    return "\n".join(lines) + "\n"
