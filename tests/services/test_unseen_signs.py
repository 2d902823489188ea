"""Signs that nobody sees are no reason, no name, no post and no second page."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind, Role
from app.services.office import accounts, holidays, office
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import intake, review
from app.services.responses import handling, register, saved_replies
from app.services.responses.views import ResponseForm
from app.values import replace
from tests.services.posts import form, write
from tests.services.refusals import refused

UNSEEN = "\u200b \ufeff\u2060\u3164"


def test_nobody_decides_for_a_reason_that_is_not_to_be_seen(desk: Desk, me: int) -> None:
    draft = write(desk, me)
    assert refused(review.reject, desk, draft.id, UNSEEN, me) == "review.reason_missing"
    assert refused(review.send_back, desk, draft.id, UNSEEN, me) == "review.reason_missing"
    review.reject(desk, draft.id, "দলীয় আহ্বান", me)
    assert refused(review.reverse, desk, draft.id, UNSEEN, me) == "review.reason_missing"


def test_nothing_is_kept_that_shows_nothing(desk: Desk, me: int) -> None:
    page = accounts.accounts(desk)[0]
    letter = ResponseForm(account_id=page.id, kind=ResponseKind.QUESTION, text=UNSEEN)
    assert refused(intake.compose, desk, form(UNSEEN), me) == "intake.empty_post"
    assert refused(register.add, desk, letter, me) == "response.empty"
    asked = register.add(desk, replace(letter, text="কবে খুলবে?"), me)
    assert refused(handling.close, desk, asked, UNSEEN, me) == "response.reason_missing"
    assert refused(handling.refer, desk, asked, UNSEEN, me) == "response.office_missing"
    assert refused(saved_replies.save, desk, UNSEEN, "ধন্যবাদ", me) == "response.reply_name"
    assert refused(holidays.add_holiday, desk, date(2026, 12, 16), UNSEEN, "", me) == "holiday.name_missing"
    assert refused(office.change_office, desk, OfficeForm(UNSEEN, "Sample"), me) == "office.name_missing"
    joins = MemberForm(UNSEEN, Role.DRAFTER)
    assert refused(office.add_member, desk, joins, me) == "office.member_name_missing"


@pytest.mark.parametrize("written", ["{}\u200b", "\ufeff{}", " @{} ", "@{}\u2060"])
def test_a_page_that_looks_like_another_is_no_second_one(desk: Desk, me: int, written: str) -> None:
    page = accounts.accounts(desk)[0]
    for handle in (written.format(page.handle), page.handle.upper(), page.handle.replace("a", "а")):
        twin = AccountForm(platform=page.platform, handle=handle, display_name="x")
        assert refused(accounts.add_account, desk, twin, me) == "office.handle_taken"


def test_a_bangla_word_with_a_joiner_in_it_is_seen(desk: Desk, me: int) -> None:
    draft = write(desk, me, "র‌্যালি কাল।")
    review.reject(desk, draft.id, "র‌্যালি হবে না", me)
