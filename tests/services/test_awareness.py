"""Who received the guideline and who signed: the register, its sheet, hand-outs, reminder and figures."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest

from app.documents.files import document_bytes
from app.errors import Refusal
from app.models.tables import Event
from app.services.awareness import handout, readers, sheet
from app.services.awareness.handout import Handout
from app.services.awareness.pasted import pasted_people
from app.services.awareness.views import ReaderForm
from app.services.base.desk import Desk
from app.services.base.enums import DueKind
from app.services.due import reminders
from app.services.office import accounts
from app.services.office.views import AccountForm
from app.services.record.audit import audit
from app.services.reports.counting import count
from app.services.reports.rows import rows_behind
from app.work import Work
from tests.services.report_quarter import this_quarter

LIST = """১. মোঃ আবদুল করিম, উপজেলা শিক্ষা অফিসার
2) A. K. Azad\tসহকারী শিক্ষা অফিসার

(গ) রোকেয়া বেগম - অফিস সহায়ক
ফাতেমা
"""


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def test_a_pasted_list_becomes_names_and_designations() -> None:
    assert [(one.name, one.post) for one in pasted_people(LIST)] == [
        ("মোঃ আবদুল করিম", "উপজেলা শিক্ষা অফিসার"),
        ("A. K. Azad", "সহকারী শিক্ষা অফিসার"),
        ("রোকেয়া বেগম", "অফিস সহায়ক"),
        ("ফাতেমা", ""),
    ]
    assert pasted_people("\n , \n") == []


def test_the_register_from_the_list_to_the_signature(desk: Desk, team: dict[str, int]) -> None:
    me, today = team["Rahima"], reminders.today()
    entered = readers.enter(desk, pasted_people(LIST), me)
    assert (len(entered.ids), entered.already) == (4, 0)
    again = readers.enter(desk, [ReaderForm("মোঃ  আবদুল করিম", "উপজেলা শিক্ষা অফিসার")], me)
    assert (again.ids, again.already) == ((), 1)
    karim, azad, *_ = entered.ids
    assert readers.receive(desk, [karim, azad], today - timedelta(days=1), me) == 2
    assert readers.receive(desk, [karim], today, me) == 0  # the first day stands
    assert readers.sign(desk, [karim, entered.ids[2]], today, me) == 2
    (found,) = readers.readers(desk, "আবদুল শিক্ষা")
    assert (found.received, found.signed) == (today - timedelta(days=1), today)
    assert [one.name for one in readers.readers(desk) if one.waits] == ["ফাতেমা"]
    readers.withdraw(desk, [entered.ids[3]], me)
    assert len(readers.readers(desk)) == 3
    with desk.store.read():
        kinds = [row.kind for row in Event.select().where(Event.kind.startswith("guideline."))]
    assert kinds == [
        "guideline.listed",
        "guideline.received",
        "guideline.signed",
        "guideline.withdrawn",
    ]
    assert audit(desk, Work()).ok


def test_a_name_is_found_however_it_is_typed(desk: Desk, team: dict[str, int]) -> None:
    readers.enter(desk, [ReaderForm("রোকেয\u09bcা বেগম")], team["Rahima"])
    assert readers.readers(desk, "রোকে\u09dfা")


def test_what_is_refused(desk: Desk, team: dict[str, int]) -> None:
    me, today = team["Rahima"], reminders.today()
    (one,) = readers.enter(desk, [ReaderForm("ফাতেমা")], me).ids
    readers.receive(desk, [one], today, me)
    for wrong in (
        lambda: readers.enter(desk, [], me),
        lambda: readers.enter(desk, [ReaderForm(" ")], me),
        lambda: readers.enter(desk, [ReaderForm("ক" * 201)], me),
        lambda: readers.receive(desk, [], today, me),
        lambda: readers.receive(desk, [99], today, me),
        lambda: readers.sign(desk, [one], today + timedelta(days=1), me),
        lambda: readers.sign(desk, [one], today - timedelta(days=1), me),
        lambda: readers.withdraw(desk, [99], me),
    ):
        with pytest.raises(Refusal):
            wrong()
    assert audit(desk, Work()).ok


def test_a_drafter_enters_nobody(desk: Desk, team: dict[str, int]) -> None:
    with pytest.raises(Refusal) as problem:
        readers.enter(desk, [ReaderForm("ফাতেমা")], team["Jamal"])
    assert problem.value.key == "review.drafter_cannot"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_sheet_names_those_who_have_not_signed(desk: Desk, team: dict[str, int], language: str) -> None:
    me, today = team["Rahima"], reminders.today()
    entered = readers.enter(desk, pasted_people(LIST), me)
    readers.sign(desk, entered.ids[:1], today, me)
    found = text_of(document_bytes(sheet.sheet(desk, language, me), ".pdf"))
    assert "আবদুল করিম" not in found
    assert all(name in found for name in ("A. K. Azad", "রোকেয়া বেগম", "ফাতেমা", "Rahima"))
    assert "আবদুল করিম" in text_of(document_bytes(sheet.sheet(desk, language, me, everybody=True), ".pdf"))
    readers.sign(desk, entered.ids, today, me)
    with pytest.raises(Refusal):
        sheet.sheet(desk, language, me)


def test_a_long_list_goes_on_over_pages_with_its_head(desk: Desk, team: dict[str, int]) -> None:
    readers.enter(desk, [ReaderForm(f"ব্যক্তি {n}", "শিক্ষক") for n in range(60)], team["Rahima"])
    with pypdfium2.PdfDocument(document_bytes(sheet.sheet(desk, "bn", None), ".pdf")) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(texts) >= 3
    assert all("স্বাক্ষর" in text for text in texts[:-1])


@pytest.mark.parametrize("which", Handout)
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_hand_out_is_one_page(desk: Desk, team: dict[str, int], which: Handout, language: str) -> None:
    for platform in ("x", "youtube", "instagram"):
        form = AccountForm(
            platform, f"sample.{platform}", "দপ্তর", url=f"https://{platform}.example/a-rather-long-name"
        )
        accounts.add_account(desk, form, team["Rahima"])
    data = document_bytes(handout.handout(desk, which, language), ".pdf")
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pdf) == 1
    found = text_of(data)
    assert ("৬.২(ক)" if language == "bn" else "6.2(a)") in found or which is Handout.STAFF
    assert "{" not in found
    assert document_bytes(handout.handout(desk, which, language), ".html").startswith(b"<!DOCTYPE html>")


def test_who_has_not_received_it_is_reminded_of_after_a_time(desk: Desk, team: dict[str, int]) -> None:
    me, today = team["Rahima"], reminders.today()
    later = today + timedelta(days=readers.REMIND_AFTER)

    def due(on: date) -> list[int]:
        return [row.n for row in reminders.due(desk, on) if row.kind is DueKind.AWARENESS]

    assert due(today) == []
    assert due(later) == [len(team)]  # the team, though nobody entered it
    missing = readers.team_not_listed(desk)
    ids = readers.enter(desk, [ReaderForm(one.name, "", one.id) for one in missing], me).ids
    assert readers.team_not_listed(desk) == ()
    readers.receive(desk, ids, today, me)
    assert due(later) == []


def test_the_quarter_counts_them(desk: Desk, team: dict[str, int]) -> None:
    me, quarter, today = team["Rahima"], this_quarter(), reminders.today()
    assert count(desk, quarter).value("awareness.received") is None
    entered = readers.enter(desk, pasted_people(LIST), me)
    readers.receive(desk, entered.ids[:2], today, me)
    readers.sign(desk, entered.ids[:1], today, me)
    readers.receive(desk, entered.ids[2:3], quarter.begins - timedelta(days=1), me)
    found = count(desk, quarter)
    assert [found.value(f"awareness.{name}") for name in ("received", "signed", "not_received")] == [2, 1, 1]
    figure = found.figure("awareness.not_received")
    assert [row.text for row in rows_behind(desk, figure.of, figure.rows, "bn")] == ["ফাতেমা"]
