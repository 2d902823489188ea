"""A keyring backend that keeps secrets in the open, as some do. The program must refuse it by name."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class PlainKeyring(KeyringBackend):
    priority = 10.0  # type: ignore[assignment]
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
