"""A desktop notification, against a real D-Bus with a notification service of the test's own."""

from __future__ import annotations

import threading

import pytest
from jeepney import HeaderFields, message_bus, new_method_return
from jeepney.io.blocking import open_dbus_connection

from app.ui.due.notify import by_bus

pytestmark = pytest.mark.keyring  # the run with a session bus


def test_a_notification_reaches_the_desktops_service() -> None:
    received = []
    with open_dbus_connection() as service:
        service.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))

        def serve() -> None:
            while (call := service.receive(timeout=20)).header.fields.get(HeaderFields.member) != "Notify":
                continue
            received.append(call.body)
            service.send(new_method_return(call, "u", (1,)))

        server = threading.Thread(target=serve)
        server.start()
        assert by_bus("বাকি কাজ", "২টি পাসওয়ার্ড পরিবর্তনের সময় পেরিয়েছে", "anumodon")
        server.join(20)
    (body,) = received
    assert body[0] == "Anumodon"
    assert body[3:5] == ("বাকি কাজ", "২টি পাসওয়ার্ড পরিবর্তনের সময় পেরিয়েছে")


def test_without_a_service_nothing_is_shown() -> None:
    assert by_bus("বাকি কাজ", "১টি", "anumodon") is False


def test_without_a_bus_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert by_bus("বাকি কাজ", "১টি", "anumodon") is False
