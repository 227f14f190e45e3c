"""Who may do what: editors, medical reviewers, compliance officers."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


@dataclass(frozen=True)
class Role:
    """A group and its permissions.

    ``pages`` are Wagtail's words for what may be done under the front page; ``collections`` are
    permissions on images and documents; ``models`` are permissions of the plugin's own models.
    """

    name: str
    pages: tuple[str, ...]
    collections: tuple[str, ...]
    models: tuple[str, ...]


EDITORS = Role(
    name="Editors",
    pages=("add", "change", "publish"),
    collections=(
        *("add_image", "change_image", "choose_image"),
        *("add_document", "change_document", "choose_document"),
    ),
    models=(
        *(f"add_{model}" for model in ("product", "paidlink", "reference", "topic")),
        *(f"change_{model}" for model in ("product", "paidlink", "reference", "topic")),
        *("view_person", "view_affiliateprogram", "view_reviewrecord", "view_importrecord"),
        *("give_reason", "view_waiver", "view_suspension"),
    ),
)
REVIEWERS = Role(
    name="Medical reviewers",
    pages=("change", "lock", "unlock"),
    collections=("choose_image", "choose_document"),
    models=(
        *("add_reviewrecord", "view_reviewrecord"),
        *("add_reference", "change_reference", "view_person"),
    ),
)
OFFICERS = Role(
    name="Compliance officers",
    pages=("change", "lock", "unlock"),
    collections=("choose_image", "choose_document"),
    models=(
        *(f"{action}_disclaimeraddition" for action in ("add", "change", "delete")),
        *(f"{action}_disclaimeraddition" for action in ("publish", "lock", "unlock")),
        # Who a reviewer is, and with which account, is not for those whose work is reviewed.
        *(f"{action}_person" for action in ("add", "change", "delete")),
        *(f"{action}_affiliateprogram" for action in ("add", "change", "delete")),
        *(f"{action}_paidlink" for action in ("add", "change", "delete")),
        *("change_sitecompliance", "view_product", "view_reference"),
        *("add_waiver", "give_reason", "confirm_waiver", "view_waiver"),
        *("add_suspension", "change_suspension", "view_suspension"),
        *("add_policyversion", "view_policyversion", "view_compliancerecord"),
        *("view_reviewrecord", "view_importrecord"),
    ),
)
ROLES = (EDITORS, REVIEWERS, OFFICERS)


def group_for(role: Role, home: Page) -> Group:
    """The role's group, with at least the role's permissions.

    Permissions are only added: what the group may do already, it may still do.
    """
    group, _ = Group.objects.get_or_create(name=role.name)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    group.permissions.add(*(_permission("health_content", name) for name in role.models))
    for permission in _all("wagtailcore", [f"{action}_page" for action in role.pages]):
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    root = Collection.get_first_root_node()
    for name in role.collections:
        app_label = "wagtailimages" if name.endswith("image") else "wagtaildocs"
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(app_label, name)
        )
    return group


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _all(app_label: str, codenames: list[str]) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
