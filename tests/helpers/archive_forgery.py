"""What somebody can do to an archive who knows its format and has a key of their own."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from app.archive import bag, minisign


def reseal(folder: Path, signer: minisign.Signer | None) -> None:
    """Write manifests and signature anew, as somebody would who knows the format."""
    payload = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    (folder / bag.MANIFEST).write_bytes(bag.manifest(payload))
    sizes = sum((folder / name).stat().st_size for name in payload)
    info = (folder / bag.BAG_INFO).read_text("utf-8")
    stated = f"Payload-Oxum: {bag.oxum(sizes, len(payload))}"
    (folder / bag.BAG_INFO).write_text(re.sub(r"Payload-Oxum: .*", stated, info), "utf-8", newline="\n")
    tags = [bag.DECLARATION, bag.BAG_INFO, bag.MANIFEST, bag.PROFILE]
    if signer is None:
        (folder / bag.PUBLIC_KEY).unlink(missing_ok=True)
        (folder / bag.SIGNATURE).unlink(missing_ok=True)
    else:
        (folder / bag.PUBLIC_KEY).write_bytes(minisign.public_key_of(signer).to_bytes())
        tags.append(bag.PUBLIC_KEY)
    sealed = bag.manifest({name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tags})
    (folder / bag.TAG_MANIFEST).write_bytes(sealed)
    if signer is not None:
        (folder / bag.SIGNATURE).write_bytes(minisign.sign(signer, sealed, "again").to_bytes())


def edit(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
