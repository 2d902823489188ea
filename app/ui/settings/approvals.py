"""How many approvals a post needs (clause 6.1.c leaves it to the office; a majority unless it sets one)."""

from __future__ import annotations

from app.services.office import office
from app.services.office.views import OfficeForm
from app.ui import jobs
from app.ui.context import Context
from app.ui.permission import for_deciders
from app.ui.settings.card import SettingsCard
from app.ui.translation import tr
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.proposed import say_proposed

_MAJORITY = "majority"


class ApprovalsCard(SettingsCard):
    """A pill for the majority and one for each number the team allows."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "settings.approvals", "settings.approvals_hint")
        self._pills = PillRow([])
        self.body.addWidget(self._pills)
        context.office_changed.connect(self.read)
        context.member_changed.connect(self.read)

    def read(self) -> None:
        """Show what the office set, for the team as it is now."""
        here = office.office(self.context.desk)
        if here is None:
            return
        deciders = sum(member.decides for member in office.members(self.context.desk))
        pills = PillRow([_MAJORITY, *(str(n) for n in range(1, deciders + 1))])
        pills.set_text(_MAJORITY, tr("settings.approvals_majority", n=deciders // 2 + 1))
        for n in range(1, deciders + 1):
            pills.set_text(str(n), tr("settings.approvals_n", n=n))
        pills.set_value(_MAJORITY if here.approvals_set is None else str(here.approvals_set))
        pills.setAccessibleName(tr("settings.approvals"))
        pills.chosen.connect(self._set)
        for_deciders(self.context, pills)
        self.body.replaceWidget(self._pills, pills)
        pills.show()
        self._pills.hide()
        self._pills.deleteLater()
        self._pills = pills

    def _set(self, value: str) -> None:
        desk = self.context.desk
        here = office.office(desk)
        assert here is not None  # the pills are there only once there is an office
        form = OfficeForm(
            name_bn=here.name_bn,
            name_en=here.name_en,
            parent_bn=here.parent_bn,
            website=here.website,
            approvals_needed=None if value == _MAJORITY else int(value),
        )
        by = self.context.member.id if self.context.member else None
        jobs.run(
            lambda _work: office.change_office(desk, form, by),
            self._show_outcome,
            owner=self,
        )

    def _show_outcome(self, proposed: int | None) -> None:
        say_proposed(proposed)
        self.context.office_changed.emit()  # where it is only proposed, the pill goes back to what holds

    def retranslate(self) -> None:
        super().retranslate()
        self.read()
