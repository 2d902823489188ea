"""Posts are read by passages, each remembered: the same words and places as read in one piece."""

from hypothesis import given
from hypothesis import strategies as st

from app.bangla.normalise import View, safe, safe_view
from app.checks.text.index import TermIndex, TermTable
from app.checks.text.terms import Ending, Span, Term

_FOUND = (("নৌকা", "মার্কা"), ("ভোট",), ("no.", "5"), ("ঘুষ", "খায়"), ("#",), ("don't", "vote"))


def _index(*more: tuple[str, ...]) -> tuple[TermIndex, list[int]]:
    table = TermTable()
    sets = [table.add([Term(tuple(map(safe, words)), Ending.BANGLA)]) for words in _FOUND]
    sets.append(table.add([Term(("bhot", "dao"), Ending.BANGLA, romanised=True)]))
    sets += [table.add([Term(words, Ending.NONE)]) for words in more]
    return table.build(), sets


_BY_PASSAGES, _SETS = _index()
# A term that has the sign which ends passages: with it, all is read in one piece.
_WHOLE, _ = _index(("শেষ।", "শুরু"))

_BEGINS, _GOES_ON = "নৌকা ভোট no. ঘুষ don't vot # রা।জা", "মার্কায় দিন 5 খায় vote dao ়"
_APART = ("।", "।।", " ", "  ", "\n", "\n\n", "-", "_", ".", "\u200c", "\u200d", "ৎ", "গ্রাম সভা " * 9)
_PIECES = st.sampled_from([*_BEGINS.split(), *_GOES_ON.split(), *_APART])


def _read(index: TermIndex, view: View) -> tuple[list[tuple[Span, str]], list[list[Span]]]:
    words, places = index.read(view)
    return words, [places.of(number) for number in _SETS]


@given(st.lists(_PIECES, max_size=120).map("".join))
def test_a_text_reads_the_same_by_passages_as_in_one_piece(text: str) -> None:
    view = safe_view(text)
    first = _read(_BY_PASSAGES, view)
    assert first == _read(_WHOLE, view)
    assert first == _read(_BY_PASSAGES, view)  # now that its passages are remembered


def test_a_passage_met_again_has_its_words_where_they_stand_now() -> None:
    passage = "আগামীকাল সকাল দশটায় উপজেলা পরিষদ মিলনায়তনে সভা হবে, সকলে আসবেন। " * 3 + "সবাই ভোট দিন।"
    _BY_PASSAGES.read(safe_view(passage))
    view = safe_view("একটি বিজ্ঞপ্তি। " * 12 + passage)
    words, places = _BY_PASSAGES.read(view)
    (place,) = places.of(_SETS[1])
    assert view.text[slice(*place)] == "ভোট"
    assert all(view.text[slice(*span)] == word for span, word in words)


def test_a_joiner_between_words_is_no_part_of_what_is_remembered() -> None:
    """What a reader does not see may join two words of a term: such a passage is another."""
    before = "ক" * 200
    joined, apart = safe_view(f"{before} ঘুষ\u200cখায়"), safe_view(f"{before} ঘুষখায়")
    assert joined.text == apart.text
    found = [_BY_PASSAGES.read(view).places.of(_SETS[3]) for view in (apart, joined, apart)]
    assert [len(places) for places in found] == [0, 1, 0]


def test_a_term_that_has_the_sign_within_it_is_found_across() -> None:
    index, sets = _index(("শেষ।", "শুরু"))
    text = "ক" * 300 + " শেষ। শুরু"
    (place,) = index.read(safe_view(text)).places.of(sets[-1])
    assert text[slice(*place)] == "শেষ। শুরু"
