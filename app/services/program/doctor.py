"""Looks at everything the program leans on and says what is in order and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.bangla.dates import local
from app.checks.text.mistakes import Mistake, PackError
from app.errors import MissingEnvironment, Refusal
from app.media.formats import HEIC
from app.media.types import Pixels
from app.models.tables import Event
from app.paths import resources
from app.services.base import desk_settings
from app.services.base.clock import day_of
from app.services.base.desk import MOVING, Desk
from app.services.base.os_keyring import shown
from app.services.record.audit import audit
from app.services.record.keys import fingerprint_of
from app.services.record.last_anchor import last_outside
from app.services.record.office_key import office_key
from app.work import Work

ANCHOR_AGE = timedelta(days=92)  # a quarter: older, and the doctor says so
FONT = "NotoSansBengali_400Regular.ttf"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing looked at. The sentence is `doctor.<key>`, or `doctor.<key>_bad` when not in order.

    `refusal` is the reason in a person's words, where there is one; `mistake` is what a rule pack has wrong,
    {mistake} in the sentence. `optional`: the program works without.
    """

    key: str
    ok: bool
    params: dict[str, str | int] = field(default_factory=dict)
    refusal: Refusal | None = None
    optional: bool = False
    mistake: Mistake | None = None

    @property
    def troubles(self) -> bool:
        """Whether something has to be mended."""
        return not self.ok and not self.optional


def examine(desk: Desk, work: Work) -> tuple[Reading, ...]:
    """Keyring, rule pack, detectors, decoder, font, database and record. Raises `Cancelled`."""
    return *examine_quickly(desk, work), examine_record(desk, work)


def examine_quickly(desk: Desk, work: Work) -> tuple[Reading, ...]:
    """All but the record, whose audit takes the longer the more was recorded. Raises `Cancelled`."""
    of_office = (_office_key, lambda desk: _database(desk, work), _outside_anchor, _move)
    return tuple(_looked(desk, (*_OF_MACHINE, *of_office), work))


def examine_machine(desk: Desk, work: Work) -> tuple[Reading, ...]:
    """What of it is not of an office: `desk` is an empty one, made for this."""
    return tuple(_looked(desk, _OF_MACHINE, work))


def office_there(where: str, *, begun: bool) -> Reading:
    """Which office the others are about: where its data is, or is to be."""
    return Reading("office", begun, {"where": where}, optional=True)


def _looked(desk: Desk, looks: Sequence[Callable[[Desk], Reading]], work: Work) -> Iterator[Reading]:
    for done, look in enumerate(looks):
        work.step(done, len(looks))
        yield look(desk)


def examine_record(desk: Desk, work: Work) -> Reading:
    """Whether the record is as it was, by an audit of it. Raises `Cancelled`."""
    report = audit(desk, work)
    return Reading("record", report.ok, {"n": report.events, "problems": len(report.problems)})


def _keyring(desk: Desk) -> Reading:
    try:
        desk.keyring.get("doctor")
        return Reading("keyring", True, {"backend": shown(desk.keyring.backend_name())})
    except MissingEnvironment as problem:
        return Reading("keyring", False, refusal=problem)


def _office_key(desk: Desk) -> Reading:
    """The office's key, and whether it is this desk's: another one signs nothing."""
    try:
        key = office_key(desk)
    except Refusal as problem:
        return Reading("office_key", False, {"fingerprint": "–"}, problem)
    if key is None:
        return Reading("office_key", False, {"fingerprint": "–"}, Refusal("office_key.none"), optional=True)
    own = desk.keys.existing()
    here = own is None or fingerprint_of(own) == key.fingerprint
    return Reading("office_key", here, {"fingerprint": key.written})


def _rule_pack(desk: Desk) -> Reading:
    """The pack in force, and the first mistake of one that is not: each in its place, and the rest go on."""
    mistakes = desk.pack_holder.reload()
    try:
        pack = desk.pack_holder.pack
    except PackError as problem:
        return Reading("rule_pack", False, refusal=Refusal("rulepack.none"), mistake=problem.mistakes[0])
    in_force: dict[str, str | int] = {"version": pack.version, "n": len(pack.rules)}
    if mistakes:
        good = Refusal("rulepack.last_good", **in_force)
        return Reading("rule_pack", False, refusal=good, mistake=mistakes[0])
    return Reading("rule_pack", True, {**in_force, "fingerprint": pack.fingerprint})


def _decoder(desk: Desk) -> Reading:
    try:
        desk.decoder.preview(_SMALLEST_GIF, 16)
        return Reading("decoder", True)
    except Refusal as refusal:
        return Reading("decoder", False, refusal=refusal)


def _clips(desk: Desk) -> Reading:
    try:
        desk.clips.probe(_SHORTEST_WAV, "")
        return Reading("clips", True)
    except Refusal as refusal:
        return Reading("clips", False, refusal=refusal)


def _heic(desk: Desk) -> Reading:
    try:
        return Reading("heic", desk.decoder.reads(HEIC), optional=True)
    except Refusal as refusal:
        return Reading("heic", False, refusal=refusal)


def _obscene(desk: Desk) -> Reading:
    try:
        desk.detectors.obscene.score(_BLANK)
        return Reading("obscene", True)
    except Refusal as refusal:
        return Reading("obscene", False, refusal=refusal)


def _ocr(desk: Desk) -> Reading:
    try:
        desk.detectors.reader.read(_BLANK, _BLANK.width, _BLANK.height)
        return Reading("ocr", True, optional=True)
    except Refusal as refusal:
        return Reading("ocr", False, refusal=refusal, optional=True)


def _faces(desk: Desk) -> Reading:
    try:
        desk.detectors.faces.find(_BLANK, _BLANK.width, _BLANK.height)
        return Reading("faces", True)
    except Refusal as refusal:
        return Reading("faces", False, refusal=refusal)


def _font(_desk: Desk) -> Reading:
    return Reading("font", (resources() / "fonts" / FONT).is_file())


def _database(desk: Desk, work: Work) -> Reading:
    return Reading("database", desk.store.sound(work))


def _outside_anchor(desk: Desk) -> Reading:
    """When an anchor was last saved outside; the program works without, and the record is less safe."""
    with desk.store.read():
        saved = last_outside()
        first = Event.select(Event.at).order_by(Event.id).first()
    since = saved or (day_of(first.at) if first is not None else local(datetime.now(UTC)).date())
    fresh = saved is not None and local(datetime.now(UTC)).date() - saved <= ANCHOR_AGE
    return Reading("outside_anchor", fresh, {"day": since.isoformat()}, optional=True)


def _move(desk: Desk) -> Reading:
    """Whether a move of the office was stopped, which may have left files of it where it was to go."""
    where = desk_settings.get(desk, MOVING)
    return Reading("move", not where, {"where": where}, optional=True)


_BLANK = Pixels(64, 64, bytes(64 * 64 * 3))
# One byte of sound.
_SHORTEST_WAV = bytes.fromhex(
    "524946462600000057415645666d74201000000001000100401f0000401f000001000800646174610100000080"
)
# One white pixel: the smallest whole image there is.
_SMALLEST_GIF = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b"
)

# What is looked at on a computer, whatever office works there.
_OF_MACHINE = (_keyring, _rule_pack, _decoder, _clips, _heic, _faces, _obscene, _ocr, _font)
