from hypothesis import given
from hypothesis import strategies as st

from app.ui.post_view.spans import Mark, Utf16, pieces

# Bangla with conjuncts, Latin, emoji made of several code points, and line breaks.
TEXTS = st.lists(
    st.sampled_from(["ক্ষ", "নৌকা", "য়", "ড়", "👩‍👩‍👧", "🇧🇩", "😀", "a", " ", "\n", "।", "৯৭%"]), max_size=30
).map("".join)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_positions_agree_with_utf16_encoding(text: str) -> None:
    mapping = Utf16(text)
    for point in range(len(text) + 1):
        unit = mapping.units(point)
        assert unit == units(text[:point])
        assert mapping.points(unit) == point


def test_the_middle_of_an_emoji_belongs_to_it() -> None:
    assert Utf16("ab😀c").points(3) == 2


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS.filter(bool))
    marks = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        start = draw(st.integers(0, len(text) - 1))
        marks.append(Mark(number, start, draw(st.integers(start + 1, len(text)))))
    return text, marks


@given(marked())
def test_pieces_cover_the_text_once_and_stand_where_they_say(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    digits = {mark.number: str(mark.number) for mark in marks}
    found = pieces(text, marks, digits)
    assert "".join(piece.text for piece in found) == text
    shown = "".join(piece.text + piece.label for piece in found).encode("utf-16-le")
    for piece in found:
        slice_ = shown[2 * piece.start : 2 * (piece.start + piece.length)]
        assert slice_.decode("utf-16-le") == piece.text


@given(marked())
def test_every_mark_is_covered_and_numbered_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = pieces(text, marks, {mark.number: str(mark.number) for mark in marks})
    for mark in marks:
        covered = "".join(piece.text for piece in found if mark.number in piece.covering)
        assert text[mark.start : mark.end] in covered
        assert sum(mark.number in piece.ending for piece in found) == 1


def test_a_cut_never_falls_inside_a_conjunct() -> None:
    first, second = pieces("শিক্ষার", [Mark(1, 0, 3)], {1: "১"})
    assert (first.text, first.label, second.text) == ("শিক্ষা", "১", "র")


def test_a_mark_outside_the_text_is_left_out() -> None:
    (only,) = pieces("abc", [Mark(1, 2, 9)], {1: "1"})
    assert only.covering == ()
