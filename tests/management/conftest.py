"""Running a command and reading what it says."""

import io

from django.core.management import CommandError, call_command


def run(*arguments, **options):
    """Run a command; its exit code, what it printed and what it complained of."""
    out = io.StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=io.StringIO(), **options)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), ""
