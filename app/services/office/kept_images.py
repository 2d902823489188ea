"""Images that are not of a post (the office's logo, evidence of a checklist): proven, then kept."""

from __future__ import annotations

from app.intake.types import IncomingFile
from app.services.base.desk import Desk


def kept_image(desk: Desk, file: IncomingFile) -> str:
    """Keep an image in `blobs` and return its SHA-256. Call before the transaction that names it, and
    `keep_named` of the blobs in it.

    Raises `Refusal` for a file that no decoder accepts, like an attachment.
    """
    desk.decoder.inspect(file.data, file.name)
    return desk.blobs.put(file.data)
