"""The front page and the section for articles."""

from wagtail.models import Page, Site

from boneguide.home.models import HomePage
from health_content.models import HealthIndexPage

TAGLINE = "What the evidence says about bones, and how sure it is"
INTRODUCTION = (
    "<p>Boneguide shows what the <b>health_content</b> plugin does: articles with typed dosages, "
    "shared references and paid links, on pages that cannot lose their disclaimers.</p>"
)


def front_page() -> HomePage:
    """The default site's front page. Takes the place of Wagtail's welcome page, once.

    A site whose root is already some other page type is left as it is, and its first ``HomePage``
    is used; without one a new ``HomePage`` is made beside it and becomes the root.
    """
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site and isinstance(site.root_page.specific, HomePage):
        return site.root_page.specific
    home = HomePage.objects.first() or _new_front_page()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return home
    replaced = site.root_page
    site.root_page = home
    site.save()
    if replaced.specific_class is Page and not replaced.get_children().exists():
        replaced.delete()
        home = HomePage.objects.get(pk=home.pk)
        home.slug = "home"
        home.save()
    return home


def articles_section(home: HomePage) -> HealthIndexPage:
    """The index page under which the demonstration's articles stand."""
    existing = HealthIndexPage.objects.child_of(home).filter(slug="articles").first()
    if existing:
        return existing
    section = home.add_child(
        instance=HealthIndexPage(title="Articles", slug="articles", show_in_menus=True)
    )
    section.save_revision().publish()
    return section


def _new_front_page() -> HomePage:
    root = Page.get_first_root_node()
    page = HomePage(title="Boneguide", slug="boneguide", tagline=TAGLINE, introduction=INTRODUCTION)
    home = root.add_child(instance=page)
    home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)
