"""``manage.py demo``, from an empty database and again."""

import json
import re
import socket
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from boneguide.demo.content import DATA, load_articles, load_library
from boneguide.demo.pages import articles_section, front_page
from boneguide.home.models import HomePage
from health_content.models import HealthArticlePage, Person

ARTICLES = sorted(path.stem for path in (DATA / "articles").glob("*.json"))
ROLES = {
    "owner": "Superuser",
    "editor": "Editors",
    "reviewer": "Medical reviewers",
    "officer": "Compliance officers",
}


def demo(**options) -> str:
    """What the command prints."""
    output = StringIO()
    call_command("demo", no_serve=True, stdout=output, **options)
    return output.getvalue()


def passwords(printed: str) -> dict[str, str]:
    """Account name to password, from the table the command prints."""
    rows = re.findall(r"^  (\w+) +(.+?) +(\S+)$", printed, flags=re.M)
    assert {name: role for name, role, _ in rows} == ROLES
    return {name: password for name, _, password in rows}


def test_there_are_articles_to_show():
    assert ARTICLES


def test_the_welcome_page_gives_way_to_the_front_page(db):
    demo()
    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["home"]


def test_every_article_is_live_and_has_an_author_and_both_disclaimers(client, db):
    demo()
    pages = HealthArticlePage.objects.live()
    assert sorted(page.slug for page in pages) == ARTICLES
    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200
        assert page.author.name == "Sample Author"
        assert "have not been evaluated by the Food and Drug Administration" in response.text


def test_the_printed_passwords_open_the_accounts_and_are_stored_hashed(db):
    opened = passwords(demo())
    for name, password in opened.items():
        assert authenticate(username=name, password=password).username == name
        assert password not in get_user_model().objects.get(username=name).password
    assert len(set(opened.values())) == len(ROLES)


def test_a_second_run_changes_nothing_and_shows_no_password(db):
    opened = passwords(demo())
    pages = list(Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision"))
    people = Person.objects.count()
    printed = demo()
    assert set(passwords(printed).values()) == {"unchanged"}
    assert "0 articles added" in printed
    assert pages == list(
        Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision")
    )
    assert Person.objects.count() == people
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


def test_a_reviewed_article_names_its_reviewer(db):
    demo()
    reviewed = [page for page in HealthArticlePage.objects.all() if page.review]
    assert reviewed
    assert {page.review.reviewer.slug for page in reviewed} == {"sample-reviewer"}
    assert all(page.review.is_current for page in reviewed)


def test_a_file_that_is_no_manuscript_is_refused_and_nothing_is_left(db, tmp_path):
    section = articles_section(front_page())
    load_library()
    (tmp_path / "broken.json").write_text(json.dumps({"schema_version": 1, "colour": "red"}))
    with pytest.raises(ValueError, match="colour"):
        load_articles(section, tmp_path)
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


def test_the_development_server_is_not_started_with_public_settings(db):
    with pytest.raises(CommandError, match="not for the public"):
        call_command("demo", stdout=StringIO())
