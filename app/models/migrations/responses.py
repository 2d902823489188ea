"""Migration: what citizens said and how they were answered, and in how many working days they are to be."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """CREATE TABLE "response" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "screenshot" TEXT NOT NULL,
    "received_at" TEXT NOT NULL,
    "tracking" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "assigned_id" INTEGER,
    "state" TEXT NOT NULL,
    "answer_text" TEXT NOT NULL,
    "answer_url" TEXT NOT NULL,
    "answered_at" TEXT NOT NULL,
    "answered_by_id" INTEGER,
    "reason" TEXT NOT NULL,
    "merged_into_id" INTEGER,
    "referred_to" TEXT NOT NULL,
    "reopened" INTEGER NOT NULL,
    "consent" TEXT NOT NULL,
    "consent_note" TEXT NOT NULL,
    "reply_draft_id" INTEGER,
    "shown_draft_id" INTEGER,
    "added_by_id" INTEGER,
    "created_at" TEXT NOT NULL,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("assigned_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("answered_by_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("merged_into_id") REFERENCES "response" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reply_draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("shown_draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("added_by_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "response_account_id" ON "response" ("account_id")""",
    """CREATE INDEX "response_received_at" ON "response" ("received_at")""",
    """CREATE INDEX "response_assigned_id" ON "response" ("assigned_id")""",
    """CREATE INDEX "response_answered_by_id" ON "response" ("answered_by_id")""",
    """CREATE INDEX "response_merged_into_id" ON "response" ("merged_into_id")""",
    """CREATE INDEX "response_reply_draft_id" ON "response" ("reply_draft_id")""",
    """CREATE INDEX "response_shown_draft_id" ON "response" ("shown_draft_id")""",
    """CREATE INDEX "response_added_by_id" ON "response" ("added_by_id")""",
    """CREATE INDEX "response_state_due" ON "response" ("state", "due")""",
    """CREATE TABLE "response_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "response_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("response_id") REFERENCES "response" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "response_step_response_id" ON "response_step" ("response_id")""",
    """CREATE INDEX "response_step_member_id" ON "response_step" ("member_id")""",
    """CREATE TABLE "saved_reply" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "saved_reply_member_id" ON "saved_reply" ("member_id")""",
    """ALTER TABLE "office" ADD COLUMN "question_days" INTEGER NOT NULL DEFAULT 3""",
    """ALTER TABLE "office" ADD COLUMN "grievance_days" INTEGER NOT NULL DEFAULT 30""",
    """ALTER TABLE "office" ADD COLUMN "appeal_days" INTEGER NOT NULL DEFAULT 20""",
)


def responses(database: Database) -> None:
    """Add the register of responses, its steps, the saved replies, and the office's numbers of days."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
