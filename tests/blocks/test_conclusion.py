"""The conclusion block."""


def test_a_conclusion_survives(round_trip):
    node = round_trip("conclusion", {"heading": "The bottom line", "html": "<p>Eat well.</p>"})
    assert (node.heading, node.html.text) == ("The bottom line", "Eat well.")
