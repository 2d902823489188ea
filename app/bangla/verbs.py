"""The forms of Bangla verbs, so that a rule names a verb once: দেওয়া for দিন, দাও, দেবেন, দিয়েছে …

A verb is named by its verbal noun. Its root and the vowel in it tell the stems, and each tense adds the same
endings to its stem. Standard colloquial forms of all persons and ranks are made, the moods of command among
them, and the spoken ones that posts are full of (দিমু, করতাছে, কইরা). Negation joined to a form (করেনি) is
not: it says the opposite. Paradigms after the Bangla Academy's grammar (প্রমিত বাংলা ভাষার ব্যাকরণ, 2011).

All words are in the safe view's forms (`app.bangla.normalise`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from app.bangla.normalise import safe
from app.bangla.suffixes import carries


def _words(line: str) -> tuple[str, ...]:
    return tuple(safe(line).split())


_FUTURE = ("ব", "বো", "বে", "বেন", "বি", "বা", "বার", "মু", "বাম", "বাইন")
_PAST = ("লাম", "লে", "ল", "লো", "লেন", "লি", "লা", "লুম")
_HABIT = ("তাম", "তে", "ত", "তো", "তেন", "তিস", "তি", "তা")
_BEING = ("ছি", "ছ", "ছো", "ছে", "ছেন", "ছিস", "ছস", "ছিলাম", "ছিলে", "ছিল", "ছিলো", "ছিলেন", "ছিলি")
# As the east says it: করসে, করতাসে.
_EASTERN_BEING = ("সি", "সে", "সেন", "সস", "সিলাম", "সিল", "সিলো")
_SPOKEN_BEING = tuple(link + ending for link in ("তা", "তে", "তি") for ending in (*_BEING, *_EASTERN_BEING))
_DONE = ("ে", *("ে" + ending for ending in _BEING))

_RAISED = {"ো": "ু", "ে": "ি", "ও": "উ", "এ": "ই"}
_FRONTED = {"া": "ে", "আ": "এ"}
_VOWELS = "আএওািীুূেৈোৌইউ"
# Roots whose এ stays: দেখি, not দিখি.
_UNRAISED = frozenset(
    _words("দেখ ফেল খেল বেচ ঠেল ঠেক বেড় এড় চেঁচ হেল এগ বের পের খেপ ক্ষেপ লেল ঘেঁষ সেঁক লেপ মেখ হেঁচ")
)
# Roots in আ that take ই before an ending: চাইব, not খাব.
_TAKES_I = frozenset(_words("চা গা বা ছা না"))


# Common words that a spoken form would look like.
_OTHER_WORDS = frozenset(_words("তুলসি ছায়া মায়া পায়া আইল কলসি"))


@dataclass(frozen=True, slots=True)
class _Paradigm:
    """Verbal nouns, the forms of present and command in full, and the stems that the tenses add to."""

    nouns: tuple[str, ...]
    plain: tuple[str, ...]
    future: tuple[str, ...]
    past: tuple[str, ...]
    habit: tuple[str, ...]
    being: tuple[str, ...]
    done: tuple[str, ...]

    def forms(self) -> frozenset[str]:
        tenses = (
            (self.future, _FUTURE),
            (self.past, _PAST),
            (self.habit, (*_HABIT, *_SPOKEN_BEING)),
            (self.being, _BEING),
            # What ends in চ্ takes no স.
            (tuple(stem for stem in self.being if stem[-1] != "্"), _EASTERN_BEING),
            (self.done, _DONE),
        )
        built = {stem + ending for stems, endings in tenses for stem in stems for ending in endings}
        return frozenset(safe(form) for form in (*self.nouns, *self.plain, *built)) - _OTHER_WORDS


# Letters such as য় have two spellings; keys and endings are compared in the safe view's.
_WA, _YA = safe("ওয়া"), safe("য়া")

_IRREGULAR = {
    safe("হওয়া"): _Paradigm(
        nouns=("হওয়া", "হওন"),
        plain=_words("হই হও হয় হন হোস হস হ হোন হউন হোক হউক হয়ো হইও হইয়েন হইয়া হয়া"),
        future=("হ", "হই"),
        past=("হ", "হই"),
        habit=("হ", "হই"),
        being=("হচ্", "হই"),
        done=("হয়",),
    ),
    safe("যাওয়া"): _Paradigm(
        nouns=("যাওয়া", "যাওন"),
        plain=_words(
            "যাই যাও যায় যান যাস যা যাক যেও যেয়ো যায়েন যাইয়ো যাইও যাইয়েন যাইয়া গিয়া "
            "গেছি গেছ গেছো গেছে গেছেন গেছিস গেসে গেসি গেসেন গ্যাছে গ্যাছি গ্যাসে"
        ),
        future=("যা", "যাই"),
        past=("গে", "যাই"),
        habit=("যে", "যাই"),
        being=("যাচ্", "যাই"),
        done=("গিয়", "যেয়"),
    ),
    "আসা": _Paradigm(
        nouns=("আসা",),
        plain=_words("আসি আসো আস আসে আসেন আসিস আয় আসুন আসুক এসো আসিও আইসো আইসেন আইসা আয়েন আসুম"),
        future=("আস", "আই"),
        past=("আস", "এ", "আই"),
        habit=("আস", "আই"),
        being=("আস", "আই"),
        done=("এস",),
    ),
}


def is_verb(word: str) -> bool:
    """Whether `word` has the shape of a verbal noun, so that the other functions take it."""
    return word in _IRREGULAR or any(word.endswith(ending) and word != ending for ending, _ in _CLASSES)


def starts(verb: str) -> tuple[str, ...]:
    """What forms of `verb` begin with: দাও, দি and দে for দেওয়া. Raises ValueError if it is no verbal noun."""
    grouped = groupby(sorted(forms_of(verb)), key=lambda form: form[:2])
    return tuple(_common_start(list(alike)) for _, alike in grouped)


@lru_cache(maxsize=4096)
def is_form(verb: str, word: str) -> bool:
    """Whether `word` is a form of `verb`, an emphatic ই or ও behind it, or its noun with case endings."""
    forms = forms_of(verb)
    if word in forms or (word[-1:] in ("ই", "ও") and word[:-1] in forms):
        return True
    return any(word.startswith(noun) and carries(noun, word[len(noun) :]) for noun in _nouns(verb))


@lru_cache(maxsize=512)
def forms_of(verb: str) -> frozenset[str]:
    """Every form of `verb` without emphasis. Raises ValueError if it is not a verbal noun."""
    return _paradigm(verb).forms()


@lru_cache(maxsize=512)
def _nouns(verb: str) -> tuple[str, ...]:
    return tuple(safe(noun) for noun in _paradigm(verb).nouns)


def _paradigm(verb: str) -> _Paradigm:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    for ending, conjugate in _CLASSES:
        root = verb.removesuffix(ending)
        if root and root != verb:
            return conjugate(root)
    raise ValueError(verb)


def _give(root: str) -> _Paradigm:
    """দেওয়া and নেওয়া."""
    low, high = root, root[:-1] + "ি"
    open_ = root[:-1] + "া"
    plain = [
        low + "ই",
        high + "ই",
        open_ + "ও",
        low + "য়",
        low + "ন",
        high + "স",
        low,
        high + "ন",
        high + "ক",
    ]
    plain += [high + ending for ending in ("ও", "য়ো", "য়েন", "য়া")]
    plain += [low[:-1] + "্যা" + ending for ending in ("ন", "য়", "ও")]
    nouns = (low + "ওয়া", low + "য়া", low + "ওন")
    return _Paradigm(nouns, tuple(plain), (low, high), (high,), (high,), (high + "চ্", high), (high + "য়",))


def _vowel_a(root: str) -> _Paradigm:
    """খাওয়া, পাওয়া; চাওয়া, গাওয়া."""
    if root[-1] == "ে":
        return _give(root)
    if root[-1] != "া":
        return _vowel_o_dropped(root)
    fronted = root[:-1] + "ে"
    plain = [root + ending for ending in ("ই", "ও", "য়", "ন", "স", "", "ক", "ইয়া", "য়া", "ইও", "ইয়েন")]
    plain += [fronted + ending for ending in ("ও", "য়ো")]
    long = root + "ই"
    past = (long,) if root in _TAKES_I else (fronted, long)
    nouns = (root + "ওয়া", root + "ওন")
    return _Paradigm(nouns, tuple(plain), (root, long), past, past, (root + "চ্", long), (fronted + "য়",))


def _vowel_o_dropped(root: str) -> _Paradigm:
    """কওয়া, সওয়া: the root is one consonant."""
    plain = [root + ending for ending in ("ই", "ও", "য়", "ন", "স", "", "উন", "উক", "ইও", "য়ো", "ইয়া")]
    long = root + "ই"
    return _Paradigm(
        (root + "ওয়া",), tuple(plain), (root, long), (long,), (long,), (long, root + "চ্"), (root + "য়",)
    )


def _vowel_o(root: str) -> _Paradigm:
    """শোয়া, ধোয়া, ছোঁয়া."""
    high = _with_vowel(root, _RAISED)
    plain = [root + ending for ending in ("ও", "য়", "ন", "", "ক")]
    plain += [high + ending for ending in ("ই", "স", "ন", "ক", "ও", "য়ো", "ইয়া")]
    return _Paradigm(
        (root + "য়া",), tuple(plain), (root, high), (high,), (high,), (high + "চ্",), (high + "য়",)
    )


def _causative(root: str) -> _Paradigm:
    """তাড়ানো, পোড়ানো; এগোনো; খাওয়ানো, শোয়ানো. `root` still has its last vowel: তাড়া, এগো."""
    for glide in (_WA, _YA):
        if root.endswith(glide):
            short = _raised(root.removesuffix(glide)) + "ই"
            break
    else:
        short = _raised(root[:-1]) + "ি"
    plain = [root + ending for ending in ("ই", "ও", "য়", "ন", "স", "", "ক", "ইয়া", "য়া")]
    plain += [short + ending for ending in ("ও", "য়ো")]
    stems = (root, root + "ই")
    return _Paradigm(
        (root + "নো",), tuple(plain), stems, stems, stems, (root + "চ্", root + "ই"), (short + "য়",)
    )


def _consonant(root: str) -> _Paradigm:
    """করা, মারা, লেখা, শোনা: the root's vowel is raised before most endings, and আ fronted when done."""
    high = _raised(root)
    done = _with_vowel(root, _FRONTED) if _vowel(root) in _FRONTED else high
    low = root if _vowel(high) == "ি" else high
    spoken = f"{low[:-1]}ই{low[-1]}"
    plain = [root + ending for ending in ("ো", "", "ে", "েন")]
    plain += [high + ending for ending in ("ি", "িস", "ুন", "ুক", "ো", "িও", "িয়ো", "ুম")]
    plain += [done + "ো", *(spoken + ending for ending in ("া", "ো", "েন"))]
    if root == "দেখ":
        plain += _words("দ্যাখে দ্যাখেন দ্যাখো দ্যাখ")
    written = _with_written_o(root)
    plain += [stem + ending for stem in written for ending in ("ো", "ে", "েন", "ি", "ুন")]
    stems = tuple(dict.fromkeys((high, root, *written)))
    return _Paradigm((root + "া",), tuple(plain), (high, *written), (high,), stems, stems, (done,))


def _with_written_o(root: str) -> tuple[str, ...]:
    """The root with its inherent vowel written, as many do: কোরছে."""
    return (f"{root[0]}ো{root[1]}",) if len(root) == 2 and not _vowel(root) and root[1] != "্" else ()


# Tried in this order, by how the verbal noun ends.
_CLASSES = (
    ("নো", _causative),
    (_WA, _vowel_a),
    (_YA, _vowel_o),
    ("া", _consonant),
)


def _common_start(forms: list[str]) -> str:
    """What all of some sorted forms begin with: what the first and the last do."""
    length = 0
    for one, other in zip(forms[0], forms[-1], strict=False):
        if one != other:
            break
        length += 1
    return forms[0][:length]


def _raised(root: str) -> str:
    return root if root in _UNRAISED else _with_vowel(root, _RAISED)


def _vowel(root: str) -> str:
    """The last vowel written in the root, empty for the inherent one."""
    return next((sign for sign in reversed(root) if sign in _VOWELS), "")


def _with_vowel(root: str, change: dict[str, str]) -> str:
    """The root with its last written vowel changed, if `change` knows that one."""
    vowel = _vowel(root)
    if vowel not in change:
        return root
    head, _, tail = root.rpartition(vowel)
    return head + change[vowel] + tail
