"""Everything the demonstration needs, in the order in which one part needs another."""

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model

from boneguide.demo.accounts import Account, account
from boneguide.demo.content import ARTICLES, load_articles
from boneguide.demo.library import load_library
from boneguide.demo.pages import (
    articles_section,
    front_page,
    name_site,
    pages_about_the_site,
)
from boneguide.demo.workflow import review_workflow
from health_content.groups import EDITORS, OFFICERS, REVIEWERS, make_group
from health_content.models import HealthArticlePage

ACCOUNTS = (
    ("editor", EDITORS),
    ("reviewer", REVIEWERS),
    ("officer", OFFICERS),
    # Whoever gives a waiver does not confirm it.
    ("officer2", OFFICERS),
)


@dataclass(frozen=True)
class Made:
    """What there is now. ``articles_added`` counts those of this run."""

    accounts: list[Account]
    articles_added: int
    articles_total: int


def set_up(*, reset_passwords: bool = False, articles: Path | None = None) -> Made:
    """Make what is missing. What anybody changed since is left as it is.

    ``articles`` is another folder of articles to import.

    Raises ``CommandError`` when something that is not the demonstration's stands in the way; call
    it in a transaction, so that nothing is left half-made.
    """
    home = front_page()
    name_site(home)
    section = articles_section(home)
    accounts = [account("owner", None, reset_password=reset_passwords)]
    groups = {role: make_group(role, [home]).group for role in (EDITORS, REVIEWERS, OFFICERS)}
    for username, role in ACCOUNTS:
        accounts.append(account(username, groups[role], reset_password=reset_passwords))
    review_workflow(home, reviewers=groups[REVIEWERS], officers=groups[OFFICERS])
    load_library()
    pages_about_the_site(home)
    people = get_user_model()._default_manager
    editor, officer = people.get(username="editor"), people.get(username="officer")
    added = load_articles(section, articles or ARTICLES, editor=editor, officer=officer)
    total = HealthArticlePage.objects.child_of(section).count()
    return Made(accounts, len(added), total)
