"""The front page, the section for articles, and the pages about the site."""

from django.core.management import CommandError
from wagtail.models import Page, Site

from boneguide.demo.library import read_library
from boneguide.home.models import HomePage, StandardPage
from health_content.models import HealthIndexPage

SITE_NAME = "Boneguide"
WELCOME = "Welcome to your new Wagtail site!"
TAGLINE = "What the evidence says about bones, and how sure it is"
HOW_WE_WORK = "how-we-work"
INTRODUCTION = (
    "<p>Plain answers about calcium, vitamin D, magnesium and the other nutrients your bones use: "
    "how much you need, what food gives you, what a supplement can and cannot do, and when to ask "
    "a doctor or pharmacist first.</p>"
)


def front_page() -> HomePage:
    """The default site's front page. Takes the place of Wagtail's welcome page, once.

    Raises ``CommandError`` when the site has a front page that is neither a ``HomePage`` nor the
    welcome page as Wagtail made it.
    """
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        if Site.objects.exists():
            raise CommandError(
                "None of the sites is the default. Mark one in the admin, under Settings → Sites."
            )
        home = HomePage.objects.first() or _new_front_page()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return home
    replaced = site.root_page.specific
    if isinstance(replaced, HomePage):
        return replaced
    if not _is_untouched_welcome(replaced):
        raise CommandError(
            f"The front page is “{replaced.title}”, which the demonstration does not replace. "
            "No account or page was changed. Choose a page of the type “front page” for the "
            "site in the admin, under Settings → Sites, or use an empty database: "
            "DATABASE_URL=sqlite:///demo.db"
        )
    existing = HomePage.objects.first()
    home = existing or _new_front_page()
    site.root_page = home
    site.save()
    slug = replaced.slug
    replaced.delete()
    home = HomePage.objects.get(pk=home.pk)
    if existing is None:
        home.slug = slug
        home.save()
    return home


def name_site(home: HomePage) -> None:
    """Give the site with this front page its name, where nobody has named it."""
    for site in Site.objects.filter(root_page=home, site_name=""):
        site.site_name = SITE_NAME
        site.save()


def articles_section(home: HomePage) -> HealthIndexPage:
    """The index page under which the demonstration's articles stand.

    Raises ``CommandError`` when a page of another type has its address.
    """
    existing = home.get_children().filter(slug="articles").specific().first()
    if isinstance(existing, HealthIndexPage):
        return existing
    if existing is not None:
        raise CommandError(
            f"The page “{existing.title}” has the address /articles/, where the demonstration "
            "puts its articles. No account or page was changed. Give that page another slug."
        )
    section = home.add_child(
        instance=HealthIndexPage(title="Articles", slug="articles", show_in_menus=True)
    )
    section.save_revision().publish()
    return section


def pages_about_the_site(home: HomePage) -> None:
    """The plain pages of ``library.json``, in menus, each where nothing has its address yet."""
    present = set(home.get_children().values_list("slug", flat=True))
    for said in read_library().get("site_pages", []):
        if said["slug"] not in present:
            page = StandardPage(
                title=said["title"],
                slug=said["slug"],
                body=said["body"],
                show_in_menus=True,
                tells_how_we_work=said["slug"] == HOW_WE_WORK,
            )
            home.add_child(instance=page).save_revision().publish()


def _is_untouched_welcome(page: Page) -> bool:
    return type(page) is Page and page.title == WELCOME and not page.get_children().exists()


def _new_front_page() -> HomePage:
    root = Page.get_first_root_node()
    page = HomePage(title="Boneguide", tagline=TAGLINE, introduction=INTRODUCTION)
    home = root.add_child(instance=page)
    home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)
