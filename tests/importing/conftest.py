"""Running ``manage.py import_articles`` and reading what it says."""

import io

import pytest
from django.core.management import CommandError, call_command


def run(*arguments, fails=False):
    """Run the command; what it printed and what it complained of."""
    out, err = io.StringIO(), io.StringIO()
    if fails:
        with pytest.raises(CommandError):
            call_command("import_articles", *map(str, arguments), stdout=out, stderr=err)
    else:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()
