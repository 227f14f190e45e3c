"""The key points block."""


def test_key_points_survive_with_the_ids_of_their_items(round_trip):
    node = round_trip(
        "key_points",
        {
            "heading": "In short",
            "items": [
                {"type": "item", "id": "a1", "value": "<p>Eat <b>nuts</b>.</p>"},
                {"type": "item", "id": "a2", "value": "<p>Ask first.</p>"},
            ],
        },
    )
    assert [(item.id, item.html.text) for item in node.items] == [
        ("a1", "Eat nuts."),
        ("a2", "Ask first."),
    ]
