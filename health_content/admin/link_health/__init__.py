"""Link health in the admin: the report, and what can be done about what it lists."""

from health_content.admin.link_health.actions import ACTIONS
from health_content.admin.link_health.report import (
    link_health_permissions,
    menu_item,
    urlpatterns,
)

__all__ = ["ACTIONS", "link_health_permissions", "menu_item", "urlpatterns"]
