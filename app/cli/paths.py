"""Files, folders and keys as a command line names them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from app.bangla.shortening import shortened
from app.errors import Refusal

_SHOWN = 60  # characters of a name that cannot be
_IMPOSSIBLE = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ELOOP})


def given_key(written: str) -> str:
    """A key by its fingerprint or file. Raises `Refusal` for "", which would ask for no key at all."""
    if not written:
        raise Refusal("cli.empty_key")
    return written


def given_path(written: str) -> Path:
    """A file or folder to read. Raises `Refusal` for "", and for a name that nothing here can have."""
    path = Path(written)
    try:
        path.lstat()
    except ValueError:
        impossible = True
    except OSError as problem:  # that it is missing is said by what wants to read it
        impossible = problem.errno in _IMPOSSIBLE
    else:
        impossible = False
    if not written:
        raise Refusal("cli.empty_path")
    if impossible:
        raise Refusal("cli.bad_path", path=_shown(written))
    return path


def new_path(written: str) -> Path:
    """A file or folder to write, whose name goes into the record: what is no text is refused as well."""
    path = given_path(written)
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        raise Refusal("cli.bad_path", path=_shown(written)) from None
    return path


def _shown(written: str) -> str:
    return shortened(os.fsencode(written).decode("utf-8", "replace"), _SHOWN)
