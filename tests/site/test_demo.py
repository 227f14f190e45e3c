"""``manage.py demo``, from an empty database and again."""

import json
import re
import shutil
import socket
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, Site, Task, Workflow

from boneguide.demo.content import load_articles
from boneguide.demo.library import DATA, load_library
from boneguide.demo.pages import articles_section, front_page
from boneguide.home.models import HomePage
from health_content.models import (
    HealthArticlePage,
    HealthIndexPage,
    PaidLink,
    Person,
    Product,
    Reference,
    Topic,
)
from tests.factories import UserFactory

ARTICLE = "medicines-and-minerals"
ROLES = {
    "owner": "Superuser",
    "editor": "Editors",
    "reviewer": "Medical reviewers",
    "officer": "Compliance officers",
    "officer2": "Compliance officers",
}


def demo(**options) -> str:
    """What the command prints on a developer's machine."""
    output = StringIO()
    with override_settings(DEBUG=True):
        call_command("demo", no_serve=True, stdout=output, **options)
    return output.getvalue()


def state(user) -> dict:
    """Everything the database knows of an account."""
    fields = get_user_model().objects.filter(pk=user.pk).values().get()
    return fields | {"groups": list(user.groups.order_by("name").values_list("name", flat=True))}


def passwords(printed: str) -> dict[str, str]:
    """Account name to password, from the table the command prints."""
    rows = re.findall(r"^  (\w+) +(.+?) +(\S+)$", printed, flags=re.M)
    assert {name: role for name, role, _ in rows} == ROLES
    return {name: password for name, _, password in rows}


@pytest.fixture(autouse=True)
def _one_article(monkeypatch, tmp_path):
    """One article is enough to see what the command does; test_demo_shown.py has them all."""
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(DATA / "articles" / f"{ARTICLE}.json", folder)
    monkeypatch.setattr("boneguide.demo.setup.ARTICLES", folder)


def test_the_welcome_page_gives_way_to_the_front_page(db):
    demo()
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["home"]


def test_the_printed_passwords_open_the_accounts_and_are_stored_hashed(db):
    opened = passwords(demo())
    for name, password in opened.items():
        assert authenticate(username=name, password=password).username == name
        assert password not in get_user_model().objects.get(username=name).password
    assert len(set(opened.values())) == len(ROLES)


def test_a_second_run_changes_nothing_and_shows_no_password(db):
    opened = passwords(demo())
    pages = list(Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision"))
    counted = (Person, Topic, Product, PaidLink, Reference, Workflow, Task, get_image_model())
    before = [model.objects.count() for model in counted]
    printed = demo()
    assert set(passwords(printed).values()) == {"unchanged"}
    assert "0 articles added" in printed
    assert pages == list(
        Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision")
    )
    assert [model.objects.count() for model in counted] == before
    assert authenticate(username="editor", password=opened["editor"])


def test_new_passwords_can_be_asked_for(db):
    old = passwords(demo())
    new = passwords(demo(reset_passwords=True))
    assert not set(old.values()) & set(new.values())
    assert authenticate(username="editor", password=new["editor"])
    assert authenticate(username="editor", password=old["editor"]) is None


def test_what_an_editor_changed_stays_changed(db):
    demo()
    page = HealthArticlePage.objects.first()
    page.title = "A better title"
    page.save_revision().publish()
    demo()
    page.refresh_from_db()
    assert page.title == "A better title"


@pytest.mark.parametrize("reset_passwords", [False, True])
@pytest.mark.parametrize("username", ROLES)
def test_an_account_the_demonstration_did_not_make_is_left_alone(db, username, reset_passwords):
    user = UserFactory(username=username, password="A-password-of-their-own")
    before = state(user)
    with pytest.raises(CommandError, match=f"There is already an account “{username}”"):
        demo(reset_passwords=reset_passwords)
    assert state(user) == before
    assert not HomePage.objects.exists()
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize("username", ROLES)
def test_an_account_with_the_demonstration_s_address_is_not_given_a_role_it_lacks(db, username):
    user = UserFactory(username=username, email=f"{username}@demo.boneguide.invalid")
    before = state(user)
    with pytest.raises(CommandError, match=f"“{username}” is not in the role “{ROLES[username]}”"):
        demo()
    assert state(user) == before


def test_what_is_submitted_for_review_reaches_somebody_who_may_approve_it(db):
    demo()
    page = HealthArticlePage.objects.get()
    tasks = [task.specific for task in page.get_workflow().tasks]
    asked = [[user.username for user in task.approvers(page)] for task in tasks]
    assert asked == [["reviewer"], ["officer", "officer2"]]


def test_each_account_has_its_role_and_only_the_demonstration_s_has_its_address(db):
    demo()
    for username, role in ROLES.items():
        user = get_user_model().objects.get(email=f"{username}@demo.boneguide.invalid")
        assert user.username == username
        assert user.is_superuser is (role == "Superuser")
        assert state(user)["groups"] == ([] if role == "Superuser" else [role])


def test_what_an_administrator_allowed_a_group_stays_allowed(db):
    editors, _ = Group.objects.get_or_create(name="Editors")
    added = Permission.objects.get(codename="add_user")
    editors.permissions.add(added)
    pages = GroupPagePermission.objects.get_or_create(
        group=editors,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="lock_page"),
    )[0]
    before = set(GroupPagePermission.objects.filter(group=editors).values_list("pk", flat=True))
    demo()
    assert editors.permissions.contains(added)
    after = GroupPagePermission.objects.filter(group=editors).values_list("pk", flat=True)
    assert pages.pk in before
    assert before <= set(after)


def test_a_welcome_page_that_somebody_has_made_their_own_stays(db):
    welcome = Site.objects.get(is_default_site=True).root_page
    welcome.title = "The Bone Clinic"
    welcome.save()
    with pytest.raises(CommandError, match="The front page is “The Bone Clinic”"):
        demo()
    assert Site.objects.get(is_default_site=True).root_page_id == welcome.pk
    assert not HomePage.objects.exists()
    assert not get_user_model().objects.exists()


def test_a_welcome_page_with_pages_below_it_stays(db):
    welcome = Site.objects.get(is_default_site=True).root_page
    welcome.add_child(instance=Page(title="Opening hours", slug="opening-hours"))
    with pytest.raises(CommandError, match="Welcome to your new Wagtail site!"):
        demo()
    assert Site.objects.get(is_default_site=True).root_page_id == welcome.pk


def test_a_front_page_of_another_type_stays(db):
    site = Site.objects.get(is_default_site=True)
    site.root_page = Page.get_first_root_node().add_child(
        instance=HealthIndexPage(title="Welcome to your new Wagtail site!", slug="welcome")
    )
    site.save()
    with pytest.raises(CommandError, match="use an empty database"):
        demo()
    site.refresh_from_db()
    assert site.root_page.slug == "welcome"


def test_a_front_page_that_exists_is_used_and_keeps_its_address(home):
    demo()
    home.refresh_from_db()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert (home.slug, HomePage.objects.count()) == ("front", 1)


def test_a_page_in_the_place_of_the_articles_stays_and_is_named(home):
    home.add_child(instance=Page(title="Our articles", slug="articles"))
    with pytest.raises(CommandError, match="“Our articles” has the address /articles/"):
        demo()


@pytest.mark.parametrize("reset_passwords", [False, True])
def test_a_public_server_that_somebody_works_on_is_left_alone(db, reset_passwords):
    user = UserFactory(username="ines")
    before = state(user)
    with pytest.raises(CommandError, match="DEBUG is off and the database has accounts"):
        call_command("demo", no_serve=True, reset_passwords=reset_passwords, stdout=StringIO())
    assert state(user) == before
    assert not HomePage.objects.exists()


def test_an_empty_database_can_be_set_up_for_a_public_server(db):
    output = StringIO()
    call_command("demo", no_serve=True, stdout=output)
    assert len(passwords(output.getvalue())) == len(ROLES)


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_only_compliance_officers_say_who_the_reviewers_are(db, action):
    demo()
    permission = f"health_content.{action}_person"
    users = get_user_model().objects
    allowed = {name for name in ROLES if users.get(username=name).has_perm(permission)}
    assert allowed == {"owner", "officer", "officer2"}


@pytest.mark.parametrize(
    ("username", "opens", "refuses"),
    [
        ("editor", ["/admin/pages/{section}/add_subpage/"], ["/admin/users/"]),
        (
            "reviewer",
            ["/admin/pages/{article}/edit/", "/admin/health-content/pages/{article}/review/"],
            ["/admin/pages/{section}/add_subpage/"],
        ),
        ("officer", ["/admin/settings/health_content/sitecompliance/"], ["/admin/users/"]),
    ],
)
def test_an_account_opens_what_its_group_may(client, db, username, opens, refuses):
    demo()
    client.force_login(get_user_model().objects.get(username=username))
    section = articles_section(front_page())
    names = {"section": section.pk, "article": section.get_children().first().pk}
    assert client.get("/admin/").status_code == 200
    for address in opens:
        response = client.get(address.format(**names), follow=True)
        assert response.status_code == 200
        assert ("/admin/", 302) not in response.redirect_chain
    for address in refuses:
        response = client.get(address.format(**names), follow=True)
        assert response.redirect_chain[-1][0] == "/admin/"


def test_a_file_that_is_no_manuscript_is_refused_and_nothing_is_left(db, tmp_path):
    section = articles_section(front_page())
    load_library()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "broken.json").write_text(json.dumps({"schema_version": 1, "colour": "red"}))
    with pytest.raises(ValueError, match="colour"):
        load_articles(section, broken)
    assert not section.get_children().exists()


def test_a_taken_port_is_named_before_anything_is_made(db, settings):
    settings.DEBUG = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"choose another: manage.py demo --port {port + 1}"):
            call_command("demo", port=port, stdout=StringIO())
    assert not HomePage.objects.exists()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def test_the_site_is_at_the_address_on_which_it_is_served(db, settings, monkeypatch):
    settings.DEBUG = True
    started = []

    def without_a_server(name, *args, **options):
        if name == "runserver":
            started.append(args[0])
        else:
            call_command(name, *args, **options)

    monkeypatch.setattr("boneguide.home.management.commands.demo.call_command", without_a_server)
    port = free_port()
    call_command("demo", port=port, stdout=StringIO())
    site = Site.objects.get(is_default_site=True)
    assert started == [f"127.0.0.1:{port}"]
    assert (site.hostname, site.port) == ("127.0.0.1", port)


def test_without_serving_the_site_s_address_is_left_alone(db):
    demo()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("localhost", 80)


def test_the_development_server_is_not_started_with_public_settings(db):
    with pytest.raises(CommandError, match="not for the public"):
        call_command("demo", stdout=StringIO())
