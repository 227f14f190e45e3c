"""The rich text block."""


def test_running_text_survives_with_its_links(round_trip):
    html = '<p>See <a linktype="page" id="3">the other article</a> &amp; rest.</p>'
    node = round_trip("rich_text", html)
    assert node.html.text == "See the other article & rest."
    assert [link.target for link in node.html.links] == ["page:3"]
