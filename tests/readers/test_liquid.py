"""What site generators leave in a text."""

from __future__ import annotations

import pytest

from health_content.readers.liquid import Leftovers
from health_content.readers.traced import TracedText


def taken(text: str, *, is_mdx: bool = False) -> tuple[str, list]:
    leftovers = Leftovers(is_mdx=is_mdx)
    return leftovers.removed(TracedText.of(text)).text, leftovers.remarks()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a {% include nav.html %} b", "a  b"),
        ("a {{ page.title }} b", "a  b"),
        ("a {{< ref-note 4 >}} b", "a  b"),
        ("a\n{: .lead}\nb", "a\n\nb"),
        ("## Head {#head}", "## Head"),
        ("a <!-- more --> b", "a  b"),
        ("{% comment %}gone{% endcomment %}b", "b"),
        ("{::comment}\ngone\n{:/comment}\nb", "\nb"),
        ("[[toc]]\nb", "\nb"),
        ("[text]({{ site.link }})", "text"),
        ("{% raw %}b{% endraw %}", "b"),
        ("*[RDA]: Recommended Dietary Allowance\nb", "\nb"),
        ('[su_divider top="no"]b', "b"),
    ],
)
def test_machine_text_is_taken_out_and_quoted(text, left):
    found, remarks = taken(text)
    assert found == left
    assert len(remarks) >= 1
    assert all(remark.text for remark in remarks)


@pytest.mark.parametrize(
    "text",
    [
        "Sets {a, b} and {x} stay.",
        "See [1] and [2](https://example.org).",
        "A 50 % share, {%.",
        "```\n{{ not.touched }}\n```",
        "<b>bold</b> and <Zinc is a word",
        "{{ unclosed",
    ],
)
def test_text_that_only_looks_like_it_stays(text):
    assert taken(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("{% amazon B00EXAMPLE %}", "Shop this product on Amazon!"),
        ('{{< amazon asin="B00EXAMPLE" title="Zinc Forte" >}}', "Shop Zinc Forte on Amazon!"),
        ('{% include product-box.html name="Zinc Forte" %}', "Click here to buy Zinc Forte!"),
        (
            '{% include cta.html title="Zinc" url="https://www.iherb.com/pr/x/1" %}',
            "[Click here to buy Zinc](https://www.iherb.com/pr/x/1)",
        ),
        ("{{ site.data.buy_buttons.iron }}", "Click here to buy iron!"),
        ('[amazon box="B00EXAMPLE"]', "Shop this product on Amazon!"),
    ],
)
def test_places_of_a_shop_become_calls_and_are_told(text, call):
    found, remarks = taken(text)
    assert found.strip() == call
    assert any("product of a shop" in remark.message and remark.text == text for remark in remarks)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            '{{< figure src="a.png" alt="A curve" caption="A typical report" >}}',
            '![A curve](<a.png> "A typical report")',
        ),
        (
            '{% include figure.html src="/a.jpg" alt="Lentils" %}',
            "![Lentils](</a.jpg>)",
        ),
        (
            "{{< youtube dQw4w9WgXcQ >}}",
            '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>',
        ),
        ("{{% notice warning %}}", "**Warning**"),
        ("> [!CAUTION]\n> Stop.", "> **Caution**\n> \n> Stop."),
        (":::tip Eat early\nBreakfast.\n:::", "**Eat early**\n\nBreakfast."),
    ],
)
def test_pictures_videos_and_boxes_are_kept(text, left):
    assert taken(text)[0].strip() == left


def test_components_go_and_their_words_stay():
    text = (
        "import Box from './box'\n\n<Box title=\"In brief\">\n  Zinc helps.\n</Box>\n\n"
        '<Buy href="https://example.org/z">Buy zinc</Buy>\n\n<Chart data={x} />\n\n{props.name}\n'
    )
    found, remarks = taken(text, is_mdx=True)
    assert found.split() == ("**In brief** Zinc helps. [Buy zinc](https://example.org/z)".split())
    quoted = "\n".join(remark.text for remark in remarks)
    for piece in ("import Box", "<Chart data={x} />", "{props.name}"):
        assert piece in quoted


def test_lines_are_traced():
    text = "a\n<!-- x\ny -->\nb {% amazon B00EXAMPLE %} c\nd"
    leftovers = Leftovers()
    traced = leftovers.removed(TracedText.of(text, first=10))
    rows = traced.text.split("\n")
    assert traced.line(rows.index("d") + 1) == 14
    assert [remark.line for remark in leftovers.remarks()] == [11, 13, 13]
