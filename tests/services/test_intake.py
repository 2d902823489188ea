"""Posts come in whole or not at all, once, and leave nothing behind when refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Refusal
from app.i18n import LANGUAGES, Translator
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import DraftKind, Outcome, State
from app.services.posts import intake, queue
from app.services.posts.views import FormImage, IntakeLine, PostForm
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services.posts import CLEAN


def post(folder: Path, name: str, text: str = CLEAN, toml: str = "", **images: bytes) -> Path:
    place = folder / name
    place.mkdir(parents=True)
    (place / "post.txt").write_text(text, encoding="utf-8")
    if toml:
        (place / "post.toml").write_text(toml, encoding="utf-8")
    for stem, data in images.items():
        (place / f"{stem}.jpg").write_bytes(data)
    return folder


def taken(desk: Desk, folder: Path) -> dict[str, IntakeLine]:
    lines = intake.take_in(desk, [folder], None, Work())
    return {line.origin.rsplit("/", 1)[-1]: line for line in lines}


def kept(desk: Desk) -> set[str]:
    return {path.name for path in desk.folder.blobs.rglob("*") if path.is_file()}


def photo(width: int = 64) -> bytes:
    return encoded(picture(width, 48), "JPEG")


def test_a_post_with_one_bad_image_leaves_nothing_and_stops_no_other(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    folder = post(tmp_path / "in", "bad", good=photo(), worse=photo()[:-40])
    post(folder, "good", "অন্য নোটিশ।", sun=photo(70))
    lines = taken(desk, folder)
    assert lines["bad"].outcome is Outcome.REFUSED
    assert lines["bad"].reason is not None
    assert lines["bad"].reason.key == "media.damaged"
    assert lines["good"].outcome is Outcome.TAKEN
    assert len(kept(desk)) == 1
    assert queue.counts(desk)[State.PENDING] == 1


def test_an_unknown_account_or_purpose_refuses_the_post_whole(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    folder = post(tmp_path / "in", "account", toml='account = "nobody"', sun=photo())
    post(folder, "purpose", toml='account = "@sample_upeo"\npurpose = "fun"', sun=photo())
    lines = taken(desk, folder)
    assert {line.reason.key for line in lines.values() if line.reason} == {
        "intake.unknown_account",
        "intake.unknown_purpose",
    }
    assert not kept(desk)


@pytest.mark.parametrize(
    ("toml", "kind", "use"),
    [
        ("", DraftKind.POST, "post"),
        ('kind = "post"', DraftKind.POST, "post"),
        ('kind = "Banner"', DraftKind.BANNER, "banner"),
        ('kind = "profile_picture"', DraftKind.PROFILE_PICTURE, "profile"),
        ('kind = "প্রোফাইল ছবি"', DraftKind.PROFILE_PICTURE, "profile"),
        ('kind = "profile"\nuse = "profile"', DraftKind.PROFILE_PICTURE, "profile"),
        ('kind = " মন্তব্য "', DraftKind.COMMENT, "post"),
        ('kind = "জবাব"', DraftKind.REPLY, "post"),
        ('kind = "Share"', DraftKind.SHARE, "post"),
        ('use = "banner"', DraftKind.BANNER, "banner"),
        ('kind = "ভিডিও"', DraftKind.POST, "post"),
        ('kind = "Photo"\nuse = "banner"', DraftKind.BANNER, "banner"),
    ],
)
def test_a_file_says_what_kind_of_draft_it_is(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, toml: str, kind: DraftKind, use: str
) -> None:
    (line,) = taken(desk, post(tmp_path / "in", "one", toml=toml, sun=photo())).values()
    assert line.draft_id is not None, line.reason
    found = queue.draft(desk, line.draft_id)
    assert (found.kind, found.version.use) == (kind, use)
    assert audit(desk, Work()).problems == ()


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ('kind = "বিবৃতি"', "intake.unknown_kind"),
        ('kind = "comment"\nuse = "banner"', "intake.kind_use"),
        ('kind = "banner"\nuse = "post"', "intake.kind_use"),
    ],
)
def test_a_kind_that_is_none_or_does_not_fit_refuses_the_post_in_one_sentence(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, toml: str, why: str
) -> None:
    (line,) = taken(desk, post(tmp_path / "in", "one", toml=toml, sun=photo())).values()
    assert line.reason is not None
    assert line.reason.key == why
    assert all(len(Translator(language).refusal(line.reason)) > 20 for language in LANGUAGES)
    assert not kept(desk)


def test_the_kinds_of_a_calendar_are_those_of_its_rows(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    sheet = tmp_path / "calendar.csv"
    sheet.write_text("লেখা,ধরন\nএকটি নোটিশ।,\nধন্যবাদ।,মন্তব্য\nখবরটি দেখুন।,share\nভুল,চিঠি\n", encoding="utf-8")
    lines = intake.take_in(desk, [sheet], None, Work())
    kinds = [queue.draft(desk, line.draft_id).kind for line in lines if line.draft_id is not None]
    assert kinds == [DraftKind.POST, DraftKind.COMMENT, DraftKind.SHARE]
    assert [line.reason.params["kind"] for line in lines if line.reason] == ["চিঠি"]


def test_the_same_content_is_taken_once_and_its_image_kept_once(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    folder = post(tmp_path / "in", "one", sun=photo())
    post(folder, "two", "একই ছবি, অন্য লেখা।", moon=photo())
    first = taken(desk, folder)
    again = taken(desk, folder)
    assert {line.outcome for line in again.values()} == {Outcome.ALREADY}
    assert {name: line.draft_id for name, line in again.items()} == {
        name: line.draft_id for name, line in first.items()
    }
    assert len(kept(desk)) == 1


@pytest.mark.parametrize(
    ("account", "purpose", "expected"),
    [
        ("facebook", "৫(গ)", ("facebook", "5.c")),
        ("ফেসবুক", "গ", ("facebook", "5.c")),
        ("X:sample_upeo", "5.c", ("x", "5.c")),
        ("Sample UPEO", "c", ("x", "5.c")),
    ],
)
def test_what_a_person_wrote_for_account_and_purpose_is_understood(
    desk: Desk,
    office_of_one: dict[str, int],
    tmp_path: Path,
    account: str,
    purpose: str,
    expected: tuple[str, str],
) -> None:
    toml = f'account = "{account}"\npurpose = "{purpose}"\nauthor = "Rahima"'
    line = taken(desk, post(tmp_path / "in", "one", toml=toml))["one"]
    assert line.draft_id is not None, line.reason
    version = queue.draft(desk, line.draft_id).version
    assert version.account is not None
    assert (version.account.platform, version.purpose) == expected
    assert version.author_id == office_of_one["Rahima"], "an author who is a member is known as one"


def test_an_original_name_is_data_and_never_a_path(desk: Desk, office_of_one: dict[str, int]) -> None:
    file = IncomingFile("../../etc/passwd.jpg", photo())
    form = PostForm(text=CLEAN, images=(FormImage(alt="", file=file),))
    draft = queue.draft(desk, intake.compose(desk, form, office_of_one["Rahima"]))
    assert draft.version.attachments[0].original_name == "../../etc/passwd.jpg"
    assert kept(desk) == {draft.version.attachments[0].sha256}


@pytest.mark.parametrize(
    ("form", "key"),
    [
        (PostForm(text="  \n"), "intake.empty_post"),
        (PostForm(text="ক" * 100_001), "intake.too_long"),
        (PostForm(text="half an emoji \ud83d"), "intake.broken_text"),
        (PostForm(text=CLEAN, account_id=99), "office.no_account"),
    ],
)
def test_a_form_that_cannot_be_kept_is_refused_plainly(
    desk: Desk, office_of_one: dict[str, int], form: PostForm, key: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        intake.compose(desk, form, office_of_one["Rahima"])
    assert refusal.value.key == key
    assert audit(desk, Work()).ok


def test_search_finds_bangla_by_the_beginning_of_a_word_in_either_spelling(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    found = intake.compose(desk, PostForm(text="বিদ্যালয়ের মাঠে সাঁতার প্রতিযোগিতা"), me)
    intake.compose(desk, PostForm(text="ভূমি উন্নয়ন কর"), me)
    for query in ("বিদ্যালয়", "বিদ্যাল\u09af\u09bcের মাঠে", "সাঁতা"):
        assert queue.ids(desk, None, query) == [found], query
    assert queue.ids(desk, None, "পুকুর") == []
    assert queue.counts(desk, "সাঁতার")[State.PENDING] == 1
