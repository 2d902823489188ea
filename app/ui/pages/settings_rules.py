"""The rule pack in force, and the mistakes of one that could not be loaded."""

from __future__ import annotations

from app.bangla.digits import to_bangla
from app.checks.text.mistakes import Mistake
from app.checks.text.pack import RulePack
from app.ui import jobs
from app.ui.context import Context
from app.ui.pages.settings_card import SettingsCard
from app.ui.theme import px
from app.ui.widgets import Button, Label
from app.ui.words import language, words


class RulesCard(SettingsCard):
    """A pack with mistakes leaves the last good one in force; each mistake is shown with its place."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "settings.rules", "settings.rules_hint")
        self._version = Label(look="strong")
        self._outcome = Label(wrap=True)
        self._pack: RulePack | None = None  # loaded with the first check or when the page is opened
        self._mistakes: tuple[Mistake, ...] | None = None  # None: not loaded anew since the start
        self._reload = Button(small=True)
        self._reload.clicked.connect(self.reload)
        self.body.setSpacing(px(8))
        self.body.addWidget(self._version)
        self.body.addWidget(self._outcome)
        self.body.addWidget(self._reload)
        self.speak(self._reload.setText, "settings.reload")
        self.retranslate()

    def arrive(self) -> None:
        """Show the pack in force; loading it the first time takes too long for the window's thread."""
        holder = self.context.desk.pack_holder
        jobs.run(lambda _work: holder.pack, self._show, owner=self)

    def _show(self, pack: RulePack) -> None:
        self._pack = pack
        self.retranslate()

    def reload(self) -> None:
        """Load the pack anew, away from the window's thread: its examples are run."""
        self._reload.setEnabled(False)
        holder = self.context.desk.pack_holder
        jobs.run(
            lambda _work: holder.reload(),
            self._loaded,
            owner=self,
            ended=lambda: self._reload.setEnabled(True),
        )

    def _loaded(self, mistakes: tuple[Mistake, ...]) -> None:
        self._mistakes = mistakes
        self.arrive()
        self.context.drafts_changed.emit()  # what was checked by another pack wants checking again

    def retranslate(self) -> None:
        super().retranslate()
        pack = self._pack
        if pack is None:
            self._version.setText(words("settings.rules_loading"))
        else:
            version = to_bangla(pack.version) if language() == "bn" else pack.version
            self._version.setText(words("settings.rules_version", version=version, n=len(pack.rules)))
        self._outcome.setVisible(self._mistakes is not None)
        if self._mistakes:
            said = words("settings.rules_mistakes", n=len(self._mistakes))
            self._outcome.setText("\n".join([said, *(mistake.in_(language()) for mistake in self._mistakes)]))
        elif self._mistakes is not None:
            self._outcome.setText(words("settings.rules_good"))
