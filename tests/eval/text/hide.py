"""How much of what is caught in plain words is still caught hidden: `python -m tests.eval.text.hide`.

Takes the violating posts of the development part that are caught as they are, hides their words in one way
after another, in every word or in every second one, and counts what is still caught.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from dataclasses import replace

import regex

from app.services.base.rule_pack import rule_pack
from tests.eval.text.load import Part, Post, load
from tests.eval.text.score import score, with_pack

Hide = Callable[[list[str], random.Random], str]

_WORD = regex.compile(r"[\p{L}\p{M}]{2,}")
_SIGNS = regex.compile(r"\p{L}(?:\u09cd\p{L}|\p{M})*|.")
_CYRILLIC = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")
_LEET = str.maketrans("aeiost", "@310$7")
_DEVANAGARI = {chr(code): chr(code - 0x80) for code in range(0x0985, 0x09B0)}


def _all(sign: str) -> Hide:
    return lambda signs, _: sign.join(signs)


def _one(sign: str) -> Hide:
    def hide(signs: list[str], chance: random.Random) -> str:
        at = chance.randrange(1, len(signs))
        return "".join(signs[:at]) + sign + "".join(signs[at:])

    return hide


def _starred(signs: list[str], chance: random.Random) -> str:
    if len(signs) < 3:
        return "".join(signs)
    at = chance.randrange(1, len(signs) - 1)
    return "".join((*signs[:at], "*", *signs[at + 1 :]))


def _repeated(signs: list[str], chance: random.Random) -> str:
    at = chance.randrange(len(signs))
    return "".join((*signs[:at], signs[at] + signs[at][-1] * chance.randrange(2, 5), *signs[at + 1 :]))


def _devanagari(signs: list[str], chance: random.Random) -> str:
    at = chance.randrange(len(signs))
    return "".join((*signs[:at], "".join(_DEVANAGARI.get(s, s) for s in signs[at]), *signs[at + 1 :]))


def _misspelled(*pairs: str) -> Hide:
    """Either of every pair of letters for the other."""
    table: dict[str, str] = dict(pair.split("=", 1) for pair in pairs)
    table |= {other: one for one, other in table.items() if other}
    pattern = re.compile("|".join(sorted(table, key=len, reverse=True)))
    return lambda signs, _: pattern.sub(lambda match: table[match[0]], "".join(signs))


WAYS: dict[str, Hide] = {
    "dots": _all("."),
    "one dot": _one("."),
    "stars": _all("*"),
    "one star": _one("*"),
    "star for a letter": _starred,
    "hyphens": _all("-"),
    "one hyphen": _one("-"),
    "underscores": _all("_"),
    "slashes": _all("/"),
    "bars": _all("|"),
    "one bar": _one("|"),
    "emoji": _one("🔥"),
    "brackets": lambda signs, _: signs[0] + "(" + "".join(signs[1:]) + ")",
    "spaces": _all(" "),
    "first letter apart": lambda signs, _: signs[0] + " " + "".join(signs[1:]),
    "last letter apart": lambda signs, _: "".join(signs[:-1]) + " " + signs[-1],
    "zero width": _all("\u200b"),
    "strokes": _all("\u0336"),
    "repeats": _repeated,
    "fullwidth": lambda signs, _: "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in signs
    ),
    "Cyrillic": lambda signs, _: "".join(signs).translate(_CYRILLIC),
    "figures": lambda signs, _: "".join(signs).translate(_LEET),
    "Devanagari": _devanagari,
    "long vowels": _misspelled("ি=ী", "ু=ূ", "ই=ঈ", "উ=ঊ"),
    "n, s, j": _misspelled("ন=ণ", "শ=ষ", "স=শ", "জ=য"),
    "r": _misspelled("র=ড়"),
    "no candrabindu": _misspelled("ঁ="),
    "no o": lambda signs, _: "".join(signs[:-1]).replace("ো", "") + signs[-1],
    "no conjuncts": _misspelled("্="),
}


def hidden(post: Post, hide: Hide, every: int, wide: str = "") -> Post:
    """The post with every so manieth word hidden, `wide` put between words of letters apart."""
    chance = random.Random(post.id)
    count = 0

    def change(match: regex.Match[str]) -> str:
        nonlocal count
        count += 1
        signs = _SIGNS.findall(match[0])
        return hide(signs, chance) if len(signs) > 1 and count % every == 0 else match[0]

    text = re.sub(" +", f" {wide}", post.text)
    return replace(post, text=_WORD.sub(change, text), kind="hidden")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.eval.text.hide", description=__doc__)
    parser.add_argument("--misses", help="print what is missed with words hidden in this way")
    options = parser.parse_args()
    check = with_pack(rule_pack().pack)
    posts = [post for post in load(Part.DEV) if not post.clean and post.kind != "hidden"]
    caught = [result.post for result in score(posts, check).violating if result.caught]
    print(f"Of {len(caught)} posts caught as they are:\n{'':22}{'every word':>12}{'every second':>14}")
    for name, hide in WAYS.items():
        wide = " " if name == "spaces" else ""
        scores = [score([hidden(post, hide, every, wide) for post in caught], check) for every in (1, 2)]
        rates = [one.tally() for one in scores]
        print(f"{name:22}{rates[0].caught / len(caught):12.0%}{rates[1].caught / len(caught):14.0%}")
        if options.misses == name:
            for result, post in zip(scores[0].violating, caught, strict=True):
                if not result.caught:
                    print(f"  {post.id}: {result.post.text}")


if __name__ == "__main__":
    main()
