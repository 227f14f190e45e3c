"""References in the styles of AMA, Vancouver and APA.

What is expected was written by hand after the rules: AMA Manual of Style, 11th edition, section
3.11 as quoted at infoguides.rit.edu (guide 726149) and libguides.sullivan.edu (guide 124711);
ICMJE's "Uniform Requirements: Sample References"; and APA's Publication Manual, 7th edition, as at
libguides.bgsu.edu (guide 1400212) and library.concordia.ca. All read 2026-11-23.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.bibliography import Name, ReferenceRecord
from health_content.bibliography.printing import STYLES, printed, printed_html, printed_in_all

ROLE = "Role of Magnesium in Vitamin D Activation and Function"
ARTICLE = ReferenceRecord(
    title=ROLE,
    authors=(Name("Uwitonze", "AM"), Name("Razzaque", "M. S.")),
    container_title="The Journal of the American Osteopathic Association",
    container_title_short="J Am Osteopath Assoc",
    year=2018,
    volume="118",
    issue="3",
    page="181-189",
    doi="10.7556/jaoa.2018.037",
)
ONLINE = ReferenceRecord(
    title="A trial",
    authors=(Name("Smith", "John, Jr."),),
    container_title="Bone",
    year=2024,
    month=3,
    doi="10.5555/12345678",
)
BOOK = ReferenceRecord(
    type="book",
    title="Nutrition for bone health.",
    authors=(Name("van Loon", "L. J. C."), Name("Smith", "Ann")),
    year=2019,
    publisher="Wiley",
    publisher_place="New York",
    edition="2nd ed.",
)
CHAPTER = ReferenceRecord(
    type="chapter",
    title="Magnesium and bone",
    authors=(Name("Smith", "A. B."),),
    editors=(Name("Jones", "C"), Name("Wu", "D")),
    container_title="Handbook of minerals",
    year=2019,
    publisher="Wiley",
    publisher_place="New York",
    page="12-25",
)
REPORT = ReferenceRecord(
    type="report",
    title="Dietary reference intakes for calcium",
    authors=(Name(literal="Institute of Medicine"),),
    publisher="National Academies Press",
    publisher_place="Washington (DC)",
    year=2011,
)
PAGE = ReferenceRecord(
    type="webpage",
    title="Magnesium: fact sheet",
    authors=(Name(literal="Office of Dietary Supplements"),),
    container_title="National Institutes of Health",
    url="https://ods.example.org/magnesium",
    accessed="2024-05-02",
)
MANY = ReferenceRecord(
    title="Is it so?",
    authors=tuple(Name(f"Author{letter}", "AB") for letter in "abcdefg"),
    container_title="Bone",
    year=2020,
    volume="1",
    page="18-29",
)
SEVERAL = ReferenceRecord(
    title="A title",
    authors=(Name("Smith", "J"),),
    authors_complete=False,
    container_title="Bone",
    year=2020,
    volume="1",
    page="e5",
)
NOBODY = ReferenceRecord(
    title="21st century heart solution may have a sting in the tail",
    container_title="BMJ",
    year=2002,
    volume="325",
    issue="7357",
    page="184",
)


def _case(record, ama, vancouver, apa):
    return record, {"ama": ama, "vancouver": vancouver, "apa": apa}


EXPECTED = [
    _case(
        ARTICLE,
        f"Uwitonze AM, Razzaque MS. {ROLE}. J Am Osteopath Assoc. 2018;118(3):181-189. "
        "doi:10.7556/jaoa.2018.037",
        f"Uwitonze AM, Razzaque MS. {ROLE}. J Am Osteopath Assoc. 2018;118(3):181-9. "
        "doi:10.7556/jaoa.2018.037",
        f"Uwitonze, A. M., & Razzaque, M. S. (2018). {ROLE}. The Journal of the American "
        "Osteopathic Association, 118(3), 181–189. https://doi.org/10.7556/jaoa.2018.037",
    ),
    _case(
        ONLINE,
        "Smith J Jr. A trial. Bone. Published online March 2024. doi:10.5555/12345678",
        "Smith J Jr. A trial. Bone. 2024 Mar. doi:10.5555/12345678",
        "Smith, J., Jr. (2024). A trial. Bone. https://doi.org/10.5555/12345678",
    ),
    _case(
        BOOK,
        "van Loon LJC, Smith A. Nutrition for Bone Health. 2nd ed. Wiley; 2019.",
        "van Loon LJC, Smith A. Nutrition for bone health. 2nd ed. New York: Wiley; 2019.",
        "van Loon, L. J. C., & Smith, A. (2019). Nutrition for bone health (2nd ed.). Wiley.",
    ),
    _case(
        CHAPTER,
        "Smith AB. Magnesium and bone. In: Jones C, Wu D, eds. Handbook of Minerals. Wiley; "
        "2019:12-25.",
        "Smith AB. Magnesium and bone. In: Jones C, Wu D, editors. Handbook of minerals. "
        "New York: Wiley; 2019. p. 12-25.",
        "Smith, A. B. (2019). Magnesium and bone. In C. Jones & D. Wu (Eds.), Handbook of minerals "
        "(pp. 12–25). Wiley.",
    ),
    _case(
        REPORT,
        "Institute of Medicine. Dietary Reference Intakes for Calcium. National Academies Press; "
        "2011.",
        "Institute of Medicine. Dietary reference intakes for calcium. Washington (DC): National "
        "Academies Press; 2011.",
        "Institute of Medicine. (2011). Dietary reference intakes for calcium. National Academies "
        "Press.",
    ),
    _case(
        PAGE,
        "Office of Dietary Supplements. Magnesium: fact sheet. National Institutes of Health. "
        "Accessed May 2, 2024. https://ods.example.org/magnesium",
        "Office of Dietary Supplements. Magnesium: fact sheet [Internet]. National Institutes of "
        "Health; [cited 2024 May 2]. Available from: https://ods.example.org/magnesium",
        "Office of Dietary Supplements. (n.d.). Magnesium: fact sheet. National Institutes of "
        "Health. Retrieved May 2, 2024, from https://ods.example.org/magnesium",
    ),
    _case(
        MANY,
        "Authora AB, Authorb AB, Authorc AB, et al. Is it so? Bone. 2020;1:18-29.",
        "Authora AB, Authorb AB, Authorc AB, Authord AB, Authore AB, Authorf AB, et al. Is it so? "
        "Bone. 2020;1:18-29.",
        "Authora, A. B., Authorb, A. B., Authorc, A. B., Authord, A. B., Authore, A. B., "
        "Authorf, A. B., & Authorg, A. B. (2020). Is it so? Bone, 1, 18–29.",
    ),
    _case(
        SEVERAL,
        "Smith J, et al. A title. Bone. 2020;1:e5.",
        "Smith J, et al. A title. Bone. 2020;1:e5.",
        "Smith, J., et al. (2020). A title. Bone, 1, e5.",
    ),
    _case(
        NOBODY,
        "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
        "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
        "21st century heart solution may have a sting in the tail. (2002). BMJ, 325(7357), 184.",
    ),
]


@pytest.mark.parametrize(
    ("record", "entries"),
    EXPECTED,
    ids=lambda item: item.title[:20] if isinstance(item, ReferenceRecord) else "",
)
def test_an_entry_is_printed_as_the_rules_of_its_style_say(record, entries):
    assert printed_in_all(record) == entries


def test_marks_of_html_in_a_title_are_text_in_one_form_and_escaped_in_the_other():
    record = ReferenceRecord(title="P < 0.05 & <b>so</b>", container_title="Bone", volume="7")
    assert printed(record, "ama") == "P < 0.05 & <b>so</b>. Bone. 7."
    assert printed_html(record, "ama") == (
        "P &lt; 0.05 &amp; &lt;b&gt;so&lt;/b&gt;. <i>Bone</i>. 7."
    )


def test_a_record_without_a_title_and_a_style_that_is_none_are_told():
    assert printed(ReferenceRecord(year=2020), "apa") == ""
    with pytest.raises(KeyError):
        printed(ARTICLE, "chicago")


def test_threads_do_not_get_each_others_entries():
    jobs = [(record, style) for record, _ in EXPECTED for style in STYLES] * 2
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda job: printed(*job), jobs))
    assert found == [printed(*job) for job in jobs]


odd = st.text("aZ1 .,;:<>&-–{}()\\'\"é\0", max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        ReferenceRecord,
        type=st.sampled_from(["article-journal", "book", "chapter", "report", "webpage", "odd"]),
        title=odd,
        authors=st.lists(st.builds(Name, odd, odd, st.one_of(st.just(""), odd)), max_size=3).map(
            tuple
        ),
        authors_complete=st.booleans(),
        container_title=odd,
        year=st.integers(-1, 20000),
        month=st.integers(-1, 14),
        day=st.integers(-1, 40),
        volume=odd,
        issue=odd,
        page=odd,
        publisher=odd,
        edition=odd,
        url=odd,
        accessed=st.sampled_from(["", "soon", "2024", "2024-13-40", "0000-00-00"]),
        editors=st.just((Name("Wu"), Name())),
    ),
    st.sampled_from(sorted(STYLES)),
)
def test_no_record_makes_printing_raise(record, style):
    assert isinstance(printed(record, style), str)


def test_what_a_style_would_not_list_is_printed_all_the_same():
    letter = ReferenceRecord(type="personal_communication", title="On bone", year=2020)
    assert all("On bone" in entry for entry in printed_in_all(letter).values())
