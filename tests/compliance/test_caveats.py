"""What takes a claim back, and what does not."""

import pytest

from health_content.compliance import Severity, check
from health_content.compliance.examples import edition_of

STANDING = (
    "Consult your physician and enjoy turmeric that cures arthritis.",
    "Magnesium cures arthritis, so talk to your doctor.",
    "Studies show magnesium cures arthritis, though more research is needed.",
    "Whether you are young or old, our turmeric cures arthritis.",
    "Forget the myth of aging: turmeric cures arthritis.",
    "1500 mg of turmeric cures arthritis.",
    "Cancer was cured by turmeric.",
    "Turmeric cures mild arthritis.",
    "Stop taking your blood pressure pills; take magnesium.",
    "Keeps arthritis at bay.",
    "This may cure arthritis.",
)
TAKEN_BACK = (
    "Talk to your doctor before taking magnesium to treat migraine.",
    "It is unclear whether turmeric cures arthritis.",
    "The evidence that magnesium relieves migraine is limited.",
    "There is no good evidence that magnesium prevents osteoporosis.",
    "The trial found no effect of magnesium on fractures or osteoporosis.",
    "High-dose vitamin D did not reduce the risk of fractures in that trial.",
    "People with haemochromatosis should avoid iron and vitamin C supplements.",
    "A T-score of minus 2.5 or lower means that you have osteoporosis.",
    "Some people think that magnesium cures leg cramps, but trials do not bear this out.",
    "The task force recommends against vitamin D to prevent fractures.",
    "Magnesium can build up in people with kidney failure.",
    "Ask your doctor if turmeric may relieve arthritis.",
    "In 1747 James Lind treated scurvy at sea with citrus fruit.",
)


def blocking_claims(text):
    return [
        item.quote
        for item in check(edition_of(text)).of(Severity.BLOCKING)
        if item.code.startswith("CLM")
    ]


@pytest.mark.parametrize("text", STANDING)
def test_advice_and_doubt_in_another_clause_take_no_claim_back(text):
    assert blocking_claims(text)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_honest_doubt_advice_and_null_results_are_left_alone(text):
    assert blocking_claims(text) == []
