"""What several test modules need: a site with a front page, and the people who work on it."""

import os
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import override_settings
from wagtail.models import GroupPagePermission, Page, Site

from boneguide.home.models import HomePage
from tests.factories import HomePageFactory, UserFactory

BACKENDS = configured.WAGTAILSEARCH_BACKENDS
CORPORA = ("HEALTH_CONTENT_CORPUS", "HEALTH_CONTENT_SHARED")


def pytest_addoption(parser):
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="fail when a test is skipped for want of anything but a corpus outside the repository",
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """With ``--no-skips`` a test that was skipped for want of a service fails the run.

    A test whose corpus is missing says which variable of ``CORPORA`` would name it.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not session.config.getoption("--no-skips") or reporter is None:
        return
    skipped = [
        report.nodeid
        for report in reporter.stats.get("skipped", [])
        if not any(variable in str(report.longrepr) for variable in CORPORA)
    ]
    if skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"\nSkipped, but nothing may be missing here: {', '.join(skipped)}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and data that are not ours to keep in the repository."""
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("HEALTH_CONTENT_SHARED", default))
    if not folder.is_dir():
        pytest.skip(f"No data at {folder}; set HEALTH_CONTENT_SHARED to its folder.")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real articles; a test that needs it says so when it is not there."""
    default = Path(__file__).resolve().parents[2] / "shared" / "articles"
    folder = Path(os.environ.get("HEALTH_CONTENT_CORPUS", default))
    if not folder.is_dir():
        pytest.skip(f"No corpus at {folder}; set HEALTH_CONTENT_CORPUS to a folder of articles.")
    return folder


@pytest.fixture(scope="session")
def real_article(corpus: Path) -> Path:
    """The real article on magnesium and bone."""
    path = corpus / "magnesium-glycinate-and-bone-health.txt"
    if not path.is_file():
        pytest.skip(f"No article at {path}; set HEALTH_CONTENT_CORPUS to the folder it is in.")
    return path


@pytest.fixture(scope="session", autouse=True)
def _no_search_index(django_test_environment):
    """What is saved is not indexed, but where a test asks for it with ``search_index``."""
    backends = {name: {**it, "AUTO_UPDATE": False} for name, it in BACKENDS.items()}
    with override_settings(WAGTAILSEARCH_BACKENDS=backends):
        yield


@pytest.fixture
def search_index(settings):
    """What is saved can be searched for."""
    settings.WAGTAILSEARCH_BACKENDS = BACKENDS


@pytest.fixture(autouse=True)
def _fresh_cache():
    """What one test cached about its pages must not reach the next, whose database is another."""
    cache.clear()


@pytest.fixture
def site(db) -> Site:
    """The default site, as Wagtail's migrations leave it: one plain welcome page."""
    return Site.objects.select_related("root_page").get(is_default_site=True)


@pytest.fixture
def home(site):
    """The site's front page, live, at ``/``: Wagtail's welcome page, made one of ours.

    Nearly every test needs it, so its rows are written directly.
    """
    welcome = Page.objects.get(pk=site.root_page_id)
    told = {
        "title": "Boneguide",
        "draft_title": "Boneguide",
        "slug": "front",
        "url_path": "/front/",
        "content_type_id": ContentType.objects.get_for_model(HomePage).pk,
    }
    front = HomePageFactory.build(page_ptr_id=welcome.pk, path=welcome.path, depth=welcome.depth)
    front.save_base(raw=True)
    Page.objects.filter(pk=welcome.pk).update(**told)
    front = HomePage.objects.get(pk=welcome.pk)
    site.root_page = front
    return front


@pytest.fixture
def report_only(settings):
    """The gate lets everything through; for tests of how something is shown or counted."""
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}


@pytest.fixture
def superuser(db):
    """A person who may do everything."""
    return UserFactory(username="owner", is_superuser=True, is_staff=True)


@pytest.fixture
def editor(home):
    """A person of the group Editors, who may add, change and publish pages of the site."""
    group, _ = Group.objects.get_or_create(name="Editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    user = UserFactory(username="editor")
    user.groups.add(group)
    return user


@pytest.fixture
def admin_site(client, superuser):
    """A test client with the superuser logged in."""
    client.force_login(superuser)
    return client
