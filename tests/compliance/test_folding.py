import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.compliance.folding import fold

odd_texts = st.text(
    st.sampled_from("aÉß Aﬁ½²Σσς\u200b\u00ad\u0301оеЅ“’—\u00a0\n\tＢ𝐛Ⅳİ")
    | st.characters(codec="utf-8")
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Osteoporosis", "osteoporosis"),
        ("osteo\u200bporosis", "osteoporosis"),
        ("osteo\u00adporosis", "osteoporosis"),
        ("оstеоpоrоsіs", "osteoporosis"),
        ("ｏｓｔｅｏｐｏｒｏｓｉｓ", "osteoporosis"),
        ("𝐨𝐬𝐭𝐞𝐨porosis", "osteoporosis"),
        ("ﬁbromyalgia", "fibromyalgia"),
        ("Alzheimer’s", "alzheimer's"),
        ("“cure”", '"cure"'),
        ("anti\u2011inflammatory", "anti-inflammatory"),
        ("25\u00a0mg", "25 mg"),
        ("naïve", "naive"),
        ("nai\u0308ve", "naive"),
        ("λόγος", "λoγoσ"),
    ],
)
def test_what_looks_alike_reads_alike(written, plain):
    assert fold(written).text == plain


@given(odd_texts)
def test_every_place_leads_back_into_the_text_as_written(text):
    folded = fold(text)
    origins = [folded.origin(position) for position in range(len(folded.text) + 1)]
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(text) for origin in origins)
    ends = [folded.end(position) for position in range(len(folded.text) + 1)]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(text) for end in ends)


@given(odd_texts)
def test_a_letter_leads_back_to_what_it_was_made_of(text):
    folded = fold(text)
    for position, letter in enumerate(folded.text):
        piece = text[folded.origin(position) : folded.end(position + 1)]
        assert letter in fold(piece).text


@given(odd_texts, odd_texts)
def test_words_are_folded_alike_alone_and_in_a_text(one, other):
    whole = fold(f"{one} {other}").text
    assert whole == f"{fold(one).text} {fold(other).text}"


@given(st.text(st.characters(codec="ascii")))
def test_a_plain_text_is_only_put_in_small_letters(text):
    visible = "".join(mark for mark in text if mark.isprintable() or mark in "\n\r\t")
    assert fold(text).text == visible.lower().replace("`", "'")
