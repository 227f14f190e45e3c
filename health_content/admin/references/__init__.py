"""References in the admin: their form, adding many, what becomes of them."""

from typing import Any

from health_content.admin.references import adding, interchange, lists, merging, tasks

urlpatterns: list[Any] = [
    *adding.urlpatterns,
    *interchange.urlpatterns,
    *lists.urlpatterns,
    *merging.urlpatterns,
    *tasks.urlpatterns,
]
