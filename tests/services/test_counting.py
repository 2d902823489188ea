"""How many characters a platform counts in a text that is to be pasted there."""

from __future__ import annotations

import pytest

from app.checks.text.rules.length import counted


@pytest.mark.parametrize(
    ("text", "platform", "n"),
    [
        ("ভূমি মেলা", "x", 9),
        ("মেলা 🎉", "x", 7),
        ("দেখুন https://www.example.gov.bd/a/very/long/address/of/a/notice", "x", 6 + 23),
        ("দেখুন https://www.example.gov.bd/a", "facebook", 34),
        ("", "x", 0),
    ],
)
def test_a_text_is_counted_as_its_platform_does(text: str, platform: str, n: int) -> None:
    assert counted(text, platform) == n
