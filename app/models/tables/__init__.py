"""The only table definitions. Times are ISO 8601 text in UTC, so that every database keeps them alike.

Rows of the recorded tables (`RECORDED`) change only through `services.record.ledger`, which writes the whole
row into the audit chain in the same transaction.

One module a subject; everybody else imports from here.
"""

from __future__ import annotations

from app.models.tables.aftercare import PublicationAct
from app.models.tables.awareness import GuidelineReader
from app.models.tables.base import Table
from app.models.tables.credentials import Credential, Passphrase, PasswordMark, Rotation, RotationStep
from app.models.tables.desk import CheckLease, DeskSetting, KeptPiece, OpenDraft
from app.models.tables.letters import Letter
from app.models.tables.office import (
    Account,
    ChecklistEntry,
    Holiday,
    Member,
    Office,
    OfficeRule,
    Proposal,
    Snooze,
)
from app.models.tables.past import PastAnswer, PastBatch, PastMedia, PastPost
from app.models.tables.posts import (
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    DraftCount,
    Finding,
    ImageHash,
    LastPost,
    OutdatedRun,
    Publication,
    Version,
    Watched,
)
from app.models.tables.record import (
    AppliedMigration,
    ChainHead,
    DeskRequest,
    Event,
    OfficeKey,
    SchemaVersion,
)
from app.models.tables.reports import Activity, Report, Task
from app.models.tables.responses import Response, ResponseStep, SavedReply
from app.models.tables.retention import (
    DisposalAnswer,
    DisposalItem,
    DisposalList,
    RetentionRule,
    RetentionStep,
)
from app.models.tables.tree import KeptTile, KeptTree

RECORDED: tuple[type[Table], ...] = (
    Office,
    Member,
    Account,
    Draft,
    Version,
    Attachment,
    CheckRun,
    Finding,
    Answer,
    Decision,
    Publication,
    OfficeRule,
    ChecklistEntry,
    Credential,
    Rotation,
    RotationStep,
    Snooze,
    Holiday,
    Watched,
    OfficeKey,
    Proposal,
    PastBatch,
    PastAnswer,
    Response,
    ResponseStep,
    SavedReply,
    Report,
    Task,
    Activity,
    Letter,
    PublicationAct,
    RetentionRule,
    RetentionStep,
    DisposalList,
    DisposalItem,
    DisposalAnswer,
    GuidelineReader,
)
TABLES: tuple[type[Table], ...] = (
    SchemaVersion,
    AppliedMigration,
    DeskSetting,
    *RECORDED,
    PastPost,
    PastMedia,
    Passphrase,
    PasswordMark,
    ImageHash,
    DraftCount,
    LastPost,
    OutdatedRun,
    DeskRequest,
    KeptPiece,
    KeptTile,
    KeptTree,
    CheckLease,
    OpenDraft,
    Event,
    ChainHead,
)

__all__ = [
    "RECORDED",
    "TABLES",
    "Account",
    "Activity",
    "Answer",
    "AppliedMigration",
    "Attachment",
    "ChainHead",
    "CheckLease",
    "CheckRun",
    "ChecklistEntry",
    "Credential",
    "Decision",
    "DeskRequest",
    "DeskSetting",
    "DisposalAnswer",
    "DisposalItem",
    "DisposalList",
    "Draft",
    "DraftCount",
    "Event",
    "Finding",
    "GuidelineReader",
    "Holiday",
    "ImageHash",
    "KeptPiece",
    "KeptTile",
    "KeptTree",
    "LastPost",
    "Letter",
    "Member",
    "Office",
    "OfficeKey",
    "OfficeRule",
    "OpenDraft",
    "OutdatedRun",
    "Passphrase",
    "PasswordMark",
    "PastAnswer",
    "PastBatch",
    "PastMedia",
    "PastPost",
    "Proposal",
    "Publication",
    "PublicationAct",
    "Report",
    "Response",
    "ResponseStep",
    "RetentionRule",
    "RetentionStep",
    "Rotation",
    "RotationStep",
    "SavedReply",
    "SchemaVersion",
    "Snooze",
    "Table",
    "Task",
    "Version",
    "Watched",
]
