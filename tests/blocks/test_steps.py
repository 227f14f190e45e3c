"""The steps block."""


def test_steps_survive_with_titles_and_texts(round_trip):
    node = round_trip(
        "steps",
        {
            "heading": "How to take it",
            "items": [
                {"type": "item", "id": "s1", "value": {"title": "Ask", "html": "<p>First.</p>"}},
                {"type": "item", "id": "s2", "value": {"title": "", "html": "<p>Then.</p>"}},
            ],
        },
    )
    assert [(step.title, step.html.text) for step in node.items] == [
        ("Ask", "First."),
        ("", "Then."),
    ]
