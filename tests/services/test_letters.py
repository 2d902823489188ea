"""Letters in the Secretariat form: begun from what they are about, numbered, kept, found again, printed."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from app.bangla.personal_numbers import HIDDEN
from app.errors import Refusal
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.letters import keeping, paper
from app.services.letters.drafting import About, begin
from app.services.letters.views import LetterForm, LetterKind
from app.services.posts import intake, review
from app.services.record.audit import audit
from app.services.responses import register
from app.services.responses.views import ResponseForm
from app.values import replace
from app.work import Work
from tests.helpers.debian_tools import debian_tool
from tests.services.posts import APPEAL, form, write

MEMO = "৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭"


def text_of(data: bytes, tmp_path: Path) -> str:
    (tmp_path / "l.pdf").write_bytes(data)
    done = subprocess.run(
        [debian_tool("pdftotext"), "-layout", "l.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", done.stdout.decode())


def clarification(desk: Desk, by: int) -> LetterForm:
    draft = write(desk, by, APPEAL)
    form = begin(desk, LetterKind.CLARIFICATION, About(draft.id, draft.findings[0].number), "bn", by)
    return replace(form, day=date(2027, 1, 5), memo=MEMO)


def test_a_finding_becomes_a_question_to_the_cabinet_division(
    desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    kept = keeping.keep(desk, clarification(desk, team["Rahima"]), team["Rahima"])
    assert (kept.number, kept.form.memo) == (1, "38.01.6758.000.016.14.0004.27")
    found = text_of(paper.letter_bytes(desk, kept, ".pdf"), tmp_path)
    for words in (
        "নমুনা উপজেলা শিক্ষা অফিস",
        f"স্মারক নম্বর: {MEMO}",
        "২১ পৌষ ১৪৩৩",
        "৫ জানুয়ারি ২০২৭",
        "অনুচ্ছেদ ১০(গ)-এর ব্যাখ্যা",
        "মন্ত্রিপরিষদ বিভাগ",
        "ভোট দিন",
        "Rahima",
        f"{MEMO}/১(১)",
        "অফিস কপি",
    ):
        assert words in found
    with desk.store.read():
        event = Event.select().where(Event.kind == keeping.WRITTEN).get()
    assert (event.member_name, event.draft) == ("Rahima", kept.form.draft)
    assert audit(desk, Work()).problems == ()


def test_letters_are_numbered_on_from_the_last_and_found_by_their_words(
    desk: Desk, team: dict[str, int]
) -> None:
    me = team["Rahima"]
    keeping.keep(desk, clarification(desk, me), me)
    order = replace(begin(desk, LetterKind.TEAM, About(), "bn", me), day=date(2027, 2, 1))
    second = keeping.keep(desk, order, me)
    assert (second.number, second.form.memo) == (2, "38.01.6758.000.016.14.0005.27")
    third = keeping.keep(desk, replace(order, day=date(2028, 1, 2)), me)
    assert (third.number, third.form.memo) == (1, "38.01.6758.000.016.14.0001.28")
    assert [one.id for one in keeping.letters(desk, "০০০৫")] == [second.id]
    assert len(keeping.letters(desk, "অফিস আদেশ")) == 2
    assert keeping.letters(desk, "নেই এমন") == ()
    with pytest.raises(Refusal) as problem:
        keeping.keep(desk, replace(order, memo=MEMO), me)
    assert problem.value.key == "letter.memo_taken"


def test_every_kind_is_begun_in_both_languages(desk: Desk, team: dict[str, int], tmp_path: Path) -> None:
    me = team["Rahima"]
    draft = write(desk, team["Jamal"], APPEAL)
    review.send_back(desk, draft.id, "দলীয় আহ্বান আছে", me)
    text = "আমার ভাতা বন্ধ, ফোন 01712345678"
    response = register.add(desk, ResponseForm(1, ResponseKind.GRIEVANCE, text, "করিম", tracking="GRS-7"), me)
    about = {
        LetterKind.RETURN: About(draft=draft.id),
        LetterKind.REFERRAL: About(response=response),
        LetterKind.RTI: About(response=response),
    }
    for language in ("bn", "en"):
        for kind in LetterKind:
            form = begin(desk, kind, about.get(kind, About()), language, me)
            kept = keeping.keep(desk, form, me)
            assert "{" not in " ".join((form.subject, form.reference, *form.body))
            assert "01712345678" not in " ".join(form.body), "a private number goes into no letter"
            assert HIDDEN not in " ".join(form.body), "no font of a letter has that sign"
            assert paper.letter_bytes(desk, kept, ".html").startswith(b"<!DOCTYPE html>")
    assert "দলীয় আহ্বান আছে" in " ".join(
        begin(desk, LetterKind.RETURN, about[LetterKind.RETURN], "bn", me).body
    )
    assert "GRS-7" in " ".join(begin(desk, LetterKind.REFERRAL, about[LetterKind.REFERRAL], "bn", me).body)
    english = begin(desk, LetterKind.REFERRAL, about[LetterKind.REFERRAL], "en", me)
    assert english.subject == "Forwarding of a citizen's grievance for disposal"
    sent = register.add(desk, ResponseForm(1, ResponseKind.CONTRIBUTION, "আমাদের স্কুলের মেলা।"), me)
    whole = begin(desk, LetterKind.REFERRAL, About(response=sent), "bn", me)
    assert "নাগরিকের লেখা নিষ্পত্তির জন্য" in whole.subject
    assert "নাগরিকের নাগরিকের" not in " ".join((whole.subject, *whole.body))


def test_what_cannot_be_written_is_refused(desk: Desk, team: dict[str, int]) -> None:
    me = team["Rahima"]
    form = clarification(desk, me)
    draft = form.draft
    for kind, about in (
        (LetterKind.RETURN, About()),
        (LetterKind.REFERRAL, About()),
        (LetterKind.CLARIFICATION, About(draft, 99)),
        (LetterKind.RETURN, About(999)),
    ):
        with pytest.raises(Refusal):
            begin(desk, kind, about, "bn", me)
    for bad in (
        replace(form, memo="1.2"),
        replace(form, memo="05.00.0000.217.16.052.17.29"),
        replace(form, subject=" "),
        replace(form, body=()),
        replace(form, recipient=("",)),
    ):
        with pytest.raises(Refusal):
            keeping.keep(desk, bad, me)
    with pytest.raises(Refusal):
        keeping.keep(desk, form, team["Jamal"])
    assert keeping.letters(desk) == ()


def test_a_return_names_the_last_reason(desk: Desk, team: dict[str, int]) -> None:
    me, drafter = team["Rahima"], team["Jamal"]
    draft = write(desk, drafter)
    review.send_back(desk, draft.id, "উৎস নেই", me)
    intake.revise(desk, draft.id, form("আবার লেখা।"), drafter, intake.Edit(seen=draft.version.digest))
    review.send_back(desk, draft.id, "তারিখ ভুল", me)
    words = " ".join(begin(desk, LetterKind.RETURN, About(draft=draft.id), "bn", me).body)
    assert "তারিখ ভুল" in words
    assert "উৎস নেই" not in words


def test_a_return_for_a_reason_alone_lists_nothing(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"], "কৃষি মেলা রবিবার শুরু হবে।")
    assert draft.findings == ()
    review.send_back(desk, draft.id, "উৎস নেই।", team["Rahima"])
    body = begin(desk, LetterKind.RETURN, About(draft=draft.id), "bn", team["Rahima"]).body
    assert len(body) == 2
    assert body[0].endswith("ফেরতের কারণ: উৎস নেই।")


def test_a_list_in_a_letter_ends_like_a_sentence(desk: Desk, team: dict[str, int]) -> None:
    for language, end in (("bn", "।"), ("en", ".")):
        _, *lines, _, _ = begin(desk, LetterKind.TEAM, About(), language, team["Rahima"]).body
        assert [line[-1] for line in lines] == [*(";" * (len(lines) - 1)), end]


def test_a_private_number_does_not_leave_the_office_in_a_question(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"], "যোগাযোগ করুন: রহিম উদ্দিন, ০১৭১২৩৪৫৬৭৮।")
    for about in (About(draft.id, one.number) for one in draft.findings):
        form = begin(desk, LetterKind.CLARIFICATION, about, "bn", team["Rahima"])
        assert "০১৭১২৩৪৫৬৭৮" not in " ".join(form.body)
    assert draft.findings


def test_a_quotation_is_cut_at_its_limit_and_says_so(desk: Desk, team: dict[str, int]) -> None:
    me = team["Rahima"]
    for length, quoted in ((1_200, "ক" * 1_200), (1_201, "ক" * 1_199 + "…")):
        response = register.add(desk, ResponseForm(1, ResponseKind.GRIEVANCE, "ক" * length), me)
        words = " ".join(begin(desk, LetterKind.RTI, About(response=response), "bn", me).body)
        assert quoted in words
        assert "ক" + quoted not in words
        assert quoted + "ক" not in words
        assert ("…" in words) is (length > 1_200)


def test_the_team_order_counts_all_who_decide(desk: Desk, team: dict[str, int]) -> None:
    body = begin(desk, LetterKind.TEAM, About(), "bn", team["Rahima"]).body
    assert "সিদ্ধান্ত গ্রহণকারী ৩ সদস্যসহ" in body[0]
