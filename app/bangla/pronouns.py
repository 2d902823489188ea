"""Words for people named in the sentence before: তারা, ওদের, these people."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from app.bangla.normalise import safe_pattern

# Of several people only, since one (সে, তার) is spoken of in every text; nor with respect (তাঁরা).
_PRONOUN = regex.compile(
    safe_pattern(
        r"(?<![\p{L}\p{M}\p{N}])(?:"
        "(?:এরা|ওরা|তারা|এরাই|ওরাই|তারাই|এরাও|ওরাও|তারাও|এদের|ওদের|তাদের|ইহাদের|উহাদের|হেরা|হ্যারা|হেগো|এগো|ওগো|তাগো)"
        "(?:কে|রে|ই|ও|কেই|কেও|কাছে)?"
        "|(?:এই|ওই|ঐ|এসব|এইসব|ওইসব|এ) ?(?:লোক|মানুষ|জাত|জাতি|গোষ্ঠী|সম্প্রদায়|দল|বাহিনী|ধর্ম|অফিস|বিভাগ|দপ্তর|দেশ)"
        "(?:টা|টার|টাকে|টির|টি|গুলো|গুলা|গুলি|গুলোর|গুলার|গুলোকে|গুলাকে|দের|দেরকে|রা|েরা|ের|কে|র)?"
        "|(?:এ|ও|এই|ওই)গুলা(?:র|রে|কে|ই)?|(?:এ|ও)গুলো(?:র|কে|ই)?"
        "|they|them|their|these people|those people|such people|this lot"
        "|(?:era|ora|tara)i?|eder|oder|tader|egula|ogula|ei (?:lok|manush)(?:gulo|gula)?|ei jat(?:ta|i)?"
        r")(?![\p{L}\p{M}\p{N}])"
    )
)


def pronouns(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand in a safe view's text, in order."""
    return (match.span() for match in _PRONOUN.finditer(text))
