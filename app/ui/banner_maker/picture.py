"""Paints a banner with the program's own font, so that Bangla is shaped rightly, and makes a file of it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.intake.types import IncomingFile
from app.services.base.platforms import Platform
from app.ui.banner_maker.layout import Layout
from app.ui.banner_maker.schemes import Scheme

_BAND = 0.035  # of the banner's height, along its foot
_PLATE = 0.06  # white around a logo on a coloured ground, of the logo's height
_QUALITIES = (95, 90, 85, 80, 70, 60, 50)


def painted(size: tuple[int, int], layout: Layout, scheme: Scheme, logo: QImage | None) -> QImage:
    """The banner, `size` pixels wide and high, without transparency."""
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.fill(scheme.color("ground"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    band = image.height() * _BAND
    painter.fillRect(QRectF(0, image.height() - band, image.width(), band), scheme.color("band"))
    if logo is not None and layout.logo is not None:
        _paint_logo(painter, layout.logo, logo)
    for placed in layout.placed:
        painter.setPen(scheme.color("ink" if placed.line.kind in ("name", "english") else "second"))
        placed.text.draw(painter, placed.box.topLeft())
    painter.end()
    return image


def banner_file(image: QImage, platform: Platform) -> IncomingFile:
    """The picture as PNG, or as JPEG where a PNG would be larger than the platform takes."""
    data = _encoded(image, "PNG", -1)
    most = platform.banner_bytes
    if most is None or len(data) <= most:
        return IncomingFile(f"banner-{platform.key}.png", data)
    for quality in _QUALITIES:
        data = _encoded(image, "JPEG", quality)
        if len(data) <= most:
            break
    return IncomingFile(f"banner-{platform.key}.jpg", data)


def _paint_logo(painter: QPainter, box: QRectF, logo: QImage) -> None:
    # A logo comes without transparency: on a coloured ground its white is made a plate, and looks meant.
    edge = box.height() * _PLATE
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRoundedRect(box, edge, edge)
    inner = box.adjusted(edge, edge, -edge, -edge)
    # Scaled beforehand: the painter alone would skip pixels of a large picture.
    small = logo.scaled(
        inner.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    shown = QRectF(small.rect())
    shown.moveCenter(inner.center())
    painter.drawImage(shown.topLeft(), small)


def _encoded(image: QImage, format: Literal["PNG", "JPEG"], quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, format.encode())
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
