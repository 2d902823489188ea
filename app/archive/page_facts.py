"""What an archive's `index.html` tells, whatever words and markup are around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_MARKED = frozenset({"bdi", "code"})  # elements whose text is a fact
_ADDRESSES = frozenset({"href", "src", "datetime", "alt", "aria-label"})
_VOID = frozenset({"meta", "img", "br", "hr"})


@dataclass(slots=True)
class Article:
    """One post: its text, and what is marked as a fact. Numbers of findings in the text are left out."""

    post_text: str = ""
    facts: set[str] = field(default_factory=set)

    def tells(self, expected: Article) -> bool:
        """Whether it says the same of the post as `expected`: its text, and every fact."""
        return _even(self.post_text) == _even(expected.post_text) and expected.facts <= self.facts


@dataclass(slots=True)
class PageFacts:
    """`articles` by anchor; `codes` are those of the cover: the key's id and the record's hash."""

    codes: list[str] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)


def page_facts(page: str) -> PageFacts:
    """Read a page; one with broken markup gives what can be found in it."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = PageFacts()
        self._article: Article | None = None
        self._open: list[tuple[str, str]] = []  # element and class
        self._marked = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._article = self.found.articles.setdefault(values.get("id", ""), Article())
        if self._article is not None:
            self._article.facts |= {values[name] for name in _ADDRESSES & values.keys()}
        if tag in _MARKED:
            self._marked = ""
        if tag not in _VOID:
            self._open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "article":
            self._article = None
        elif tag in _MARKED and self._article is not None:
            self._article.facts.add(_even(self._marked))
        elif tag == "code":
            self.found.codes.append(self._marked)

    def handle_data(self, data: str) -> None:
        if any(tag == "sup" for tag, _ in self._open):
            return
        self._marked += data
        if self._article is not None and ("div", "text") in self._open:
            self._article.post_text += data


def _even(text: str) -> str:
    return " ".join(text.split())
