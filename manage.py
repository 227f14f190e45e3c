#!/usr/bin/env python
"""Run a management command of the Boneguide site.

Chooses ``boneguide.settings.dev`` unless ``DJANGO_SETTINGS_MODULE`` says otherwise.
"""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Run the command through uv: "
            "uv run python manage.py …"
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
