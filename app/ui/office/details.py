"""What the accounts page shows of the office: its head and facts, its team, its holidays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.office import office
from app.services.office.views import OfficeView
from app.ui.context import Context
from app.ui.office.dialog import OfficeDialog
from app.ui.office.holidays import HolidaysCard
from app.ui.office.proposals import ProposalsCard
from app.ui.office.team import TeamCard
from app.ui.office.thumbnail import Thumbnail
from app.ui.permission import drafter_note, for_deciders
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card
from app.ui.widgets.banner import Banner
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.facts import Facts


def show_office(shown: DetailScroll, context: Context, page: QWidget) -> None:
    """Show the office's cards, what waits for a second member first. `page` is the parent of dialogs."""
    here = office.office(context.desk)
    assert here is not None  # the page is shown only once there is an office
    proposals, head = ProposalsCard(context), _head(context, here, page)
    note = drafter_note(context)
    above = (*note, proposals, head) if proposals.waits else (*note, head)
    beside: tuple[QWidget, ...] = (HolidaysCard(context),)
    if not proposals.waits:
        beside = (*beside, proposals)
    shown.show_cards(TeamCard(context), head=above, beside=beside)


def _head(context: Context, here: OfficeView, page: QWidget) -> Card:
    card = Card(padding=0, spacing=0)
    card.body.setContentsMargins(1, 1, 1, 1)
    line = " · ".join(part for part in (here.parent_bn, here.website) if part)
    card.body.addWidget(Banner(here.name_bn, line))
    edit = Button(tr("office.edit"), icon="edit", small=True)
    edit.clicked.connect(lambda: OfficeDialog(context, here, page.window()).open())
    for_deciders(context, edit)
    side = QVBoxLayout()
    side.setSpacing(px(16))
    side.addWidget(edit, alignment=Qt.AlignmentFlag.AlignRight)
    if here.logo:
        logo = Thumbnail(96)
        logo.setAccessibleName(tr("office.logo"))
        logo.show_kept(context.desk, here.logo)
        side.addWidget(logo, alignment=Qt.AlignmentFlag.AlignRight)
    side.addStretch(1)
    row = QHBoxLayout()
    row.setContentsMargins(px(24), px(16), px(16), px(16))
    row.setSpacing(px(16))
    row.addWidget(Facts(_facts(here)), 1)
    row.addLayout(side)
    card.body.addLayout(row)
    return card


def _facts(here: OfficeView) -> list[tuple[str, str | QWidget]]:
    unknown = tr("office.unknown")
    days = tr(
        "office.days_shown",
        rotation=here.rotation_days,
        lead=here.lead_days,
        report=here.report_days,
        quiet=here.quiet_days,
    )
    answers = tr(
        "office.answers_shown",
        question=here.question_days,
        grievance=here.grievance_days,
        appeal=here.appeal_days,
    )
    return [
        (tr("office.name_bn"), here.name_bn),
        (tr("office.name_en"), here.name_en or unknown),
        (tr("office.parent"), _either(here.parent_bn, here.parent_en) or unknown),
        (tr("office.division"), _either(here.division_bn, here.division_en) or unknown),
        (tr("office.address"), _either(here.address_bn, here.address_en) or unknown),
        (tr("office.website"), here.website or unknown),
        (tr("office.grs"), here.grs_url or unknown),
        (tr("office.letterhead"), "\n".join(here.letterhead) or unknown),
        (tr("office.days"), days),
        (tr("office.answers"), answers),
        (tr("office.approvals"), tr("office.approvals_needed", n=here.approvals_needed)),
    ]


def _either(bangla: str, english: str) -> str:
    """What was given in the window's language, else in the other."""
    return (bangla or english) if language() == "bn" else (english or bangla)
