"""Letters and responses are found by their words and counted as they stand, whatever is done to them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from app.models.tables import Response
from app.services.base.counts_and_search import response_counts
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind, ResponseState
from app.services.letters import keeping
from app.services.letters.drafting import About, begin
from app.services.letters.views import LetterKind
from app.services.responses import answering, handling, listing, register
from app.services.responses.listing import ShowResponses, WantedResponses
from app.services.responses.views import ResponseForm

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def add(desk: Desk, me: int, text: str, account: int = 1) -> int:
    return register.add(desk, ResponseForm(account, ResponseKind.QUESTION, text, "করিম", YESTERDAY), me)


def found(desk: Desk, search: str, show: ShowResponses = ShowResponses.ALL) -> list[int]:
    return [one.id for one in listing.responses(desk, WantedResponses(show, search))]


def test_counts_are_kept_through_all_that_becomes_of_a_response(desk: Desk, me: int) -> None:
    ids = [add(desk, me, f"প্রশ্ন {number}", 1 + number % 2) for number in range(6)]
    answering.answer(desk, ids[0], "আগামী সপ্তাহে", me)
    handling.refer(desk, ids[1], "জেলা অফিস", me)
    handling.close(desk, ids[2], "বিজ্ঞাপন", me)
    handling.reopen(desk, ids[2], "ভুল ছিল", me)
    handling.merge(desk, ids[3], ids[5], me)
    for account in (None, 1, 2):
        with desk.store.read():
            of = Response.id.is_null(False) if account is None else Response.account == account
            rows = Response.select(Response.state).where(of)
            standing = Counter(ResponseState(row.state) for row in rows)
            assert {state: n for state, n in response_counts(account).items() if n} == dict(standing)
        counted = listing.counts(desk, WantedResponses(account_id=account))
        lists = {
            show: len(listing.responses(desk, WantedResponses(show, account_id=account)))
            for show in ShowResponses
        }
        assert counted == lists


def test_responses_are_found_by_what_was_said_and_answered(desk: Desk, me: int) -> None:
    asked, other = add(desk, me, "ভর্তি ফরম কোথায় পাব? ক্রমিক ৭৭"), add(desk, me, "রাস্তার বাতি জ্বলে না")
    assert found(desk, "ভর্তি ৭৭") == found(desk, "77 ফরম") == [asked]
    assert found(desk, "করিম") == [other, asked]
    assert found(desk, "জ্বল") == [other], "the beginning of a word is enough"
    assert found(desk, "অফিসে") == found(desk, "?!") == []
    answering.answer(desk, asked, "অফিসে আসুন", me)
    assert found(desk, "অফিসে") == found(desk, "অফিসে", ShowResponses.ANSWERED) == [asked]
    assert found(desk, "অফিসে", ShowResponses.WAITING) == []
    handling.track(desk, other, "GRS-১২৩", me)
    assert found(desk, "grs 123") == [other]
    counted = listing.counts(desk, WantedResponses(search="অফিসে"))
    assert (counted[ShowResponses.ANSWERED], counted[ShowResponses.WAITING]) == (1, 0)


def test_letters_are_found_by_either_kind_of_digits_and_nothing_by_signs(desk: Desk, me: int) -> None:
    kept = keeping.keep(desk, begin(desk, LetterKind.TEAM, About(), "bn", me), me)
    (word,) = kept.form.subject.split()[:1]
    assert [one.id for one in keeping.letters(desk, word)] == [kept.id]
    assert keeping.letters(desk, "…") == ()
