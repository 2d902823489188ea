"""Verifies an archive, anyone's, and says what is wrong where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.archive.keys import grouped
from app.archive.sets import SetVerification
from app.archive.types import Verification
from app.bangla import dates
from app.services.base.clock import moment
from app.services.posts import verifying
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Paragraph, WorkStrip
from app.ui.widgets.fields import LineRow
from app.ui.widgets.files import choose_file, choose_files, choose_folder
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.outcome_dialog import OutcomeDialog


class VerifyDialog(OutcomeDialog):
    """Asks for a .zip or a folder, and may be asked again for another."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("verification.title"), parent)
        self._context = context
        self._chosen: Button | None = None
        self._zip = Button(tr("verification.choose_zip"), "primary", icon="archive")
        self._zip.clicked.connect(self._choose_zip)
        self._folder = Button(tr("verification.choose_folder"), icon="folder")
        self._folder.clicked.connect(self._choose_folder)
        choices = QHBoxLayout()
        choices.setSpacing(px(8))
        choices.addWidget(self._zip)
        choices.addWidget(self._folder)
        self._several = Button(tr("verification.choose_several"), icon="archive")
        self._several.clicked.connect(self._choose_several)
        choices.addWidget(self._several)
        choices.addStretch(1)
        self._key = LineRow()
        self._key.set_label(tr("verification.key"))
        self._key.set_hint(tr("verification.key_hint"))
        choose_key = Button(tr("verification.choose_key"), icon="folder")
        choose_key.clicked.connect(self._choose_key)
        self._key.add_beside(choose_key)
        self._earlier = LineRow()
        self._earlier.set_label(tr("verification.earlier"))
        self._earlier.set_hint(tr("verification.earlier_hint"))
        choose_earlier = Button(tr("verification.choose_earlier"), icon="archive")
        choose_earlier.clicked.connect(self._choose_earlier)
        self._earlier.add_beside(choose_earlier)
        self._unsigned = QCheckBox(tr("verification.allow_unsigned"))
        self._work = WorkStrip()
        self._work.busy_changed.connect(self._set_busy)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(tr("verification.lead")))
        self.body.addWidget(self._key)
        self.body.addWidget(self._earlier)
        self.body.addWidget(self._unsigned)
        self.body.addLayout(choices)
        self.body.addWidget(self._work)
        self.buttons.addWidget(close)
        self._zip.setFocus()
        self.fit()

    def verify(self, path: Path) -> None:
        """Verify the archive at `path`."""
        self.complain("")
        self.show_outcome(None)
        desk, key, unsigned = self._context.desk, self._key.text(), self._unsigned.isChecked()
        named = self._earlier.text().strip()
        earlier = Path(named).expanduser() if named else None
        self._work.work(
            tr("verification.working"),
            lambda work: verifying.verify(
                path,
                work,
                expected_key=key,
                known=verifying.known_keys(desk),
                allow_unsigned=unsigned,
                continues=earlier,
            ),
            lambda found: self._show(path, found, earlier),
            self.refuse,
        )

    def reject(self) -> None:
        self._work.cancel()
        super().reject()

    def verify_set(self, paths: Sequence[Path]) -> None:
        """Verify several archives, and whether one is missing between them."""
        if self._work.busy:
            return
        self.show_outcome(None)
        desk, key, unsigned = self._context.desk, self._key.text(), self._unsigned.isChecked()
        self._work.work(
            tr("verification.working"),
            lambda work: verifying.verify_all(
                paths, work, expected_key=key, known=verifying.known_keys(desk), allow_unsigned=unsigned
            ),
            self._show_set,
            self.refuse,
        )

    def _choose_several(self) -> None:
        paths = choose_files(self, tr("verification.choose_several"), "ZIP (*.zip)")
        if len(paths) == 1:
            self.verify(paths[0])
        elif paths:
            self.verify_set(paths)

    def _show_set(self, found: SetVerification) -> None:
        facts: list[tuple[str, str | QWidget]] = []
        problems = []
        for each in found.archives:
            text = tr("export.posts_n", n=each.found.posts)
            if each.found.number:
                text = f"{tr('archives_view.number', n=each.found.number)} · {text}"
            facts.append((each.name, f"{text} · {_signature(each.found)}"))
            problems += [
                f"{each.name}: {tr(f'verify.{one.kind}', file=one.file, detail=one.detail)}"
                for one in each.found.problems
            ]
        if found.before is not None:
            before = tr("cli.set_before", n=found.before.number, digest=found.before.digest[:16])
            facts.append((tr("copies.note"), before))
        problems += [tr(f"verify.{one.kind}", file=one.file, detail=one.detail) for one in found.problems]
        key = "cli.set_whole" if found.ok else "cli.set_not_whole"
        self.show_outcome(Outcome(tr(key, n=len(found.archives)), facts, problems))

    def _choose_zip(self) -> None:
        path = choose_file(self, tr("verification.choose_zip"), "ZIP (*.zip)")
        if path is not None:
            self.verify(path)

    def _choose_folder(self) -> None:
        path = choose_folder(self, tr("verification.choose_folder"))
        if path is not None:
            self.verify(path)

    def _choose_key(self) -> None:
        path = choose_file(self, tr("verification.choose_key"), "minisign (*.pub)")
        if path is not None:
            self._key.line.setText(str(path))

    def _choose_earlier(self) -> None:
        path = choose_file(self, tr("verification.choose_earlier"), "ZIP (*.zip)")
        if path is not None:
            self._earlier.line.setText(str(path))

    def _set_busy(self, busy: bool) -> None:
        choices = (self._zip, self._folder, self._several)
        if busy:  # a button that is off loses the keyboard's focus
            self._chosen = next((one for one in choices if one is self.focusWidget()), None)
        for one in choices:
            one.setEnabled(not busy)
        if not busy and self._chosen is not None:
            self._chosen.setFocus()

    def _show(self, path: Path, found: Verification, earlier: Path | None) -> None:
        office = found.office_bn if language() == "bn" else found.office_en or found.office_bn
        facts: list[tuple[str, str | QWidget]] = [
            (tr("verification.archive"), str(path)),
            (tr("verification.office"), office or tr("verification.unknown")),
            (tr("verification.posts"), tr("export.posts_n", n=found.posts)),
            (tr("verification.files"), tr("verification.files_n", n=found.files)),
            (tr("verification.signature"), _signature(found)),
        ]
        if found.stamp is not None and found.ok:
            at = dates.long(moment(found.stamp.at), language())
            sentence = tr(
                "verification.stamp",
                size=found.stamp.size,
                at=at,
                authority=found.stamp.authority,
                root=grouped(found.stamp.root),
            )
            facts.append((tr("timestamp.title"), sentence))
        if earlier is not None and found.ok:
            facts.append((tr("verification.earlier_fact"), tr("verification.continues", n=found.size)))
        facts += [
            (tr("audit_page.note"), tr(f"audit_note.{each.kind}", event=each.event, detail=each.reason))
            for each in found.breaks
        ]
        problems = [
            tr(f"verify.{problem.kind}", file=problem.file, detail=problem.detail)
            for problem in found.problems
        ]
        good = tr("verification.foreign", files=found.files) if found.foreign else tr("verification.good")
        if found.redacted:
            good = tr("redact.verified", n=found.posts, redactions=found.redactions)
        headline = tr("verification.bad", n=len(problems)) if problems else good
        self.show_outcome(Outcome(headline, facts, problems))


def _signature(found: Verification) -> str:
    params = {"id": found.signed_by, "fingerprint": grouped(found.fingerprint)}
    if found.followed is None:
        return tr(f"signature.{found.whose}", **params)
    table = "signature_joined" if found.followed.joined else "signature"
    day = dates.long_date(dates.local(moment(found.followed.at)).date(), language())
    return tr(f"{table}.{found.whose}", **params, day=day, event=found.followed.event)
