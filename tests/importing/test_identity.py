"""Which page a file belongs to, and what stops at one file without stopping the others."""

import os

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from health_content import importing
from health_content.importing import LockedPage, create_draft, revise_draft
from health_content.library.records import ImportRecord
from health_content.manuscript import (
    CallToAction,
    Manuscript,
    PaidLinkTarget,
    Prose,
    Reference,
    References,
    RichText,
)
from health_content.models import HealthArticlePage, PaidLink
from health_content.models import Reference as LibraryReference
from tests.factories import HealthIndexPageFactory, UserFactory
from tests.importing.conftest import run

ZINC = "Zinc and the Skin\n\nSkin cells need zinc to divide, and a cut heals late without it.\n"
COPPER = "Copper and Bone\n\nCopper helps the body to link the fibers that bone is built on.\n"


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def titles():
    return sorted(HealthArticlePage.objects.values_list("title", flat=True))


def words_of(page):
    return str(page.get_latest_revision_as_object().body)


def test_files_of_one_name_in_two_folders_are_two_articles(section, tmp_path):
    write(tmp_path / "a" / "x.txt", ZINC)
    write(tmp_path / "b" / "x.txt", COPPER)
    out, _ = run(tmp_path / "a", tmp_path / "b")
    assert "2 new" in out
    assert titles() == ["Copper and Bone", "Zinc and the Skin"]


def test_an_update_never_reaches_the_page_of_a_file_of_the_same_name(section, tmp_path):
    write(tmp_path / "a" / "x.txt", ZINC)
    write(tmp_path / "b" / "x.txt", COPPER)
    run("--update", tmp_path / "a", tmp_path / "b")
    assert titles() == ["Copper and Bone", "Zinc and the Skin"]
    assert "Copper" not in words_of(HealthArticlePage.objects.get(title="Zinc and the Skin"))


def test_a_file_is_known_by_its_whole_path_however_it_is_named(section, tmp_path, monkeypatch):
    path = write(tmp_path / "a" / "x.txt", ZINC)
    run(tmp_path / "a")
    assert ImportRecord.objects.get().source_name == str(path.resolve())
    path.write_text(ZINC.replace("late", "slowly"), "utf-8")
    monkeypatch.chdir(tmp_path / "a")
    out, _ = run("x.txt")
    assert "changed since it became" in out
    assert HealthArticlePage.objects.count() == 1


def test_a_long_path_is_kept_by_its_end(section, tmp_path):
    path = write(tmp_path.joinpath(*["a folder with a long name " * 4] * 6) / "x.txt", ZINC)
    run(path)
    assert ImportRecord.objects.get().source_name == str(path.resolve())[-500:]


def test_a_file_named_twice_is_imported_once(section, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    out, _ = run(path, tmp_path, tmp_path / ".." / tmp_path.name / "x.txt")
    assert "1 new, 0 failed, of 1 files" in out


def test_links_in_a_circle_are_one_failure(section, tmp_path):
    write(tmp_path / "x.txt", ZINC)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    out, err = run(tmp_path / "loop.txt", tmp_path / "x.txt", fails=True)
    assert "1 new, 1 failed" in out
    assert "loop.txt: There is no such file" in err


def test_a_file_name_that_is_no_text_is_imported_all_the_same(section, tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:
        file.write(ZINC.encode())
    out, _ = run(tmp_path)
    assert "caf\\udce9.txt: created draft" in out
    out, _ = run(tmp_path)
    assert "already imported" in out


def test_a_file_that_went_back_to_its_first_words_takes_the_page_along(section, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    run(path)
    write(path, ZINC.replace("late", "slowly"))
    run("--update", path)
    write(path, ZINC)
    out, _ = run(path)
    assert "changed since it became" in out
    out, _ = run("--update", path)
    assert "new draft revision of" in out
    assert "heals late" in words_of(HealthArticlePage.objects.get())
    out, _ = run("--update", path)
    assert "already imported" in out


def test_a_copy_of_words_a_page_no_longer_has_is_a_new_article(section, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    run(path)
    write(path, ZINC.replace("late", "slowly"))
    run("--update", path)
    out, _ = run(write(tmp_path / "copy.txt", ZINC))
    assert "created draft" in out


def test_a_page_that_was_moved_is_not_imported_again(section, home, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    run("--parent", section.pk, path)
    elsewhere = HealthIndexPageFactory(parent=home, slug="skin")
    HealthArticlePage.objects.get().move(elsewhere, pos="last-child")
    for parent in (section, elsewhere):
        out, _ = run("--parent", parent.pk, path)
        assert "already imported" in out
    write(path, ZINC.replace("late", "slowly"))
    out, _ = run("--update", "--parent", section.pk, path)
    assert "new draft revision of" in out
    page = HealthArticlePage.objects.get()
    assert "heals slowly" in words_of(page)
    assert page.get_parent().pk == elsewhere.pk


def test_a_file_whose_page_was_deleted_is_imported_anew(section, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    run(path)
    HealthArticlePage.objects.get().delete()
    out, _ = run(path)
    assert "created draft" in out
    assert titles() == ["Zinc and the Skin"]


def test_one_file_below_two_indexes_is_two_pages(section, home, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    other = HealthIndexPageFactory(parent=home, slug="skin")
    for parent in (section, other):
        out, _ = run("--parent", parent.pk, path)
        assert "created draft" in out


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValidationError({"slug": ["This slug is taken."]}), "kept: slug: This slug is taken."),
        (ValidationError({"__all__": ["The page says nothing."]}), "kept: The page says nothing."),
        (ValidationError(["Write more.", "Write it well."]), "kept: Write more. Write it well."),
        (
            RuntimeError("a secret of the works"),
            "unexpected reason, nothing was kept (RuntimeError)",
        ),
    ],
)
def test_a_file_that_fails_in_any_way_leaves_nothing_and_the_others_go_on(
    section, tmp_path, monkeypatch, caplog, error, told
):
    write(tmp_path / "a.txt", COPPER)
    write(tmp_path / "b.txt", ZINC)
    record_import = importing.record_import

    def fail_for_copper(page, **values):
        if page.title.startswith("Copper"):
            raise error
        return record_import(page, **values)

    monkeypatch.setattr(importing, "record_import", fail_for_copper)
    out, err = run(tmp_path, fails=True)
    assert titles() == ["Zinc and the Skin"]
    assert "1 new, 1 failed, of 2 files" in out
    assert err.startswith("a.txt: ")
    assert told in err
    assert "secret" not in err
    logged = [entry for entry in caplog.records if entry.exc_info]
    assert len(logged) == isinstance(error, RuntimeError)


@pytest.mark.parametrize("given", ["²", "①", "no-such-page"])
def test_a_parent_that_is_no_number_and_no_path_is_said_to_be_none(section, tmp_path, given):
    path = write(tmp_path / "x.txt", ZINC)
    with pytest.raises(CommandError, match="No page has the id or URL path"):
        call_command("import_articles", "--parent", given, str(path))


def test_a_locked_page_is_not_revised(section, tmp_path):
    path = write(tmp_path / "x.txt", ZINC)
    run(path)
    page = HealthArticlePage.objects.get()
    page.locked, page.locked_by = True, UserFactory()
    page.save()
    before = page.latest_revision_id
    write(path, ZINC.replace("late", "slowly"))
    write(tmp_path / "y.txt", COPPER)
    out, err = run("--update", tmp_path, fails=True)
    assert f"x.txt: The page “Zinc and the Skin” (page {page.pk}) is locked. Unlock it" in err
    assert "1 new, 1 failed, of 2 files" in out
    page.refresh_from_db()
    assert page.latest_revision_id == before
    assert ImportRecord.objects.filter(page_id=page.pk).count() == 1
    with pytest.raises(LockedPage, match="Zinc and the Skin"):
        revise_draft(page, Manuscript(title="Zinc", body=(Prose(RichText("<p>Zinc.</p>")),)))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//amazon.com", "//", "https://amazon.com/" + "a" * 2000]
)
def test_no_library_entry_is_made_with_an_address_that_cannot_be_linked(section, address):
    manuscript = Manuscript(
        title="Zinc",
        body=(
            CallToAction(
                text="Find zinc at Amazon",
                link=PaidLinkTarget(program="amazon", merchant="Amazon", url=address),
            ),
            References(items=(Reference(citation="A. Writer, Zinc in skin, 2019.", url=address),)),
        ),
    )
    page = create_draft(manuscript, section, HealthArticlePage)
    assert not PaidLink.objects.exists()
    assert LibraryReference.objects.get().url == ""
    assert address not in str(page.body.get_prep_value())
    assert "Find zinc at Amazon" in str(page.body.get_prep_value())
