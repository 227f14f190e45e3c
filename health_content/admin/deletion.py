"""Deleting entries of the library that something else cannot do without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext
from wagtail.admin import messages


def refused_deletion(request: Any, instances: Iterable[Any]) -> HttpResponse | None:
    """A way back with the reason when an entry is protected, else ``None``.

    A person who reviewed pages, a program or a product with paid links: other rows point
    at them and are not to be lost.
    """
    for instance in instances:
        if instance._meta.app_label != "health_content":
            continue
        collector = NestedObjects(using=router.db_for_write(type(instance)))
        collector.collect([instance])
        if collector.protected:
            kinds = {str(row._meta.verbose_name_plural) for row in collector.protected}
            messages.error(
                request,
                gettext("“%(entry)s” cannot be deleted: %(kinds)s point at it.")
                % {
                    "entry": instance,
                    "kinds": capfirst(get_text_list(sorted(kinds), gettext("and"))),
                },
            )
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None
