"""The office's letterhead: its lines, its website and social addresses (clause 6.1.j), and its logo."""

from __future__ import annotations

from io import BytesIO

from app.documents.model import Letterhead, Picture
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Account, Office
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind

LOGO_SIDE = 52.0  # points
_PIXELS = 400


def letterhead(desk: Desk, language: str, mark: Picture | str | None = None) -> Letterhead:
    """The head of a letter of this office. Raises `Refusal` where no office is set up.

    `mark` is what a directive wants printed in the upper right corner.
    """
    with desk.store.read():
        office = Office.get_or_none()
        if office is None:
            raise Refusal("office.none")
        rows = Account.select().where(Account.active & (Account.kind == AccountKind.OFFICIAL.value))
        urls = [row.url for row in rows.order_by(Account.id)]
    bangla = language == "bn"
    name = (office.name_bn or office.name_en) if bangla else (office.name_en or office.name_bn)
    parent = (office.parent_bn or office.parent_en) if bangla else (office.parent_en or office.parent_bn)
    division = office.division_bn if bangla else office.division_en
    address = office.address_bn if bangla else office.address_en
    government = Translator(language)("report_paper.government")
    return Letterhead(
        above=tuple(line for line in (government, division, parent) if line),
        name=name,
        below=(address,) if address else (),
        links=links(office.website, urls),
        logo=logo(desk, office.logo, name),
        mark=mark,
    )


def links(website: str, urls: list[str]) -> tuple[str, ...]:
    """Addresses as a letterhead prints them: without their scheme, each once."""
    shown = (url.partition("://")[2] or url for url in (website, *urls) if url)
    return tuple(dict.fromkeys(url.removeprefix("www.").rstrip("/") for url in shown))


def logo(desk: Desk, sha256: str, name: str) -> Picture | None:
    """The kept logo, drawn anew from its pixels; None for none, and where it cannot be read."""
    if not sha256:
        return None
    try:
        pixels = desk.decoder.preview(desk.blobs.read(sha256), _PIXELS)
    except Refusal:
        return None
    return picture(pixels.width, pixels.height, pixels.rgb, name)


def picture(width: int, height: int, rgb: bytes, alt: str) -> Picture:
    """Pixels, decoded in the limited process, as a picture of a document."""
    from PIL import Image  # only where something is printed

    written = BytesIO()
    Image.frombytes("RGB", (width, height), rgb).save(written, "PNG")
    return Picture(written.getvalue(), alt, LOGO_SIDE * min(1.0, width / height))
