"""`index.html`: the archive as a person reads it, in any browser, on a phone or printed, with no network.

Bangla comes first and English after it. Nothing in it loads from elsewhere and nothing runs.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from app.archive.article import anchor
from app.archive.keys import grouped, id_in
from app.archive.markup import Html, element, join
from app.archive.types import ALONE, NOTED, ArchivedPost, ArchiveHeader, Break, Former
from app.archive.wording import BANGLA, ENGLISH, both, code, facts, local_time, time
from app.bangla.dates import long_date
from app.bangla.digits import to_bangla
from app.paths import resources

_EXCERPT = 90
# Belt and braces: everything is escaped, and the browser is told to run and fetch nothing besides.
_POLICY = (
    "default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)


def index_page(
    header: ArchiveHeader, lines: Iterable[Html], sections: Iterable[Html], posts: int, key: str
) -> str:
    """The whole page. `key` is the fingerprint of the key that signs the archive, "" where it is unsigned."""
    before, between, after = page_frame(header, posts, key)
    return join(before, *lines, between, *sections, after)


def page_frame(header: ArchiveHeader, posts: int, key: str) -> tuple[Html, Html, Html]:
    """The page before its list of contents, between that and the posts, and after them."""
    lines, sections = (Html(f"<!--{secrets.token_hex(16)}-->") for _ in range(2))
    page = _page(header, lines, sections, posts, key)
    before, _, rest = page.partition(lines)
    between, _, after = rest.partition(sections)
    return Html(before), Html(between), Html(after)


def _page(header: ArchiveHeader, lines: Html, sections: Html, posts: int, key: str) -> str:
    title = f"{header.office_bn} · {BANGLA('archive_page.title')}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Html((resources() / "styles" / "archive.css").read_text(encoding="utf-8"))),
    )
    contents = element(
        "details",
        element("summary", both("archive_page.contents")),
        element("ol", lines),
        class_="contents",
    )
    body = element(
        "body", _cover(header, posts, key), contents, element("main", sections), _how_to_verify(header, key)
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='bn')}\n"


def contents_line(post: ArchivedPost, folder: str) -> Html:
    """A post's line in the list of contents."""
    first = " ".join(post.text.split()) or BANGLA("archive_page.no_text")
    excerpt = first if len(first) <= _EXCERPT else first[:_EXCERPT] + "…"
    day = long_date(local_time(post.approved_at).date(), "bn").rpartition(" · ")[2]
    return element(
        "li",
        element("a", element("span", excerpt, dir="auto"), href=f"#{anchor(folder)}"),
        element("small", f"{post.account} · {day}"),
    )


def _cover(header: ArchiveHeader, posts: int, key: str) -> Html:
    first = _day(header.since) or both("archive_page.beginning")
    last = _day(header.until) or both("archive_page.today")
    rows = [
        ("posts", to_bangla(str(posts))),
        ("range", join(first, " — ", last)),
        ("account", header.account or both("archive_page.all_accounts")),
        ("made_at", time(header.made_at)),
        ("made_by", header.made_by or "—"),
        ("signature", _key(key) if key else both("archive_page.unsigned")),
        ("chain", join(to_bangla(str(header.chain.count)), " · ", code(header.chain.hash))),
    ]
    if header.number:
        rows.append(("number", to_bangla(str(header.number))))
    if header.former is not None:
        rows.append(("former", _former(header.former)))
    if header.base is not None:
        rows.append(("base", _former(header.base)))
    if header.selection:
        rows.append(("selection", to_bangla(", ".join(map(str, header.selection)))))
    if header.withdrawn:
        rows.append(("withdrawn", to_bangla(", ".join(map(str, header.withdrawn)))))
    rows += [(_name_of(each), _break(each)) for each in header.breaks]
    if header.stamp is not None:
        rows.append(("stamp", join(time(header.stamp.at), " · ", header.stamp.authority)))
    return element(
        "header",
        element("p", both("archive_page.title"), class_="kind"),
        element("h1", header.office_bn),
        element("p", header.office_en, lang="en", class_="office-en") if header.office_en else "",
        element("p", header.parent_bn, class_="parent") if header.parent_bn else "",
        facts(rows),
        class_="cover",
    )


def _former(former: Former) -> Html:
    return join(
        to_bangla(str(former.number)), " · ", time(former.made_at), element("br"), code(former.digest)
    )


def _name_of(each: Break) -> str:
    if each.kind in NOTED:
        return "noted"
    return "alone" if each.kind in ALONE else "break"


def _break(each: Break) -> Html:
    """What was done openly and should be known: what happened, when, and by whom."""
    key = f"audit_note.{each.kind}"
    bangla = BANGLA(key, event=to_bangla(str(each.event)), detail=each.reason)
    sentence = element("span", ENGLISH(key, event=each.event, detail=each.reason), lang="en", class_="en")
    return join(bangla, " ", sentence, element("br"), time(each.at), " · ", each.by or "—")


def _day(written: str) -> str:
    return long_date(date.fromisoformat(written), "bn") if written else ""


def _key(fingerprint: str) -> Html:
    """The key's id, as minisign prints it, and its whole fingerprint to compare with the office's letter."""
    whole = element("span", grouped(fingerprint), class_="fingerprint")
    return join(code(id_in(fingerprint)), element("br"), whole)


def _how_to_verify(header: ArchiveHeader, key: str) -> Html:
    verify = f"anumodon verify . --key {key}" if key else "anumodon verify ."
    commands = [verify, "sha256sum -c manifest-sha256.txt"]
    if key:
        commands.append("minisign -V -m tagmanifest-sha256.txt -p anumodon.pub")
    return element(
        "footer",
        element("h2", both("archive_page.verify_title")),
        element("p", BANGLA("archive_page.verify_how")),
        element("p", ENGLISH("archive_page.verify_how"), lang="en", class_="en"),
        element("pre", "\n".join(commands)),
        element("p", header.program, class_="program"),
    )
