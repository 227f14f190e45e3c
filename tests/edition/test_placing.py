"""Where obligations end up among an article's nodes."""

from hypothesis import given
from hypothesis import strategies as st

from health_content.edition import Channel, Obligation, ObligationKind, Placement, place
from health_content.manuscript import (
    CallToAction,
    Manuscript,
    PaidLinkTarget,
    Prose,
    RichText,
    Section,
)
from health_content.statutory import AFFILIATE_DEFAULT, FDA_PLURAL, MEDICAL_DEFAULT
from tests.manuscript.strategies import manuscripts

FDA = Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER)
MEDICAL = Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER)
DISCLOSURE = Obligation.of(
    AFFILIATE_DEFAULT, ObligationKind.AFFILIATE_DISCLOSURE, Placement.BEFORE_FIRST_PAID_LINK
)

obligations = st.lists(
    st.builds(
        Obligation,
        id=st.sampled_from(["fda", "medical", "affiliate", "amazon"]),
        kind=st.sampled_from(ObligationKind),
        text=st.sampled_from(["One text.", "Another text."]),
        language=st.just("en-US"),
        revision=st.just("1"),
        placement=st.sampled_from(Placement),
    ),
    max_size=8,
)


@given(manuscripts, obligations, st.sampled_from(Channel))
def test_every_obligation_is_placed_exactly_once_and_no_node_is_lost(manuscript, owed, channel):
    edition = place(manuscript, owed, channel)
    assert set(edition.obligations) == set(owed)
    assert len(edition.obligations) == len(set(owed))
    assert tuple(edition.nodes()) == manuscript.body
    assert edition.must_render == tuple(item.id for item in edition.obligations)


@given(manuscripts, obligations, st.sampled_from(Channel))
def test_disclosures_stand_before_the_first_paid_link(manuscript, owed, channel):
    edition = place(manuscript, owed, channel)
    seen_node = False
    for item in edition.sequence:
        if isinstance(item, Obligation):
            assert not (seen_node and item.placement is Placement.BEFORE_FIRST_PAID_LINK)
        else:
            seen_node = True


def test_a_link_inside_the_first_section_comes_after_the_disclosure_and_before_disclaimers():
    call = CallToAction(text="See the powder", link=PaidLinkTarget(merchant="Amazon"))
    section = Section(heading="Powders", content=(call,))
    article = Manuscript(body=(section, Prose(html=RichText("<p>Ask a pharmacist.</p>"))))
    edition = place(article, [FDA, DISCLOSURE, MEDICAL], Channel.WEB)
    assert edition.sequence == (DISCLOSURE, *article.body, FDA, MEDICAL)


def test_an_empty_article_still_carries_its_disclaimers():
    edition = place(Manuscript(), [FDA, MEDICAL], Channel.FEED)
    assert edition.sequence == (FDA, MEDICAL)


def test_an_obligation_is_written_bold_and_escaped():
    risky = Obligation(
        id='a"b',
        kind=ObligationKind.DISCLAIMER_ADDITION,
        text="5 < 6 & bold",
        language="en-US",
        revision="1",
    )
    assert "<strong>5 &lt; 6 &amp; bold</strong>" in risky.html
    assert 'data-obligation="a&quot;b"' in risky.html
