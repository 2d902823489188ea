"""This desk: its data folder, the program, and whether everything it leans on is in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import VERSION
from app.bangla import dates
from app.bangla.digits import to_bangla
from app.services.program import doctor
from app.ui.context import Context
from app.ui.settings.card import SettingsCard
from app.ui.settings.last_audit import LastAudit, keep_audit, last_audit
from app.ui.theme import icon_pixmap, px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Label, WorkStrip
from app.ui.widgets.facts import Facts
from app.work import Work

_RECORD = "record"  # the key of the record's reading


class DeskCard(SettingsCard):
    """Examined when the page is first opened, but for the record: that is audited on request alone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "settings.desk", "settings.desk_hint")
        self._readings: tuple[doctor.Reading, ...] = ()
        self._facts = QWidget()
        self._health = QWidget()
        self._work = WorkStrip()
        self._open = Button(icon="folder", small=True)
        self._open.clicked.connect(self._open_folder)
        self._examine = Button(icon="shield", small=True)
        self._examine.clicked.connect(self.examine)
        self._work.busy_changed.connect(self._examine.setDisabled)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self._open)
        buttons.addWidget(self._examine)
        buttons.addStretch(1)
        self.body.addWidget(self._facts)
        self.body.addLayout(buttons)
        self.body.addWidget(self._work)
        self.body.addWidget(self._health)
        self.translate(self._open.setText, "button.open_folder")
        self.translate(self._examine.setText, "settings.examine")
        self.retranslate()

    def arrive(self) -> None:
        if not self._readings:
            desk = self.context.desk
            self._begin(lambda work: doctor.examine_quickly(desk, work))

    def examine(self) -> None:
        """Look at keyring, rules, detectors, fonts, database and record."""
        desk = self.context.desk
        self._begin(lambda work: doctor.examine(desk, work))

    def _begin(self, work_fn: Callable[[Work], tuple[doctor.Reading, ...]]) -> None:
        if not self._work.busy:
            self._work.work(tr("settings.examining"), work_fn, self._show)

    def _show(self, readings: tuple[doctor.Reading, ...]) -> None:
        for reading in readings:
            if reading.key == _RECORD:
                keep_audit(self.context.desk, reading)
        self._readings = tuple(reading for reading in readings if reading.key != _RECORD)
        self.retranslate()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.desk.folder.path)))

    def retranslate(self) -> None:
        super().retranslate()
        self._work.set_texts(tr("settings.examining"), tr("button.stop"))
        version = _digits(VERSION)
        facts = Facts(
            [
                (tr("settings.folder"), str(self.context.desk.folder.path)),
                (tr("settings.program"), f"{tr('window.title')} {version}"),
            ]
        )
        self._facts = self._put(self._facts, facts)
        audited = last_audit(self.context.desk)
        self._health = self._put(self._health, _health(self._readings, audited))

    def restyle(self) -> None:
        self.retranslate()

    def _put(self, old: QWidget, new: QWidget) -> QWidget:
        self.body.replaceWidget(old, new)
        new.show()
        old.hide()
        old.deleteLater()
        return new


def _digits(version: str) -> str:
    return to_bangla(version) if language() == "bn" else version


def _health(readings: tuple[doctor.Reading, ...], audited: LastAudit | None) -> QWidget:
    rows = QWidget()
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    for reading in readings:
        note = "" if reading.refusal is None else refusal_text(reading.refusal)
        column.addLayout(_row(_icon(reading), _sentence(reading), note))
    if readings:
        column.addLayout(_record(audited))
    return rows


def _record(audited: LastAudit | None) -> QHBoxLayout:
    """What the last audit came to. It is never begun unasked: that of a long record takes minutes."""
    if audited is None:
        return _row(("info", "muted"), tr("settings.record_unchecked"))
    note = tr("settings.record_checked", time=dates.long(audited.at, language()))
    return _row(_icon(audited.reading), _sentence(audited.reading), note)


def _icon(reading: doctor.Reading) -> tuple[str, str]:
    if reading.ok:
        return "check", "accent"
    return ("warning", "warn") if reading.troubles else ("info", "muted")


def _sentence(reading: doctor.Reading) -> str:
    key = f"doctor.{reading.key}" if reading.ok else f"doctor.{reading.key}_bad"
    params = dict(reading.params)
    if "version" in params:
        params["version"] = _digits(str(params["version"]))
    if reading.mistake is not None:
        params["mistake"] = reading.mistake.in_(language())
    if "day" in params:
        params["day"] = dates.long_date(date.fromisoformat(str(params["day"])), language())
    return tr(key, **params)


def _row(icon: tuple[str, str], sentence: str, note: str = "") -> QHBoxLayout:
    picture = QLabel()
    picture.setPixmap(icon_pixmap(*icon, 18))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Label(sentence, wrap=True))
    if note:
        texts.addWidget(Label(note, "tiny", wrap=True))
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
    row.addLayout(texts, 1)
    return row
