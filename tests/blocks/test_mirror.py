"""Block, module, template and test share one name."""

import html
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.utils.html import strip_tags

import health_content.blocks
from health_content.blocks import ArticleBlock, ArticleBodyBlock, RichTextBlock

FOLDER = Path(health_content.blocks.__file__).parent
TEMPLATES = FOLDER.parent / "templates" / "health_content" / "blocks"
BODY = ArticleBodyBlock()


def public_blocks():
    """Each block a body may hold, by the name of its template's stem."""
    found = {}
    for module in pkgutil.iter_modules([str(FOLDER)]):
        members = inspect.getmembers(
            importlib.import_module(f"health_content.blocks.{module.name}"), inspect.isclass
        )
        for _, block in members:
            ours = issubclass(block, ArticleBlock | RichTextBlock) and block is not ArticleBlock
            if ours and block.__module__.endswith(f".{module.name}"):
                found[Path(block._meta_class.template).stem] = (module.name, block)
    return found


def used_blocks():
    stream = dict(BODY.child_blocks)
    section = stream["section"].child_blocks["content"].child_blocks
    return stream | {"subsection": section["subsection"]}


@pytest.mark.parametrize(("stem", "entry"), public_blocks().items())
def test_a_block_module_has_a_template_and_a_test_of_its_name(stem, entry):
    module, _ = entry
    assert stem == module or (module, stem) == ("section", "subsection")
    assert (TEMPLATES / f"{stem}.html").is_file()
    assert (Path(__file__).parent / f"test_{module}.py").is_file()


def test_every_block_template_has_a_block():
    assert {path.stem for path in TEMPLATES.glob("*.html")} == set(public_blocks())


def test_a_body_offers_every_public_block():
    assert set(used_blocks()) == set(public_blocks())


@pytest.mark.parametrize(("name", "block"), used_blocks().items())
def test_an_editor_sees_what_a_block_is(name, block):
    assert str(block.label)
    assert str(block.meta.description)
    assert block.meta.icon != "placeholder"
    assert get_template(block.meta.template)


def passages_of(block):
    return block.to_node(block.normalize(block.get_preview_value()), "").passages()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "block"), used_blocks().items())
def test_the_preview_value_of_a_block_can_be_shown(name, block):
    shown = block.render(block.get_preview_value(), context={"heading_level": 2})
    assert shown.strip().startswith("<")
    first = next((text for _, text in passages_of(block)), "")
    assert first.partition("\n")[0] in html.unescape(strip_tags(shown))
