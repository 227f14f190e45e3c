"""The audience block."""


def test_an_audience_survives_group_by_group(round_trip):
    node = round_trip(
        "audience",
        {
            "heading": "Who should ask",
            "groups": [
                {
                    "type": "item",
                    "id": "g1",
                    "value": {"name": "Older adults", "html": "<ul><li>Ask.</li></ul>"},
                }
            ],
        },
    )
    assert [(group.name, group.html.text) for group in node.groups] == [("Older adults", "Ask.")]
