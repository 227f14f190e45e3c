"""What blocks of any kind say."""

import json

import pytest
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from health_content.blocks.body import ArticleBodyBlock
from health_content.blocks.spoken import Place, spoken, words_of
from health_content.edition.beside import ADDRESS
from health_content.manuscript import Embed, Unknown
from health_content.models import Person
from tests.factories import ImageFactory


class Box(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()
    rows = blocks.ListBlock(blocks.TextBlock())


class Fixed(blocks.StaticBlock):
    def render(self, value, context=None):
        return "<p>Always <b>said</b></p>"


class Broken(blocks.StaticBlock):
    def render(self, value, context=None):
        raise RuntimeError("Not without a request.")


def said(block, stored):
    """What a block's stored value says, by place, and as what."""
    block.set_name("thing")
    value = block.to_python(stored)
    told = spoken(block, value, Place.field("field"))
    return {
        str(one.location): (one.said if one.role == ADDRESS else one.text, one.role) for one in told
    }


def test_each_part_of_a_struct_speaks_at_its_place():
    stored = {
        "heading": "Why",
        "text": "<p>Be<b>cause</b></p>",
        "rows": [{"type": "item", "id": "r1", "value": "First"}],
    }
    assert said(Box(), stored) == {
        "field.heading": ("Why", "heading"),
        "field.text": ("Because", "body"),
        "field.rows.r1": ("First", "body"),
    }


def test_raw_html_speaks_in_its_text_and_its_attributes_and_not_in_its_scripts():
    html = (
        '<p onclick="go()">Cures &amp; heals</p><script>var cancer;</script><!-- no -->'
        "<img src=x alt=\"A healed knee\"><input placeholder='Ask us'>"
    )
    assert said(blocks.RawHTMLBlock(), html) == {
        "field": ("Cures & heals", "body"),
        "field.alt": ("A healed knee\nAsk us", "alt"),
    }


def test_a_text_that_holds_html_is_read_as_html():
    assert said(blocks.TextBlock(), "<p>It <b>cur</b>es</p>") == {"field": ("It cures", "body")}


def test_a_static_block_says_what_its_template_says():
    assert said(Fixed(), None) == {"field": ("Always said", "body")}


def test_a_static_block_that_cannot_be_rendered_alone_says_nothing_and_raises_nothing():
    assert said(Broken(), None) == {}


def test_addresses_are_kept_apart_from_words():
    assert said(blocks.URLBlock(), "https://shop.example/") == {
        "field": ("https://shop.example/", ADDRESS)
    }
    block = EmbedBlock()
    told = list(spoken(block, block.to_python("https://video.example/1"), Place.field("field")))
    assert [one.said for one in told] == [Embed("https://video.example/1")]


def test_tables_speak_cell_by_cell():
    typed = TypedTableBlock([("text", blocks.CharBlock())])
    stored = {
        "columns": [{"type": "text", "heading": "Food"}],
        "rows": [{"values": ["Nuts"]}, {"values": ["Oats"]}],
        "caption": "Magnesium",
    }
    assert said(typed, stored) == {
        "field.caption": ("Magnesium", "caption"),
        "field.columns.1": ("Food", "heading"),
        "field.rows.1.1": ("Nuts", "body"),
        "field.rows.2.1": ("Oats", "body"),
    }
    plain = {"data": [["Food", "Amount"]], "table_caption": "What holds it"}
    assert words_of(TableBlock(), TableBlock().to_python(plain)).splitlines() == [
        "Food",
        "Amount",
        "What holds it",
    ]


def test_pictures_and_chosen_entries_speak_by_name(db):
    image = ImageFactory(title="A knee", description="A knee that was healed")
    assert said(ImageChooserBlock(), image.pk) == {"field": ("A knee that was healed", "alt")}
    stored = {"image": image.pk, "alt_text": "Cured", "decorative": False}
    assert said(ImageBlock(), stored) == {"field": ("Cured", "alt")}
    assert said(ImageBlock(), stored | {"decorative": True}) == {}
    person = Person.objects.create(name="Ada Sample", credentials="MD")
    chooser = SnippetChooserBlock("health_content.Person")
    assert said(chooser, person.pk) == {"field": ("Ada Sample, MD", "body")}
    assert said(chooser, 99999) == {}


def test_choices_speak_by_their_labels():
    choice = blocks.ChoiceBlock(choices=[("c", "Cures arthritis")])
    assert said(choice, "c") == {"field": ("Cures arthritis", "body")}


def test_numbers_and_days_say_nothing():
    assert said(blocks.IntegerBlock(), 3) == said(blocks.BooleanBlock(), True) == {}
    assert said(blocks.DateBlock(), "2026-11-23").keys() <= {"field"}


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 5000 + "deep",
        "<![CDATA[ x ]]><![if !IE]><!doctype <a href=",
        "<a href='javascript:alert(1)'>\x00\ud800&#x110000;&bogus;</a",
        "<script>" * 50,
        "<" * 3000,
        'alt="' * 3000,
    ],
)
def test_hostile_html_is_read_and_raises_nothing(html):
    list(spoken(blocks.RawHTMLBlock(), html, Place.field("field")))
    for one in spoken(blocks.TextBlock(), html, Place.field("field")):
        list(one.addresses)
        assert isinstance(one.text, str)


def test_a_value_of_another_shape_than_its_block_counts_by_all_its_words():
    class Odd(blocks.StructBlock):
        heading = blocks.CharBlock()

        def get_prep_value(self, value):
            return value

    assert words_of(Odd(), [{"a": ["Cures", 3, None]}, "arthritis"]) == "Cures\narthritis"


def test_a_foreign_block_in_an_article_keeps_all_its_words_and_what_is_stored():
    body = ArticleBodyBlock([("html", blocks.RawHTMLBlock()), ("fixed", Fixed()), ("box", Box())])
    stream = body.to_python(
        [
            {"type": "html", "id": "h", "value": "<p>Cures <i>arthritis</i></p>"},
            {"type": "fixed", "id": "f", "value": None},
            {
                "type": "box",
                "id": "b",
                "value": {"heading": "Why", "text": "<p>So</p>", "rows": ["x"]},
            },
        ]
    )
    nodes = body.to_nodes(stream)
    assert [type(node) for node in nodes] == [Unknown] * 3
    assert [node.text for node in nodes] == ["Cures arthritis", "Always said", "Why\nSo\nx"]
    assert json.loads(nodes[0].data) == "<p>Cures <i>arthritis</i></p>"
