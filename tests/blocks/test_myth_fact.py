"""The myth fact block."""


def test_a_myth_and_its_fact_survive(round_trip):
    node = round_trip(
        "myth_fact", {"myth": "More is better.", "fact": "<p>There is an upper limit.</p>"}
    )
    assert (node.myth, node.fact.text) == ("More is better.", "There is an upper limit.")
