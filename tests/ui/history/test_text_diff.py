from hypothesis import given
from hypothesis import strategies as st

from app.ui.history.text_diff import Change, Kind, changes, tokens

BITS = ["নৌকা", "মার্কায়", "ভোট", " ", "  ", "\n", "।", "৯৭%", "😀", "👩‍👩‍👧", "শিশু", "a🏽"]
TEXTS = st.lists(st.sampled_from(BITS), max_size=25).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(change.text for change in found if change.kind is not Kind.INSERTED) == old
    assert "".join(change.text for change in found if change.kind is not Kind.DELETED) == new


@given(TEXTS)
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(change.kind is Kind.SAME for change in changes(text, text))


def test_a_changed_word_is_shown_whole() -> None:
    assert changes("জেলায় ৯৭% শিশু টিকা পেয়েছে।", "জেলায় ৯৮% শিশু টিকা পেয়েছে।") == (
        Change(Kind.SAME, "জেলায় "),
        Change(Kind.DELETED, "৯৭"),
        Change(Kind.INSERTED, "৯৮"),
        Change(Kind.SAME, "% শিশু টিকা পেয়েছে।"),
    )


def test_a_rewritten_phrase_reads_as_one_change() -> None:
    assert changes("নৌকা মার্কায় দিন।", "সঠিক সেবা দিন।") == (
        Change(Kind.DELETED, "নৌকা মার্কায়"),
        Change(Kind.INSERTED, "সঠিক সেবা"),
        Change(Kind.SAME, " দিন।"),
    )


def test_a_space_at_either_end_is_no_part_of_a_change() -> None:
    assert changes("নৌকা ", "সেবা ") == (
        Change(Kind.DELETED, "নৌকা"),
        Change(Kind.INSERTED, "সেবা"),
        Change(Kind.SAME, " "),
    )
    assert changes(" নৌকা", " সেবা") == (
        Change(Kind.SAME, " "),
        Change(Kind.DELETED, "নৌকা"),
        Change(Kind.INSERTED, "সেবা"),
    )


def test_a_conjunct_stays_in_one_word() -> None:
    assert tokens("শিক্ষা ক্‍ষ") == ("শিক্ষা", " ", "ক্‍ষ")
