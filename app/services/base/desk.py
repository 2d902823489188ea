"""A desk: one office's open data folder with everything the services need. Made at the composition root."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.models.opening import kept_setting, open_store, waits_for_update
from app.models.store import Store
from app.models.tables import DeskSetting
from app.services.base.anchor import Anchor
from app.services.base.blobs import Blobs
from app.services.base.derived import DerivedValues
from app.services.base.folder import DataFolder, open_folder
from app.services.base.lazy import Lazy
from app.services.base.os_keyring import Keyring
from app.services.base.signing import SigningKeys
from app.values import dataclass
from app.work import Work

if TYPE_CHECKING:
    from app.checks.photo.detectors import Detectors
    from app.checks.text.pack_holder import PackHolder
    from app.media.clips import ClipDecoder
    from app.media.decoder import Decoder

DESK_ID = "desk_id"
RESTORED = "restored_at"  # the setting of a desk that was restored, until its passwords were looked through
OFFICE = "office_address"  # the setting that names the office on a server that this desk has joined
MOVING = "moving_to"  # the setting that names where a move goes, until it ends
ASKED = "asked_to_be_let_in"  # the setting of a desk that has asked its office on a server, or is in
SIGNING_KEYRING = "signing_keyring"  # the setting that names the backend which holds the desk's key


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed first to every service. Safe to use from several threads."""

    folder: DataFolder
    store: Store
    local: Store  # where the desk's own settings are: `store` itself, but for an office on a server
    blobs: Blobs
    keyring: Keyring
    keys: SigningKeys
    derived: DerivedValues
    anchor: Anchor
    lazy_pack_holder: Lazy[PackHolder]
    lazy_detectors: Lazy[Detectors]
    lazy_decoder: Lazy[Decoder]
    lazy_clips: Lazy[ClipDecoder]

    @property
    def shares_office(self) -> bool:
        """Whether the office is on a server, with other desks, and not in this desk's folder."""
        return self.local is not self.store

    @property
    def pack_holder(self) -> PackHolder:
        """The rule pack in force."""
        return self.lazy_pack_holder.get()

    @property
    def detectors(self) -> Detectors:
        """What looks at images."""
        return self.lazy_detectors.get()

    @property
    def decoder(self) -> Decoder:
        """The process that decodes images."""
        return self.lazy_decoder.get()

    @property
    def clips(self) -> ClipDecoder:
        """The process that decodes video and audio."""
        return self.lazy_clips.get()

    def close(self) -> None:
        """Stop the decoder processes, let the anchor be moved, and close the database."""
        for decoder in (self.lazy_decoder.made, self.lazy_clips.made):
            if decoder is not None:
                decoder.close()
        self.anchor.close()
        self.blobs.close()
        self.store.close()
        if self.local is not self.store:
            self.local.close()


def update_waits(path: Path) -> bool:
    """Whether the database in a data folder is of an earlier release, and copied before it is changed.

    Raises `Refusal` like `open_desk`.
    """
    return waits_for_update(DataFolder(path).database)


def kept_language(path: Path) -> str:
    """The language of a desk that is not open: "bn" or "en"."""
    kept = kept_setting(DataFolder(path).database, "language")
    return kept if kept == "en" else "bn"


def open_desk(path: Path, office: str = "", password: str = "", work: Work | None = None) -> Desk:
    """Open (or make) the data folder at `path`, and its office: in it, or on the server it has joined.

    `office` is the address of one to join, which is remembered; its `password` goes into the keyring.
    Nothing heavy is loaded yet, nor its modules imported: rule pack, detectors, decoders and keyring start
    when first needed. `work` tells of the copy that is made first where an earlier release made the database.
    Raises `Refusal` or `MissingEnvironment` with a plain sentence when the folder or database is unusable,
    and `Cancelled` where that copy was stopped.
    """
    folder = open_folder(path)
    local = open_store(folder.database, folder.backups, work)
    keyring = Keyring()
    try:
        settings = _settings(local)
        store, blobs = _office_store(folder, local, keyring, office or settings.get(OFFICE, ""), password)
    except BaseException:
        local.close()
        raise
    # The backend that holds the desk's key is not known before its first signature.
    keys = SigningKeys(keyring, settings.get(DESK_ID) or desk_id(local), settings.get(SIGNING_KEYRING, ""))
    return Desk(
        folder=folder,
        store=store,
        local=local,
        blobs=blobs,
        keyring=keyring,
        keys=keys,
        derived=DerivedValues(),
        anchor=Anchor(store, keys, folder),
        lazy_pack_holder=Lazy(_pack_holder),
        lazy_detectors=Lazy(_detectors),
        lazy_decoder=Lazy(image_decoder),
        lazy_clips=Lazy(clip_decoder),
    )


def _office_store(
    folder: DataFolder, local: Store, keyring: Keyring, office: str, password: str
) -> tuple[Store, Blobs]:
    if not office:
        return local, Blobs(folder.blobs)
    # With the server's library, which offices in a folder do without.
    from app.services.base.joining import join
    from app.services.base.shared_blobs import SharedBlobs

    store, pieces = join(local, keyring, office, password)
    local.apart = True
    return store, SharedBlobs(folder.blobs, pieces)


def _pack_holder() -> PackHolder:
    from app.services.base.rule_pack import rule_pack

    return rule_pack()


def _detectors() -> Detectors:
    from app.services.base.detectors import detectors

    return detectors()


def image_decoder() -> Decoder:
    """A decoder of images, whose process starts with the first of them."""
    from app.media.decoder import Decoder

    return Decoder()


def clip_decoder() -> ClipDecoder:
    """A decoder of video and audio, whose process starts with the first of them."""
    from app.media.clips import ClipDecoder

    return ClipDecoder()


def _settings(store: Store) -> dict[str, str]:
    """What opening a desk asks of its settings, by their keys."""
    with store.read():
        asked = DeskSetting.select().where(DeskSetting.key.in_((DESK_ID, OFFICE, SIGNING_KEYRING)))
        return {row.key: str(row.value) for row in asked}


def desk_id(store: Store) -> str:
    """A random name for this database, so that two desks on one machine keep two signing keys."""
    with store.read():
        row = DeskSetting.get_or_none(DeskSetting.key == DESK_ID)
    if row is None:
        import secrets  # once in the life of a desk

        with store.write():
            new = DeskSetting.insert(key=DESK_ID, value=secrets.token_hex(16))
            new.on_conflict_ignore().execute()  # another process may have been quicker
            row = DeskSetting.get_by_id(DESK_ID)
    return str(row.value)
