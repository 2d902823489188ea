"""Archives with what was done after publication, with reports, and one after the other."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bagit
import pytest
from bagit_profile import Profile
from lxml import etree
from rocrate.rocrate import ROCrate

from app.archive import bag
from app.archive.evidence import read_proof
from app.archive.types import Verification
from app.archive.verify import verify_archive
from app.bangla.workdays import quarter_of
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.posts import aftercare, archive, publication, review, verifying
from app.services.posts.aftercare import RemovalReason
from app.services.posts.archives import LAST, archives_made
from app.services.posts.copies import save_copies
from app.services.reports import making
from app.work import Work
from tests.helpers.days import today
from tests.helpers.images import encoded, picture
from tests.services.posts import write
from tests.services.refusals import refused
from tests.services.test_checkpoints import resealed

# The published order of the elements of PREMIS 3.0 that are used here (premis-v3-0.xsd).
ORDER = {
    "premis": ["object", "event", "agent", "rights"],
    "object": [
        "objectIdentifier",
        "objectCategory",
        "preservationLevel",
        "significantProperties",
        "objectCharacteristics",
        "originalName",
        "storage",
        "signatureInformation",
        "relationship",
        "linkingEventIdentifier",
    ],
    "objectCharacteristics": ["compositionLevel", "fixity", "size", "format", "creatingApplication"],
    "fixity": ["messageDigestAlgorithm", "messageDigest", "messageDigestOriginator"],
    "format": ["formatDesignation", "formatRegistry", "formatNote"],
    "formatDesignation": ["formatName", "formatVersion"],
    "relationship": ["relationshipType", "relationshipSubType", "relatedObjectIdentifier"],
    "event": [
        "eventIdentifier",
        "eventType",
        "eventDateTime",
        "eventDetailInformation",
        "eventOutcomeInformation",
        "linkingAgentIdentifier",
        "linkingObjectIdentifier",
    ],
    "eventDetailInformation": ["eventDetail", "eventDetailExtension"],
    "eventOutcomeInformation": ["eventOutcome", "eventOutcomeDetail"],
    "eventOutcomeDetail": ["eventOutcomeDetailNote", "eventOutcomeDetailExtension"],
    "agent": ["agentIdentifier", "agentName", "agentType", "agentVersion", "agentNote"],
}
NEEDED = {
    "premis": {"object"},
    "object": {"objectIdentifier"},
    "objectCharacteristics": {"format"},
    "fixity": {"messageDigestAlgorithm", "messageDigest"},
    "event": {"eventIdentifier", "eventType", "eventDateTime"},
    "agent": {"agentIdentifier"},
    "relationship": {"relationshipType", "relationshipSubType", "relatedObjectIdentifier"},
}


def approved(desk: Desk, me: int, text: str, images: int = 0) -> int:
    draft = write(desk, me, text, images=images)
    review.approve(desk, draft.id, draft.version.digest, me)
    return draft.id


def cared_for(desk: Desk, me: int) -> int:
    """A post that went out, with one act of each kind."""
    id_ = approved(desk, me, "ভূমি মেলা আগামী রবিবার।", images=1)
    publication.publish(desk, id_, "https://facebook.com/sample_upeo/1", datetime.now(UTC), me)
    page = IncomingFile("shot.png", encoded(picture(64, 48), "PNG"), "")
    aftercare.prove(desk, id_, me, text="ভূমি মেলা আগামী সোমবার।", file=page)
    aftercare.correct(desk, id_, "দিন ভুল ছিল", me, readers_told=True)
    aftercare.place(desk, id_, "https://sample.gov.bd/1", me)
    aftercare.take_down(desk, id_, RemovalReason.MISTAKE, "ভুল পোস্ট <&>", me)
    return id_


@pytest.fixture
def exported(desk: Desk, me: int, tmp_path: Path) -> Path:
    cared_for(desk, me)
    making.make(desk, quarter_of(today()), me)
    archive.export(desk, tmp_path / "archive", by=me, work=Work())
    return tmp_path / "archive"


def kinds(found: Verification) -> list[str]:
    return [problem.kind for problem in found.problems]


def test_an_archive_holds_and_proves_what_was_done_afterwards(exported: Path) -> None:
    found = verify_archive(exported, Work())
    assert found.problems == ()
    assert (found.acts, found.reports) == (4, 1)
    decision = json.loads(next(exported.glob("data/posts/*/decision.json")).read_bytes())
    told = [(act["kind"], act["answer"], act["reason"]) for act in decision["acts"]]
    assert told == [
        ("proof", "no", ""),
        ("correction", "yes", ""),
        ("elsewhere", "", ""),
        ("removal", "", "mistake"),
    ]
    assert next(exported.glob("data/posts/*/acts/01.png")).read_bytes().startswith(b"\x89PNG")
    for what, count in {"approval": 1, "publication": 1, "act": 4, "report": 1}.items():
        proofs = list(exported.glob(f"data/*/*/{what}-*.tlog-proof"))
        assert len(proofs) == count
        assert all(read_proof(path.read_bytes()).holds() for path in proofs)


def test_the_report_in_it_has_its_figures(exported: Path) -> None:
    report = json.loads(next(exported.glob("data/reports/*/report.json")).read_bytes())
    assert report["content"]["figures"]["posts.published"] == 1


def edit(name: str, change: Callable[[Any], object]) -> Callable[[Path], None]:
    def edited(folder: Path) -> None:
        (path,) = sorted(folder.glob(name))[:1]
        document = json.loads(path.read_bytes())
        change(document)
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")

    return edited


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (edit("data/posts/*/decision.json", lambda d: d["acts"].pop()), "proof_differs"),
        (edit("data/posts/*/decision.json", lambda d: d["acts"][2].update(url="https://x")), "act_unproven"),
        (edit("data/posts/*/decision.json", lambda d: d["acts"][3].update(reason="person")), "act_unproven"),
        (edit("data/posts/*/decision.json", lambda d: d["publications"][0].update(url="x")), "act_unproven"),
        (edit("data/reports/*/report.json", lambda d: d["content"].update(memo="x")), "report_differs"),
        (edit("data/reports/*/report.json", lambda d: d.update(quarter="2020-Q1")), "proof_differs"),
        (lambda folder: next(folder.glob("data/posts/*/act-*")).unlink(), "act_unproven"),
        (lambda folder: next(folder.glob("data/reports/*/report-*")).unlink(), "act_unproven"),
        (lambda folder: next(folder.glob("data/posts/*/premis.xml")).unlink(), "not_listed"),
        (lambda folder: (folder / bag.PROFILE).write_text("{}"), "profile"),
    ],
)
def test_what_was_done_cannot_be_changed(exported: Path, change: Callable[[Path], None], kind: str) -> None:
    assert kind in kinds(resealed(exported, change))


def test_premis_has_the_shape_of_the_published_schema(exported: Path) -> None:
    (path,) = exported.glob("data/posts/*/premis.xml")
    root = etree.fromstring(path.read_bytes())
    names = etree.QName(root).namespace
    assert (names, root.get("version")) == ("http://www.loc.gov/premis/v3", "3.0")
    for element in root.iter():
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        if name not in ORDER:  # a leaf, or an identifier: its type, its value, and what links have
            ends = tuple(re.sub("^.*(Type|Value|Role)$", r"\1", child) for child in children)
            assert ends in ((), ("Type", "Value"), ("Type", "Value", "Role")), name
            continue
        assert set(children) <= set(ORDER[name]), name
        assert [ORDER[name].index(child) for child in children] == sorted(
            ORDER[name].index(child) for child in children
        ), name
        assert NEEDED.get(name, set()) <= set(children), name
    linked = {each.text for each in root.iter(f"{{{names}}}linkingObjectIdentifierValue")}
    objects = {each.text for each in root.iter(f"{{{names}}}objectIdentifierValue")}
    assert linked <= objects
    told = [each.text for each in root.iter(f"{{{names}}}eventType")]
    assert told[:6] == [
        "creation",
        "appraisal",
        "dissemination",
        "capture",
        "modification",
        "dissemination",
    ]
    digests = {each.text for each in root.iter(f"{{{names}}}messageDigest")}
    assert len(digests) == 4


def test_the_bag_follows_the_profile_that_it_holds(exported: Path) -> None:
    document = json.loads((exported / bag.PROFILE).read_bytes())
    profile = Profile(bag.PROFILE_IDENTIFIER, profile=document)
    made = bagit.Bag(str(exported))
    assert profile.validate(made), profile.report
    made.info["Bag-Software-Agent"] = ""
    assert ROCrate(str(exported / "data")).name.endswith("আর্কাইভ")


def test_each_archive_names_the_one_before(desk: Desk, me: int, tmp_path: Path) -> None:
    first_post = cared_for(desk, me)
    one = archive.export(desk, tmp_path / "1.zip", by=me, work=Work())
    assert refused(archive.export, desk, tmp_path / "x.zip", since_archive=LAST, work=Work()) == (
        "archive.nothing_new"
    )
    second_post = approved(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    two = archive.export(desk, tmp_path / "2.zip", since_archive=LAST, by=me, work=Work())
    assert (two.number, two.base, two.posts) == (2, 1, 1)
    aftercare.place(desk, first_post, "https://sample.gov.bd/2", me)
    review.reverse(desk, second_post, "ভুল তথ্য", me)
    three = archive.export(desk, tmp_path / "3.zip", since_archive=LAST, by=me, work=Work())
    assert (three.number, three.base, three.posts, three.withdrawn) == (3, 2, 1, (second_post,))
    chosen = archive.export(desk, tmp_path / "4.zip", drafts=[first_post], by=me, work=Work())
    assert (chosen.number, chosen.base) == (4, 0)
    assert [(each.number, each.digest) for each in archives_made(desk)][-1] == (1, one.digest)
    assert archives_made(desk)[0].place == str(tmp_path / "4.zip")
    # The newest one that held everything, not the choice of one post.
    aftercare.place(desk, first_post, "https://sample.gov.bd/3", me)
    five = archive.export(desk, tmp_path / "5.zip", since_archive=LAST, by=me, work=Work())
    assert five.base == 3

    every = [tmp_path / f"{n}.zip" for n in (3, 1, 5, 4, 2)]
    whole = verifying.verify_all(every, Work(), allow_unsigned=True)
    assert whole.ok, whole.problems
    assert [each.name for each in whole.archives] == [f"{n}.zip" for n in (1, 2, 3, 4, 5)]
    assert whole.before is None
    gap = verifying.verify_all([every[1], every[0]], Work(), allow_unsigned=True)
    assert [(each.kind, each.file) for each in gap.problems] == [("set_gap", "3.zip")]
    later = verifying.verify_all([every[0], every[3]], Work(), allow_unsigned=True)
    assert later.ok
    assert later.before is not None
    assert later.before.number == 2
    shutil.copy(every[0], tmp_path / "again.zip")
    twice = verifying.verify_all([every[0], tmp_path / "again.zip"], Work(), allow_unsigned=True)
    assert [each.kind for each in twice.problems] == ["set_twice"]


def test_a_choice_of_what_is_not_approved_is_refused(desk: Desk, me: int, tmp_path: Path) -> None:
    cared_for(desk, me)
    waiting = write(desk, me).id
    export = (archive.export, desk, tmp_path / "a")
    assert refused(*export, drafts=[waiting], work=Work()) == "archive.draft_not_approved"
    assert refused(*export, since_archive=LAST, work=Work()) == "archive.no_former"
    assert refused(*export, since_archive=7, work=Work()) == "archive.no_number"
    assert list(tmp_path.iterdir()) == [] or not (tmp_path / "a").exists()


def test_an_archive_of_one_account_is_a_base_for_that_account_alone(
    desk: Desk, me: int, tmp_path: Path
) -> None:
    draft = approved(desk, me, "ভূমি মেলা আগামী রবিবার।")
    archive.export(desk, tmp_path / "1.zip", account="sample_upeo", by=me, work=Work())
    new = {"since_archive": LAST, "work": Work()}
    assert refused(archive.export, desk, tmp_path / "2.zip", **new) == "archive.no_former"
    save_copies(desk, draft, tmp_path / "copies", me, Work())
    own = {"account": "sample_upeo", **new}
    assert refused(archive.export, desk, tmp_path / "2.zip", **own) == "archive.nothing_new", (
        "taking copies changes nothing that an archive holds"
    )
