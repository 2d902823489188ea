"""The preview: pages leafed through, zoomed, printed as they are, and saved, all by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.documents.model import Document, Heading, PageBreak, Paragraph
from app.documents.pages import PdfPages
from app.documents.pdf import pdf_bytes
from app.errors import MissingEnvironment
from app.ui import jobs
from app.ui.app import application
from app.ui.preview.dialog import PreviewDialog, preview
from app.ui.preview.print_dialog import PrintDialog
from app.ui.preview.printing import Order, print_order, print_pages
from app.ui.translation import set_language
from app.work import Work


@pytest.fixture(scope="module")
def data() -> bytes:
    blocks = (
        Heading("প্রথম পৃষ্ঠা", 1),
        Paragraph("নির্দেশিকা অনুযায়ী অনুমোদিত।"),
        PageBreak(),
        Heading("দ্বিতীয় পৃষ্ঠা", 1),
        PageBreak(),
        Heading("তৃতীয় পৃষ্ঠা", 1),
    )
    return pdf_bytes(Document("শিরোনাম", "bn", blocks, datetime(2026, 12, 1, tzinfo=UTC)))


@pytest.fixture
def shown(qtbot: QtBot, data: bytes):
    application()
    set_language("en")
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.resize(1366, 768)
    saved: list[QWidget] = []
    dialog = PreviewDialog("A letter", PdfPages(data), owner, saved.append)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: not dialog.sheet.pixmap().isNull())
    yield dialog, saved
    jobs.stop_all()


def test_pages_are_leafed_through_by_keys(qtbot: QtBot, shown) -> None:
    dialog, _ = shown
    assert dialog.where.text() == "Page 1 of 3"
    for key, page in (
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_PageUp, 2),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_PageUp, 1),
    ):
        qtbot.keyClick(dialog, key)
        assert dialog.page == page
    assert not dialog.before.isEnabled()
    assert dialog.after.isEnabled()


def test_a_page_grows_and_is_whole_again(qtbot: QtBot, shown) -> None:
    dialog, _ = shown
    before = dialog.sheet.pixmap().width()
    qtbot.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.sheet.pixmap().width() > before)
    qtbot.keyClick(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.sheet.pixmap().width() == before)


def test_saving_and_printing_are_asked_for_by_keys(qtbot: QtBot, shown) -> None:
    dialog, saved = shown
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved == [dialog]
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    asked = dialog.findChild(PrintDialog)
    assert asked is not None
    if asked.printer.count() == 0:
        assert not asked.save_button.isEnabled()  # and the dialog says what to do instead
        return
    asked.last.set_number(4)
    asked.submit()
    assert asked.error.text()


def test_paper_shows_what_the_file_shows(qtbot: QtBot, data: bytes, tmp_path: Path) -> None:
    application()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_pages(PdfPages(data), printer, 2, 3, Work())
    with (
        pypdfium2.PdfDocument(tmp_path / "paper.pdf") as paper,
        pypdfium2.PdfDocument(data) as file,
    ):
        assert len(paper) == 2
        for number in range(2):
            printed, meant = (
                pages[place].render(scale=1).to_pil().convert("L")
                for pages, place in ((paper, number), (file, number + 1))
            )
            assert abs(printed.width - meant.width) <= 1
            other = printed.resize(meant.size, Image.Resampling.BILINEAR)
            difference = ImageChops.difference(other, meant)
            assert sum(difference.histogram()[96:]) < 60, "letters stand where they stand in the file"
            assert sum(meant.histogram()[:128]) > 60


def test_a_printer_that_is_not_there_is_said(qtbot: QtBot, data: bytes) -> None:
    application()
    with pytest.raises(MissingEnvironment) as problem:
        print_order(PdfPages(data), Order("no such printer", 1, 1), Work())
    assert problem.value.key == "preview.no_printer"


def test_a_paper_asked_for_twice_is_made_and_shown_once(qtbot: QtBot, data: bytes) -> None:
    application()
    set_language("en")
    owner = QWidget()
    qtbot.addWidget(owner)
    with qtbot.waitExposed(owner):
        owner.show()
    made: list[bytes] = []

    def make() -> bytes:
        made.append(data)
        return data

    for _ in range(2):
        preview("Title", make, owner)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(made) == len(owner.findChildren(PreviewDialog)) == 1
    preview("Title", make, owner)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(made) == 2
