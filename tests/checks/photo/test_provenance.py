from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.photo.metadata import provenance
from app.media.types import ImageFacts


def facts(**known: str | bool) -> ImageFacts:
    return ImageFacts("JPEG", "image/jpeg", 100, 100, **known)


@pytest.mark.parametrize(
    ("name", "app"),
    [
        ("IMG-20221013-WA0007.jpg", "WhatsApp"),
        ("IMG-20221013-WA0007 (1).jpg", "WhatsApp"),
        ("WhatsApp Image 2022-10-13 at 10.11.12 AM.jpeg", "WhatsApp"),
        ("FB_IMG_1665634272000.jpg", "Facebook"),
        ("311234567_1234567890123_4567890_n.jpg", "Facebook"),
        ("received_1234567890.jpeg", "Messenger"),
        ("photo_2023-05-01_10-11-12.jpg", "Telegram"),
        ("signal-2023-05-01-101112.jpg", "Signal"),
        ("viber_image_2023-05-01_10-11-12-123.jpg", "Viber"),
        ("কাগজপত্র/IMG-20221013-WA0007.jpg", "WhatsApp"),
        ("IMG_20221013_101112.jpg", ""),
        ("DSC_0007.JPG", ""),
        ("photo.jpg", ""),
        ("photo_of_the_meeting.jpg", ""),
        ("received.jpg", ""),
        ("সভা.jpg", ""),
        ("2024_12.png", ""),
    ],
)
def test_names_messengers_give(name: str, app: str) -> None:
    assert provenance(facts(), name).passed_on_by == app


@pytest.mark.parametrize(
    "name", ["Screenshot_20221013-101112.png", "Screenshot 2022-10-13 at 10.png", "screen-shot.png"]
)
def test_names_of_screenshots(name: str) -> None:
    assert provenance(facts(), name).screenshot


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20230514_101112.jpg",
        "IMG-20230514-WA0007.jpg",
        "PXL_20230514_101112345.jpg",
        "VID_20230514_101112.mp4",
        "20230514_101112.jpg",
        "WhatsApp Image 2023-05-14 at 10.11.12 AM.jpeg",
        "WhatsApp Video 2023-05-14 at 10.11.12.mp4",
        "photo_2023-05-14_10-11-12.jpg",
        "signal-2023-05-14-101112.jpg",
        "Screenshot_20230514-101112.png",
    ],
)
def test_dates_devices_and_messengers_put_into_names(name: str) -> None:
    assert provenance(facts(), name).named_on == date(2023, 5, 14)


@pytest.mark.parametrize(
    "name",
    [
        "20230514.jpg",
        "report 2023-05-14.png",
        "IMG_0007.jpg",
        "IMG_20231301_101112.jpg",
        "IMG_202305141.jpg",
        "FB_IMG_1665634272000.jpg",
        "সভা ২০২৩-০৫-১৪.jpg",
    ],
)
def test_names_without_such_a_date(name: str) -> None:
    assert provenance(facts(), name).named_on is None


@pytest.mark.parametrize(
    "camera",
    [
        "Apple iPhone 12",
        "samsung SM-A505F",
        "Xiaomi Redmi Note 8",
        "vivo 1907",
        "OPPO CPH2095",
        "HUAWEI MAR-LX1A",
        "realme RMX3231",
        "TECNO KG5j",
        "Symphony Z35",
        "WALTON Primo HM6",
        "Google Pixel 6",
        "Sony XQ-BT52",
    ],
)
def test_phones_are_known(camera: str) -> None:
    assert provenance(facts(camera=camera), "a.jpg").phone == camera


@pytest.mark.parametrize(
    "camera",
    [
        "",
        "Canon EOS 90D",
        "NIKON D750",
        "SONY ILCE-7M3",
        "SAMSUNG NX300",
        "Panasonic DC-GH5",
        "EPSON Perfection V39",
    ],
)
def test_cameras_and_scanners_are_no_phones(camera: str) -> None:
    assert provenance(facts(camera=camera), "a.jpg").phone == ""


def test_a_clock_never_set_gives_no_date() -> None:
    assert provenance(facts(taken_at="2024:03:05 10:11:12"), "a.jpg").taken_on == date(2024, 3, 5)
    for unset in ("", "0000:00:00 00:00:00", "    :  :     :  :  ", "2024:13:45 99:00:00", "yesterday"):
        assert provenance(facts(taken_at=unset), "a.jpg").taken_on is None


@given(name=st.text(), camera=st.text(), taken_at=st.text())
def test_any_text_can_be_read(name: str, camera: str, taken_at: str) -> None:
    origin = provenance(facts(camera=camera, taken_at=taken_at), name)
    assert origin.phone in ("", camera)
