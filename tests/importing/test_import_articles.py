"""``manage.py import_articles``: drafts from files, one by one, all or nothing each."""

import os

import pytest
from django.core.management import CommandError, call_command

from health_content.library.records import ImportRecord
from health_content.manuscript import Section
from health_content.models import (
    AffiliateProgram,
    HealthArticlePage,
    PaidLink,
    Reference,
)
from tests.factories import HealthIndexPageFactory
from tests.importing.conftest import run

ARTICLE = """Zinc and the Skin

Zinc is a mineral that skin cells need to divide.

How Much Zinc Do You Need?

What adults need of zinc in a day, the RDA:

  • Men: 11 mg daily
  • Women: 8 mg daily

Support your skin with Zinc Picolinate—Find a Form You Like, Shop Now on Amazon!

References

  1. Writer, A. B., et al. (2019). “Zinc in skin.” Journal of Samples, 3(1), 1–9. Retrieved from: https://pubmed.ncbi.nlm.nih.gov/12345678/
"""


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "zinc.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def counts():
    models = (HealthArticlePage, Reference, PaidLink, AffiliateProgram, ImportRecord)
    return [model.objects.count() for model in models]


def test_a_file_becomes_a_draft_that_readers_do_not_see(client, section, folder):
    out, _ = run(folder)
    assert "created draft “Zinc and the Skin”" in out
    page = HealthArticlePage.objects.get()
    assert not page.live
    assert client.get("/articles/zinc-and-the-skin/").status_code == 404
    assert page.latest_revision is not None


@pytest.mark.usefixtures("report_only")
def test_a_published_import_is_a_page_with_its_parts(client, section, folder):
    run(folder)
    page = HealthArticlePage.objects.get()
    page.get_latest_revision().publish()
    html = client.get("/articles/zinc-and-the-skin/").content.decode()
    for words in ("11 mg daily", "Women", "(paid link)", "PMID 12345678", "How Much Zinc"):
        assert words in html
    assert html.index("As an Amazon Associate I earn") < html.index("Support your skin")
    assert html.index("This page contains paid links") < html.index("Support your skin")


def test_running_twice_changes_nothing(section, folder):
    run(folder)
    before = counts()
    out, _ = run(folder)
    assert "already imported" in out
    assert counts() == before


def test_a_changed_file_is_left_alone_unless_an_update_is_asked_for(section, folder):
    run(folder)
    (folder / "zinc.txt").write_text(ARTICLE.replace("11 mg", "12 mg"), "utf-8")
    out, _ = run(folder)
    assert "use --update" in out
    assert "11 mg" in str(HealthArticlePage.objects.get().get_latest_revision_as_object().body)
    out, _ = run("--update", folder)
    assert "new draft revision of" in out
    assert HealthArticlePage.objects.count() == 1
    page = HealthArticlePage.objects.get().get_latest_revision_as_object()
    assert "12 mg" in str(page.body)


def test_a_dry_run_leaves_nothing_behind(section, folder):
    before = counts()
    out, _ = run("--dry-run", folder)
    assert "Nothing was kept. It would be: 1 new" in out
    assert counts() == before


def test_bad_files_are_named_and_do_not_stop_the_others(section, folder, settings):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(os.urandom(4000) + b"\0")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    out, err = run(folder, folder / "missing.txt", fails=True)
    assert HealthArticlePage.objects.get().title == "Zinc and the Skin"
    for name in ("empty.txt", "binary.txt", "huge.txt", "missing.txt"):
        assert err.count(f"{name}: ") == 1
    assert "50,000,000 bytes" in err
    assert "Left out, their endings are not known: picture.png." in out
    assert "1 new, 4 failed, of 5 files" in out


def test_files_in_a_folder_that_no_reader_takes_are_named(section, folder):
    for name in ("old.doc", ".hidden"):
        (folder / name).write_text("words")
    out, _ = run(folder)
    assert "Left out, their endings are not known: old.doc." in out
    assert HealthArticlePage.objects.count() == 1


def test_a_file_named_outright_must_be_of_a_known_kind(section, tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    _, err = run(picture, fails=True)
    assert "known endings are" in err


def test_a_page_that_cannot_be_saved_leaves_nothing_half_written(section, folder, monkeypatch):
    from health_content import importing

    def fail(*args, **kwargs):
        raise ValueError("no more room")

    monkeypatch.setattr(importing, "record_import", fail)
    before = counts()
    _, err = run(folder, fails=True)
    assert "nothing was kept: no more room" in err
    assert counts() == before


def test_a_title_too_long_for_a_page_stands_whole_in_the_text(section, tmp_path):
    title = "# " + "A very long title about zinc " * 12
    (tmp_path / "long.txt").write_text(f"{title.strip()}\n\nZinc is a mineral.\n", "utf-8")
    run(tmp_path)
    page = HealthArticlePage.objects.get()
    assert len(page.title) <= 255
    assert title.strip("# ") in page.body[0].value.source


def test_a_source_without_a_title_goes_by_its_file_name(section, tmp_path):
    words = "Zinc is a mineral that many foods contain, oysters more than any other. " * 6
    (tmp_path / "zinc_in-food.txt").write_text(f"{words}\n\n{words}\n", "utf-8")
    out, _ = run("--remarks", tmp_path)
    assert HealthArticlePage.objects.get().title == "Zinc in food"
    assert "the file name stands in for it" in out


def test_two_articles_of_one_title_get_addresses_of_their_own(section, folder):
    (folder / "zinc-two.txt").write_text(ARTICLE + "\nAnother line at the end.\n", "utf-8")
    run(folder)
    slugs = sorted(HealthArticlePage.objects.values_list("slug", flat=True))
    assert slugs == ["zinc-and-the-skin", "zinc-and-the-skin-2"]


def test_articles_share_one_reference(section, folder):
    (folder / "zinc-two.txt").write_text(ARTICLE.replace("Zinc and the", "Zinc for"), "utf-8")
    run(folder)
    assert Reference.objects.count() == 1


def test_without_a_place_to_import_to_the_command_says_what_to_do(home, folder):
    with pytest.raises(CommandError, match="--parent"):
        call_command("import_articles", str(folder))
    run("--parent", home.pk, folder)
    assert HealthArticlePage.objects.get().get_parent().pk == home.pk


def test_an_owner_that_does_not_exist_is_refused(section, folder):
    with pytest.raises(CommandError, match="no account 'nobody'"):
        call_command("import_articles", "--user", "nobody", str(folder))


@pytest.mark.usefixtures("report_only")
def test_the_real_article_is_imported_and_published_with_its_parts(section, client, real_article):
    run(real_article)
    page = HealthArticlePage.objects.get()
    page.get_latest_revision().publish()
    html = client.get(page.url).content.decode()
    assert html.count("(paid link)") == 2
    assert html.count('class="hc-myth') >= 3
    assert html.index('data-obligation="affiliate-disclosure"') < html.index("(paid link)")
    assert "400–420 mg daily" in html
    assert Reference.objects.count() == 5
    sections = [node for node in page.manuscript.body if isinstance(node, Section)]
    assert [node.level for node in sections].count(2) == 8
