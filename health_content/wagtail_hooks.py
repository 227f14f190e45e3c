"""What goes where in Wagtail's admin. Registrations only."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from health_content.admin import (
    cautions,
    clicks,
    doses,
    earnings,
    link_health,
    managing,
    pages,
    policies,
    printable,
    records,
    references,
    reports,
    reviews,
    rules,
    suspensions,
    triage,
    waivers,
)
from health_content.admin.addresses import warn_of_address
from health_content.admin.bulk_publishing import HealthPublishBulkAction
from health_content.admin.content_checks import check_findings
from health_content.admin.dashboard import add_panel
from health_content.admin.deletion import refused_deletion
from health_content.admin.entries import entry_panels, warn_of_words
from health_content.admin.references.cite import add_cite
from health_content.admin.registry import interchange, report, vettings
from health_content.admin.registry.label_doses import tell_of_label
from health_content.admin.registry.where_used import tell_of_correction, warn_of_duplicates
from health_content.admin.rich_text import add_feature
from health_content.admin.snippets import HealthLibraryViewSetGroup
from health_content.library.settings import SiteCompliance
from health_content.publishing import GatedPublishAction
from health_content.publishing.scheduling import BLOCKED

register_snippet(HealthLibraryViewSetGroup)
# Given here, because the library knows nothing of the gate.
SiteCompliance.edit_handler = entry_panels(SiteCompliance)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Give our log entries their words."""
    actions.register_action(
        "health_content.review", "Record a medical review", "Recorded a medical review"
    )
    actions.register_action(
        BLOCKED, "Refuse a scheduled publication", "Was due to be published and was refused"
    )
    actions.register_action("health_content.import", "Import an article", "Imported an article")
    for code, label, message in waivers.LOG_ACTIONS:
        actions.register_action(code, label, message)


@hooks.register("register_actions")
def register_actions(registry):
    """Set the gate before Wagtail's publish action, which is looked up on the base page."""
    registry.register(Page, GatedPublishAction)


# After Wagtail's own (0), which it takes the place of.
hooks.register("register_bulk_action", HealthPublishBulkAction, order=1)


@hooks.register("register_admin_urls")
def register_admin_urls():
    """Where reviews are recorded."""
    return reviews.urlpatterns


@hooks.register("register_permissions")
def register_permissions():
    """Let groups be given the right to record reviews."""
    return reviews.review_permissions()


@hooks.register("register_page_header_buttons")
def register_page_header_buttons(page, user, view_name, next_url=None):
    """Offer reviewing in the menu of a page."""
    del view_name, next_url
    button = reviews.review_button(page, user)
    return [button] if button else []


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_move_page")
def warn_of_unreachable_page(request, page):
    """Say so when a page's address is taken."""
    warn_of_address(request, page)


@hooks.register("before_delete_snippet")
def before_delete_snippet(request, instances):
    """Answer in words where the library cannot let an entry go."""
    return refused_deletion(request, instances)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def after_saving_snippet(request, instance):
    """Say what an entry's words would do on a page that sells, and what became of an address."""
    warn_of_words(request, instance)
    tell_of_label(request, instance)
    warn_of_duplicates(request, instance)
    tell_of_correction(request, instance)


@hooks.register("construct_wagtail_userbar")
def construct_wagtail_userbar(request, items, page):
    """List findings among Wagtail's own content checks."""
    check_findings(request, items, page)


# After Wagtail's own viewset (-1), before a site's (0).
@hooks.register("register_admin_viewset", order=-0.5)
def register_page_viewsets():
    """Show what the rules find, and the remarks of an import, beside a page's form."""
    return pages.page_viewsets()


@hooks.register("register_admin_urls")
def register_waiver_urls():
    """Where reasons and waivers are given, listed and decided about."""
    return waivers.urlpatterns


@hooks.register("register_permissions")
def register_waiver_permissions():
    """Let groups be given the rights about waivers."""
    return waivers.waiver_permissions()


@hooks.register("register_reports_menu_item")
def register_waivers_menu_item():
    """List the waivers among the reports."""
    return waivers.menu_item()


@hooks.register("register_admin_urls")
def register_suspension_urls():
    """Where calls to action are suspended, and suspensions listed and lifted."""
    return suspensions.urlpatterns


@hooks.register("register_permissions")
def register_suspension_permissions():
    """Let groups be given the rights about suspensions."""
    return suspensions.suspension_permissions()


@hooks.register("register_reports_menu_item")
def register_suspensions_menu_item():
    """List the suspensions among the reports."""
    return suspensions.menu_item()


@hooks.register("register_admin_urls")
def register_compliance_urls():
    """Where findings, rules, records and the policy are read."""
    return [
        *reports.urlpatterns,
        *rules.urlpatterns,
        *printable.urlpatterns,
        *records.urlpatterns,
        *policies.urlpatterns,
    ]


@hooks.register("register_reports_menu_item")
def register_findings_menu_item():
    """List the findings among the reports."""
    return reports.menu_item()


@hooks.register("register_reports_menu_item")
def register_rules_menu_item():
    """Put the reference of the rules beside them."""
    return rules.menu_item()


@hooks.register("register_reports_menu_item")
def register_records_menu_item():
    """List the records among the reports."""
    return records.menu_item()


@hooks.register("register_settings_menu_item")
def register_policy_menu_item():
    """Put the policy among the settings."""
    return policies.menu_item()


@hooks.register("construct_homepage_panels")
def construct_homepage_panels(request, panels):
    """Tell on the front page how the live pages stand."""
    add_panel(request, panels)


@hooks.register("register_page_header_buttons")
def register_printable_button(page, user, view_name, next_url=None):
    """Offer a page's findings to be printed in its menu."""
    del view_name, next_url
    button = printable.printable_button(page, user)
    return [button] if button else []


@hooks.register("register_page_header_buttons")
def register_page_references_button(page, user, view_name, next_url=None):
    """Offer what a page cites as a file in its menu."""
    del view_name, next_url
    button = references.interchange.page_references_button(page, user)
    return [button] if button else []


@hooks.register("register_permissions")
def register_compliance_permissions():
    """Let groups be given the rights to read records and to switch policies on."""
    return policies.policy_permissions() | records.record_permissions()


@hooks.register("register_rich_text_features")
def register_rich_text_features(features):
    """Let editors put paid links of the registry and citations among their words."""
    add_feature(features)
    add_cite(features)


@hooks.register("register_admin_urls")
def register_registry_urls():
    """Where products are vetted, and the registry is read and written as CSV."""
    return [*vettings.urlpatterns, *report.urlpatterns, *interchange.urlpatterns]


@hooks.register("register_health_library_menu_item")
def register_interchange_menu_item():
    """Put import and export behind the library's entries."""
    return interchange.menu_item()


@hooks.register("register_reports_menu_item")
def register_links_menu_item():
    """List the paid links among the reports."""
    return report.menu_item()


@hooks.register("register_permissions")
def register_vetting_permissions():
    """Let groups be given the rights about vettings."""
    return vettings.vetting_permissions()


@hooks.register("register_admin_urls")
def register_click_urls():
    """Where clicks on paid links are read."""
    return clicks.urlpatterns


@hooks.register("register_permissions")
def register_click_permissions():
    """Let groups be given the right to see counts of clicks."""
    return clicks.click_permissions()


@hooks.register("register_reports_menu_item")
def register_clicks_menu_item():
    """List the clicks among the reports."""
    return clicks.menu_item()


@hooks.register("register_admin_urls")
def register_work_urls():
    """Where pages are listed by urgency."""
    return triage.urlpatterns


@hooks.register("register_reports_menu_item")
def register_page_tasks_menu_item():
    """List what is to be done on pages because of news of sources."""
    return references.tasks.menu_item()


@hooks.register("register_reports_menu_item")
def register_work_menu_item():
    """Put the pages by urgency among the reports."""
    return triage.menu_item()


for action in link_health.ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def register_link_health_urls():
    """Where is read what was found at the end of paid links."""
    return link_health.urlpatterns


@hooks.register("register_permissions")
def register_link_health_permissions():
    """Let groups be given the rights to read that and to act on it."""
    return link_health.link_health_permissions()


@hooks.register("register_reports_menu_item")
def register_link_health_menu_item():
    """List it among the reports."""
    return link_health.menu_item()


@hooks.register("register_admin_urls")
def register_earning_urls():
    """Where earnings are read, and imported from reports."""
    return earnings.urlpatterns


@hooks.register("register_permissions")
def register_earning_permissions():
    """Let groups be given the rights about earnings."""
    return earnings.earning_permissions()


@hooks.register("register_reports_menu_item")
def register_earnings_menu_item():
    """List the earnings among the reports."""
    return earnings.menu_item()


@hooks.register("register_admin_urls")
def register_caution_urls():
    """Where the cautions that ship are added to the library."""
    return cautions.urlpatterns


@hooks.register("register_admin_urls")
def register_managing_urls():
    """Where typed paid links are put into the registry."""
    return managing.urlpatterns


@hooks.register("register_log_actions")
def register_managing_log_actions(actions):
    """Give what is done there its words."""
    for code, label, message in (*managing.LOG_ACTIONS, *references.tasks.LOG_ACTIONS):
        actions.register_action(code, label, message)


@hooks.register("register_admin_urls")
def register_dose_urls():
    """Where the editor of doses asks for rows of the reference table and for conversions."""
    return doses.urlpatterns


@hooks.register("register_admin_urls")
def register_reference_urls():
    """Where references are looked up, added, merged, imported and watched."""
    return references.urlpatterns


@hooks.register("insert_global_admin_css")
def insert_reference_css():
    """The look of a record's two sides, in forms and where somebody chooses a source."""
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("health_content/admin/references.css")
    )
