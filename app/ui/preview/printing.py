"""Prints the pages of a document as pictures, so that paper shows what the file shows."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.documents.pages import PageImage, PdfPages
from app.errors import MissingEnvironment
from app.values import dataclass
from app.work import Work

DPI = 300  # letters of 8 points are crisp, and a page takes 26 MB while it is drawn


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed. `first` and `last` count from 1, both printed; `printer` is a printer's name."""

    printer: str
    first: int
    last: int
    copies: int = 1


def printers() -> tuple[str, ...]:
    """The names of the printers that this computer knows, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))


def print_order(pages: PdfPages, order: Order, work: Work) -> None:
    """Send the pages to the printer. Raises `MissingEnvironment` where it takes none."""
    if order.printer not in QPrinterInfo.availablePrinterNames():
        raise MissingEnvironment("preview.no_printer", name=order.printer)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(order.printer)
    printer.setCopyCount(order.copies)
    print_pages(pages, printer, order.first, order.last, work)


def print_pages(pages: PdfPages, printer: QPrinter, first: int, last: int, work: Work) -> None:
    """Paint pages `first` to `last`, from 1. Raises `MissingEnvironment` where the printer takes none."""
    printer.setResolution(DPI)
    printer.setFullPage(True)
    painter = QPainter()
    for number in range(first - 1, last):
        work.step(number - first + 1, last - first + 1)
        width, height = pages.sizes[number]
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point)
        printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        if not painter.isActive():
            if not painter.begin(printer):
                raise MissingEnvironment("preview.no_printer", name=printer.printerName())
        else:
            printer.newPage()
        drawn = image_of(pages.draw(number, printer.resolution()))
        paper = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        painter.drawImage(QRect(0, 0, paper.width(), paper.height()), drawn)
    painter.end()


def image_of(page: PageImage) -> QImage:
    """A page as an image of its own."""
    return QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()
