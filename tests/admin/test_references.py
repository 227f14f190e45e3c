"""References in the admin: their form, and adding many at once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from health_content.admin.references import fields as work
from health_content.admin.references.rows import read_rows
from health_content.bibliography import Name
from health_content.library.references import Reference
from tests.factories import HealthArticlePageFactory
from tests.lookups.bibliographers import Bibliographers
from tests.publishing.scene import HARMLESS, OFFER

VERONESE = "PMC8838086"
CITED = (
    f"Castiglioni S. Magnesium and inflammation in bone. Magnes Res. 2019;32(2):12-19. {VERONESE}"
)
UNKNOWN = "Smith J, Doe A. A made-up study of bone. J Tries. 2018;3(4):12-19."
ADD = "health_content_add_references"


@pytest.fixture
def asked(settings):
    """PubMed, the converter and Crossref on this machine."""
    running = Bibliographers().start()
    settings.HEALTH_CONTENT = {"REFERENCES": running.settings()}
    yield running
    running.stop()


def form_address(reference=None):
    name = Reference.snippet_viewset.get_url_name("edit" if reference else "add")
    return reverse(name, args=[reference.pk] if reference else [])


def sent(response, **more):
    """What the form that is shown would send."""
    form = response.context["form"]
    given = {bound.html_name: bound.value() for bound in form} | more
    return {name: value for name, value in given.items() if value not in (None, False)}


def test_authors_are_lines_that_come_back_as_they_were():
    names = (Name("van Loon", "LJC"), Name(literal="Food, Nutrition Board"), Name(literal="Ng K"))
    assert work.names_of(work.lines_of(names, is_complete=False)) == (names, False)
    with pytest.raises(ValidationError, match="Smith, J"):
        work.names_of("Smith J")


@pytest.mark.parametrize(
    ("clean", "typed", "kept"),
    [
        (work.clean_doi, "https://doi.org/10.1000/182", "10.1000/182"),
        (work.clean_pmid, "PMID: 0123", "123"),
        (work.clean_pmcid, "123456", "PMC123456"),
        (work.clean_isbn, "0-306-40615-2", "0306406152"),
    ],
)
def test_identifiers_are_taken_as_people_write_them_and_refused_when_they_are_none(
    clean, typed, kept
):
    assert clean(typed) == kept
    with pytest.raises(ValidationError):
        clean("nonsense")


def test_identifiers_by_themselves_are_told_from_the_ends_of_citations():
    rows = read_rows(f"34666201\n10.1000/182\n\n1. {UNKNOWN}\ndoi:10.1000/183\n\n2. A book. 2001.")
    assert [row.is_bare for row in rows] == [True, True, False, False]
    assert (rows[0].record.pmid, rows[1].record.doi) == ("34666201", "10.1000/182")
    assert rows[2].record.doi == "10.1000/183"


def test_fields_are_read_from_the_words_for_somebody_to_confirm_and_saved_by_that(
    admin_site, settings
):
    settings.HEALTH_CONTENT = {"REFERENCES": {"LOOK_UP": False}}
    read = admin_site.post(form_address(), {"citation": f"7. {UNKNOWN}", "fill": "read"})
    assert read.context["form"]["authors"].value() == "Smith, J\nDoe, A"
    assert not Reference.objects.exists()
    admin_site.post(form_address(), sent(read, vouched="on", status="unknown"))
    reference = Reference.objects.get()
    assert (reference.fields_from, reference.citation) == ("person", UNKNOWN)
    assert reference.entry.startswith("Smith J, Doe A. A made-up study of bone. J Tries. 2018")


def test_the_true_record_is_shown_beside_what_is_cited_and_taken_over_by_saving(admin_site, asked):
    reference = Reference.objects.create(citation=CITED, pmcid=VERONESE)
    shown = admin_site.get(form_address(reference))
    typed = sent(shown, fill="look-up") | {"status-was": "unknown"}
    looked = admin_site.post(form_address(reference), typed)
    assert "Effect of Magnesium Supplementation" in looked.content.decode()
    assert Reference.objects.get().entry == CITED
    token = looked.context["form"].answer.token()
    # What is known of another work says nothing of the one that is cited.
    assert looked.context["form"]["status"].value() == "unknown"
    taken = admin_site.post(
        form_address(reference), sent(looked, fill="take") | {"looked-up": token}
    )
    admin_site.post(form_address(reference), sent(taken) | {"looked-up": token})
    stored = Reference.objects.get()
    told = (stored.fields_from, stored.agreement, stored.status)
    assert told == ("record", "agrees", "current")
    assert stored.entry.startswith("Veronese N")


def test_nothing_is_added_before_the_last_word_and_a_refused_row_loses_nothing(admin_site, asked):
    there = Reference.objects.create(citation=UNKNOWN)
    address = reverse(ADD)
    shown = admin_site.post(address, {"text": f"{CITED}\n\n{UNKNOWN}\n\n34666201", "look_up": "on"})
    rows = [row for _number, row in shown.context["rows"]]
    assert [row.will_be_added for row in rows] == [False, False, True]
    assert (rows[0].differs, rows[1].twins) == (True, [there])
    assert Reference.objects.count() == 1
    chosen = {"add-0": "1", "keep-0": "typed", "add-1": "1", "keep-1": "typed", "add-2": "1"}
    done = admin_site.post(address, {"token": shown.context["token"], "do": "add", **chosen})
    assert [reference.agreement for reference, _address in done.context["added"]] == [
        "differs",
        "agrees",
    ]
    (left,) = [row for _number, row in done.context["rows"]]
    assert (left.text, "has this entry already" in left.problem) == (UNKNOWN, True)
    assert Reference.objects.count() == 3


def test_a_source_is_read_first_and_added_and_chosen_when_it_comes_back(admin_site, asked):
    address = reverse("wagtailsnippetchoosers_health_content_reference:create")
    shown = admin_site.post(address, {"text": "PMID 34666201"}).json()
    assert "Groenendijk" in shown["htmlFragment"]
    assert not Reference.objects.exists()
    token = shown["htmlFragment"].split('name="token" value="')[1].split('"')[0]
    told = {"text": "PMID 34666201", "token": token, "keep": "record"}
    chosen = admin_site.post(address, told).json()
    assert chosen["step"] == "chosen"
    assert Reference.objects.get().pmid == "34666201"


def test_a_retraction_that_was_found_while_the_form_was_open_is_not_saved_away(
    admin_site, settings
):
    settings.HEALTH_CONTENT = {"REFERENCES": {"LOOK_UP": False}}
    reference = Reference.objects.create(citation=UNKNOWN)
    open_form = sent(admin_site.get(form_address(reference)), population="older adults")
    Reference.objects.update(status="retracted")
    admin_site.post(form_address(reference), {**open_form, "status-was": "unknown"})
    stored = Reference.objects.get()
    assert (stored.population, stored.status) == ("older adults", "retracted")
    admin_site.post(
        form_address(reference), {**open_form, "status": "current", "status-was": "retracted"}
    )
    stored = Reference.objects.get()
    assert (stored.status, stored.status_source) == ("current", "person")


def test_another_doi_takes_away_what_was_known_of_the_one_before(admin_site, settings):
    settings.HEALTH_CONTENT = {"REFERENCES": {"LOOK_UP": False}}
    reference = Reference.objects.create(
        citation=UNKNOWN,
        doi="10.5555/a",
        status="current",
        status_source="crossref",
        conflict="Two works.",
    )
    shown = admin_site.get(form_address(reference))
    assert "Two works." in shown.content.decode()
    same = sent(shown, population="older adults")
    admin_site.post(form_address(reference), same)
    assert Reference.objects.get().status == "current"
    admin_site.post(form_address(reference), {**same, "doi": "10.5555/b"})
    stored = Reference.objects.get()
    told = (stored.doi, stored.status, stored.status_source, stored.conflict)
    assert told == ("10.5555/b", "unknown", "", "")


@pytest.fixture
def cited(home, settings):
    """A reference whose fields are not written as the form writes them, on a page that sells."""
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}, "REFERENCES": {"LOOK_UP": False}}
    reference = Reference.objects.create(citation=UNKNOWN, status="current")
    csl = {"type": "article-journal", "title": " A made-up  study", "DOI": "10.5555/ABC "}
    printed = {"ama": "As it was printed."}
    Reference.objects.update(csl=csl, fields_from="person", printed=printed, doi="10.5555/abc")
    items = {"heading": "References", "items": [Reference.objects.get(pk=reference.pk)]}
    HealthArticlePageFactory(
        parent=home,
        slug="sells",
        body=[("rich_text", f"<p>{HARMLESS}</p>"), OFFER, ("references", items)],
    )
    settings.HEALTH_CONTENT = {"REFERENCES": {"LOOK_UP": False}}
    return reference


def as_stored():
    changing = ("status", "status_source", "status_checked_at", "latest_revision")
    (row,) = Reference.objects.values()
    return {name: value for name, value in row.items() if name not in changing}


def test_that_a_cited_source_was_retracted_is_saved_and_nothing_else_is_changed_by_that(
    admin_site, cited
):
    before = as_stored()
    shown = sent(admin_site.get(form_address(cited)))
    shown = {name: str(value).replace("\n", "\r\n") for name, value in shown.items()}
    answer = admin_site.post(form_address(cited), {**shown, "status": "retracted"})
    assert answer.status_code == 302
    stored = Reference.objects.get()
    assert (stored.status, stored.status_source) == ("retracted", "person")
    assert as_stored() == before


def test_a_retraction_is_kept_where_the_rest_of_the_form_is_refused(admin_site, cited):
    before = as_stored()
    paid = {"open_access_url": "https://www.amazon.com/dp/B000000000?tag=site-20"}
    given = {**sent(admin_site.get(form_address(cited))), **paid, "status": "retracted"}
    answer = admin_site.post(form_address(cited), given)
    told = answer.content.decode()
    assert "The status “Retracted” was saved. Nothing else was" in told
    assert 'name="status-was" value="retracted"' in told
    assert Reference.objects.get().status == "retracted"
    assert as_stored() == before
