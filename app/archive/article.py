"""One post of the index: its text and images, the decision, and what the checks had noticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, pairwise

from app.archive.bag import ACTIVITY, DECISION, POST_TEXT
from app.archive.documents import PlacedImage, act_file
from app.archive.markup import Html, element, join
from app.archive.types import ArchivedAct, ArchivedDecision, ArchivedFinding, ArchivedPost
from app.archive.wording import both, clause_list, code, facts, named, separated, time
from app.bangla.digits import to_bangla
from app.checks.photo.clip_explanations import clock
from app.media.formats import is_clip, is_video

_SEVEREST = ("block", "warn", "note")
_ANSWERS = {"proof": "archive_page.answered_proof", "correction": "archive_page.answered_correction"}
_SHAPES = {"block": "●", "warn": "▲", "note": "○"}


def post_section(post: ArchivedPost, folder: str, images: Sequence[PlacedImage]) -> Html:
    """One post with its images, its decision and what the checks had noticed."""
    return element(
        "article",
        _post_header(post),
        element("div", _marked(post.text, post), class_="text", dir="auto") if post.text else "",
        element("div", *_figures(post, folder, images), class_="figures") if images else "",
        _facts(post),
        _decisions(post),
        _acts(post, folder) if post.acts else "",
        _findings(post),
        _footer(post, folder),
        id=anchor(folder),
    )


def anchor(folder: str) -> str:
    """The name by which the list of contents finds a post."""
    return folder.replace("/", "-")


def _post_header(post: ArchivedPost) -> Html:
    meta = [named("platform", post.platform)] if post.platform else []
    if post.kind != "post":
        meta.append(named("archive_page.post_kind", post.kind))
    if post.purpose:
        meta.append(named("purpose", post.purpose))
    meta.append(join(both("archive_page.version"), " ", to_bangla(str(post.version))))
    return element(
        "header",
        element(
            "div",
            element("h2", post.account or both("archive_page.no_account"), dir="auto"),
            element("p", *separated(meta)),
        ),
        element("span", both("archive_page.important"), class_="pill") if post.important else "",
        element("span", "✓ ", both("archive_page.approved"), class_="pill approved"),
    )


def _marked(text: str, post: ArchivedPost, image: int | None = None) -> Html:
    """The post's text, or an image's alt text, with what the checks noticed marked and numbered."""
    spans = [
        (finding.start, finding.end, number, finding.severity)
        for number, finding in enumerate(post.findings, start=1)
        if finding.image == image and finding.start is not None and finding.end is not None
    ]
    cuts = {0, len(text)}
    cuts.update(place for start, end, _, _ in spans for place in (start, end) if 0 < place < len(text))
    pieces: list[str] = []
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        over = [span for span in spans if span[0] <= start and end <= span[1]]
        if not over:
            pieces.append(piece)
            continue
        worst = min((severity for _, _, _, severity in over), key=_SEVEREST.index)
        ending = [to_bangla(str(number)) for _, last, number, _ in over if last == end]
        label = element("sup", " ".join(ending)) if ending else ""
        pieces.append(element("mark", piece, label, class_=worst))
    return join(*pieces)


def _figures(post: ArchivedPost, folder: str, images: Sequence[PlacedImage]) -> Iterator[Html]:
    for position, placed in enumerate(images):
        is_film = is_clip(placed.image.media_type)
        yield element(
            "figure",
            _clip(folder, placed) if is_film else _picture(post, folder, position, placed),
            element("figcaption", *separated(_caption(post, placed, position, len(images)))),
        )


def _picture(post: ArchivedPost, folder: str, position: int, placed: PlacedImage) -> Html:
    image = placed.image
    boxes = [
        _box(finding.box, number, finding.severity, image.width, image.height)
        for number, finding in enumerate(post.findings, start=1)
        if finding.image == position and finding.box is not None and finding.frame is None
    ]
    picture = element(
        "img",
        src=f"{folder}/{placed.publish}",
        alt=image.alt,
        width=image.width,
        height=image.height,
        loading="lazy",
    )
    return element("a", picture, *boxes, href=f"{folder}/{placed.original}", class_="frame")


def _clip(folder: str, placed: PlacedImage) -> Html:
    """A player of the reader's own browser; below it a link, for what that cannot play."""
    kind = "video" if is_video(placed.image.media_type) else "audio"
    player = element(
        kind,
        src=f"{folder}/{placed.publish}",
        aria_label=placed.image.alt or placed.image.original_name,
        controls=True,
        preload="none",
    )
    link = element("a", both("archive_page.open_clip"), href=f"{folder}/{placed.original}")
    return element("div", player, element("p", link), class_="clip")


def _caption(post: ArchivedPost, placed: PlacedImage, position: int, of: int) -> list[str]:
    image = placed.image
    alt = _marked(image.alt, post, position) if image.alt else "—"
    kind = image.media_type.partition("/")[0]
    caption: list[str] = [
        join(both(f"archive_page.{kind}"), " ", to_bangla(f"{position + 1}/{of}")),
        element("bdi", image.original_name),
        join(both("archive_page.alt"), ": ", element("bdi", alt)),
    ]
    if image.blurred:
        caption.append(join(both("archive_page.blurred"), ": ", to_bangla(str(len(image.blurred)))))
    if image.duration:
        caption.append(clock(image.duration).bn)
    verb = "watched" if kind == "video" else "heard"
    caption += (
        join(both(f"archive_page.{verb}"), ": ", element("bdi", one.member), ", ", time(one.at))
        for one in image.watched
    )
    return caption


def _box(box: tuple[int, int, int, int], number: int, severity: str, width: int, height: int) -> Html:
    x, y, w, h = box
    sides = (("left", x, width), ("top", y, height), ("width", w, width), ("height", h, height))
    style = ";".join(f"{side}:{part / max(whole, 1):.2%}" for side, part, whole in sides)
    return element("span", element("b", to_bangla(str(number))), class_=f"box {severity}", style=style)


def _facts(post: ArchivedPost) -> Html:
    rows: list[tuple[str, str]] = []
    if post.author:
        rows.append(("author", element("bdi", post.author)))
    rows.append(("written_at", time(post.created_at)))
    if post.schedule:
        # A wish for the future in local time, as the drafter gave it, with or without an hour.
        rows.append(("schedule", to_bangla(post.schedule.replace("T", ", "))))
    if post.sources:
        rows.append(("sources", join(*(element("div", source, dir="auto") for source in post.sources))))
    for found in post.publications:
        address = element("div", element("bdi", found.url))
        rows.append(("published", join(address, *separated([found.member, time(found.at)]))))
    return facts(rows)


def _decisions(post: ArchivedPost) -> Html:
    return element(
        "section",
        element("h3", both("archive_page.decision")),
        element("ul", *map(_decision, post.decisions), class_="decisions"),
    )


def _decision(decision: ArchivedDecision) -> Html:
    member = element("bdi", decision.member)
    line = [
        element("b", named("archive_page.verdict", decision.verdict), class_=decision.verdict),
        join(member, ", ", named("role", decision.role)) if decision.role else member,
    ]
    return element(
        "li",
        *separated(line),
        element("p", time(decision.at), class_="when"),
        element("p", both("archive_page.own_author")) if decision.own_author else "",
        element("p", decision.reason, dir="auto") if decision.reason else "",
    )


def _acts(post: ArchivedPost, folder: str) -> Html:
    return element(
        "section",
        element("h3", both("archive_page.after")),
        element("ul", *(_act(n, act, folder) for n, act in enumerate(post.acts, 1)), class_="decisions"),
    )


def _act(number: int, act: ArchivedAct, folder: str) -> Html:
    line = [element("b", named("archive_page.act", act.kind)), element("bdi", act.member)]
    if act.reason:
        line.append(named("archive_page.removal", act.reason))
    if act.answer and act.kind in _ANSWERS:
        line.append(named(_ANSWERS[act.kind], act.answer))
    if act.other is not None:
        line.append(join(both("archive_page.other_draft"), " ", to_bangla(str(act.other))))
    file = act_file(number, act)
    link = element("a", element("bdi", act.file_name), href=f"{folder}/{file}") if file else ""
    return element(
        "li",
        *separated(line),
        element("p", time(act.at), " · ", element("bdi", act.published_as), class_="when"),
        element("p", act.text, dir="auto") if act.text else "",
        element("p", element("bdi", act.url)) if act.url else "",
        element("p", link) if file else "",
    )


def _findings(post: ArchivedPost) -> Html:
    if post.findings:
        cards = element("ol", *map(_card, count(1), post.findings), class_="findings")
    else:
        cards = element("p", both("archive_page.no_findings"), class_="none")
    checked = [join(both("archive_page.rulepack"), " ", post.rulepack)]
    checked += [join(f"{name} {version}") for name, version in sorted(post.detectors.items())]
    if post.not_checked:
        checked.append(join(both("archive_page.not_checked"), ": ", ", ".join(post.not_checked)))
    return element(
        "section",
        element("h3", both("archive_page.findings")),
        cards,
        element("p", *separated(checked), class_="checked"),
    )


def _card(number: int, finding: ArchivedFinding) -> Html:
    severity = named("archive_page.severity", finding.severity)
    return element(
        "li",
        element("span", to_bangla(str(number)), class_="number"),
        " ",
        element("span", _SHAPES[finding.severity], " ", severity, class_=f"chip {finding.severity}"),
        " ",
        element("b", finding.title.bn),
        " ",
        element("span", finding.title.en, lang="en", class_="en"),
        element("p", finding.why.bn),
        element("p", finding.why.en, lang="en", class_="en"),
        element("p", clause_list(finding.clauses), class_="clause") if finding.clauses else "",
        _answer(finding),
    )


def _answer(finding: ArchivedFinding) -> Html:
    if not finding.verdict:
        return element("p", both("archive_page.unanswered"), class_="answer")
    line = [element("b", named("archive_page.answer", finding.verdict)), element("bdi", finding.answered_by)]
    return element(
        "div",
        *separated(line),
        element("p", named("because", finding.because)) if finding.because else "",
        element("p", finding.reason, dir="auto") if finding.reason else "",
        element("p", time(finding.answered_at), class_="when"),
        class_="answer",
    )


def _footer(post: ArchivedPost, folder: str) -> Html:
    links = [element("a", name, href=f"{folder}/{name}") for name in (POST_TEXT, ACTIVITY, DECISION)]
    return element(
        "footer",
        element("span", both("archive_page.digest"), ": ", code(post.digest)),
        element("span", *separated(links)),
    )
