"""Sections and their anchors."""

from health_content.blocks.anchors import contents, give_anchors
from health_content.manuscript import Section, SectionAspect
from tests.blocks.conftest import BODY, value_of


def section(heading, content=(), anchor="", block_id=None, name="section"):
    stored = {"type": name, "value": {"heading": heading, "anchor": anchor, "content": content}}
    return stored | ({"id": block_id} if block_id else {})


def test_a_section_survives_with_its_subsections_and_their_blocks(round_trip):
    text = {"type": "rich_text", "value": "<p>Inside.</p>", "id": "t1"}
    node = round_trip(
        "section",
        {
            "heading": "Safety",
            "aspect": "SafetyHealthAspect",
            "anchor": "safety",
            "content": [
                text,
                section("Kidneys", [text | {"id": "t2"}], "kidneys", "s2", "subsection"),
            ],
        },
    )
    assert node.aspect is SectionAspect.SAFETY
    assert [type(part).kind for part in node.content] == ["rich_text", "section"]
    assert node.content[1].level == 3


def test_every_aspect_can_be_chosen():
    block = BODY.child_blocks["section"]
    offered = {value for value, _ in block.child_blocks["aspect"].field.choices}
    assert offered == {aspect.value for aspect in SectionAspect}


def test_equal_headings_get_different_anchors_and_keep_given_ones():
    body = value_of(section("Dose"), section("Dose"), section("Renamed", anchor="old-name"))
    give_anchors(body)
    assert [line.anchor for line in contents(body)] == ["dose", "dose-2", "old-name"]


def test_an_anchor_stays_when_its_heading_changes():
    body = BODY.clean(value_of(section("Dose", [{"type": "rich_text", "value": "<p>a</p>"}])))
    body[0].value["heading"] = "How much to take"
    assert [line.anchor for line in contents(BODY.clean(body))] == ["dose"]


def test_a_heading_cannot_take_an_anchor_the_page_uses_itself():
    body = value_of(section("Main"), section("Ref 1"), section("…"))
    give_anchors(body)
    assert [line.anchor for line in contents(body)] == ["section-main", "section-ref-1", "section"]


def test_a_section_nested_too_deep_becomes_text_with_its_heading():
    deep = Section("Deep", 3, content=(), id="d")
    node = Section("Top", 2, content=(Section("Mid", 3, content=(deep,), id="m"),), id="t")
    body = BODY.to_python(BODY.from_nodes([node]))
    (top,) = BODY.to_nodes(body)
    assert top.content[0].content[0].html.text == "Deep"
