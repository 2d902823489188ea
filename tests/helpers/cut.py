"""A way to a server on loopback that can be cut at any byte: what a bad cable or switch does."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: the other side is told that it broke, not that it ended


class Cut:
    """Listens on `port` and carries every byte to and from the server at `to`, until `after` is called."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._left: int | None = None
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def after(self, size: int) -> None:
        """Break every connection once so many more bytes went through, in whatever direction."""
        with self._lock:
            self._left = size

    def close(self) -> None:
        self._listening.close()
        self._break()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                try:
                    there = socket.create_connection(("127.0.0.1", self._to), 5)
                except OSError:
                    here.close()
                    continue
                there.settimeout(None)
                with self._lock:
                    self._open |= {here, there}
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(1 << 16):
                passed = self._passing(len(data))
                other.sendall(data[:passed])
                if passed < len(data):
                    self._break()
                    return
        for each in (one, other):
            with self._lock:
                self._open.discard(each)
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _passing(self, size: int) -> int:
        with self._lock:
            if self._left is None:
                return size
            passed = min(size, self._left)
            self._left = self._left - size if self._left >= size else None
            return passed

    def _break(self) -> None:
        with self._lock:
            broken, self._open = self._open, set()
        for each in broken:
            with contextlib.suppress(OSError):
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                each.shutdown(socket.SHUT_RDWR)
                each.close()
