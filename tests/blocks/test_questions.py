"""The block of questions and answers."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import QuestionsBlock

BLOCK = QuestionsBlock()
ITEM = {"type": "item", "id": "abcdefgh", "value": {"question": "When?", "answer": "<p>Now.</p>"}}


def rendered(heading, level):
    value = BLOCK.to_python({"heading": heading, "items": [ITEM]})
    return BLOCK.render(value, context={"heading_level": level})


def test_questions_survive_with_their_answers(round_trip):
    node = round_trip("questions", {"heading": "Common questions", "items": [ITEM]})
    (item,) = node.items
    assert (item.id, item.question, item.answer.text) == ("abcdefgh", "When?", "Now.")


@pytest.mark.parametrize(
    ("heading", "level", "of_block", "of_question"),
    [("More", 2, "h2", "h3"), ("More", 3, "h3", "h4"), ("", 3, None, "h3"), ("", 2, "h2", "h3")],
)
def test_questions_stand_one_level_below_the_heading_they_stand_under(
    heading, level, of_block, of_question
):
    shown = rendered(heading, level)
    assert f'<{of_question} class="hc-questions__question">When?</{of_question}>' in shown
    assert ("hc-questions__heading" in shown) is bool(of_block)
    if of_block:
        assert f">{heading or 'Common questions'}</{of_block}>" in shown


def test_a_question_can_be_linked_to():
    assert 'id="q-abcdefgh"' in rendered("", 2)


def test_a_question_without_an_answer_is_not_published():
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python({"items": [{"question": "When?", "answer": "<p></p>"}]}))
    assert set(caught.value.block_errors["items"].block_errors[0].block_errors) == {"answer"}
