"""Migration: what the office and its accounts are asked by clause 6.1, credentials, rotations, sign-in."""

from __future__ import annotations

from peewee import Database

STATEMENTS = (
    """ALTER TABLE "account" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'official'""",
    """ALTER TABLE "account" ADD COLUMN "owner" INTEGER""",
    """ALTER TABLE "account" ADD COLUMN "opened_on" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "account" ADD COLUMN "audience" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "account" ADD COLUMN "users" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "account" ADD COLUMN "emergency_contact" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "account" ADD COLUMN "rotation_days" INTEGER""",
    """ALTER TABLE "account" ADD COLUMN "rotation_source" TEXT NOT NULL DEFAULT ''""",
    """CREATE TABLE "checklist_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "clause" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "evidence_text" TEXT NOT NULL,
    "evidence_url" TEXT NOT NULL,
    "evidence_image" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "next_review" TEXT NOT NULL,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "checklist_entry_account_id" ON "checklist_entry" ("account_id")""",
    """CREATE INDEX "checklist_entry_member_id" ON "checklist_entry" ("member_id")""",
    """CREATE TABLE "credential" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "parts" TEXT NOT NULL,
    "allowed" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "due_since" TEXT NOT NULL,
    "due_reason" TEXT NOT NULL,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "credential_account_id" ON "credential" ("account_id")""",
    """CREATE UNIQUE INDEX "credential_slot" ON "credential" ("slot")""",
    """CREATE TABLE "holiday" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "day" TEXT NOT NULL,
    "name_bn" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "active" INTEGER NOT NULL
    )""",
    """ALTER TABLE "office" ADD COLUMN "parent_en" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "division_bn" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "division_en" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "address_bn" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "address_en" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "grs_url" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "logo" TEXT NOT NULL DEFAULT ''""",
    """ALTER TABLE "office" ADD COLUMN "letterhead" TEXT NOT NULL DEFAULT '[]'""",
    """ALTER TABLE "office" ADD COLUMN "rotation_days" INTEGER NOT NULL DEFAULT 90""",
    """ALTER TABLE "office" ADD COLUMN "lead_days" INTEGER NOT NULL DEFAULT 14""",
    """ALTER TABLE "office" ADD COLUMN "report_days" INTEGER NOT NULL DEFAULT 10""",
    """ALTER TABLE "office" ADD COLUMN "quiet_days" INTEGER NOT NULL DEFAULT 30""",
    """CREATE INDEX "event_kind" ON "event" ("kind")""",
    """CREATE TABLE "passphrase" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failure_at" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL,
    "temporary" INTEGER NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE UNIQUE INDEX "passphrase_member_id" ON "passphrase" ("member_id")""",
    """CREATE TABLE "password_mark" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "credential_id" INTEGER NOT NULL,
    "mark" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("credential_id") REFERENCES "credential" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "password_mark_credential_id" ON "password_mark" ("credential_id")""",
    """CREATE TABLE "rotation" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "credential_id" INTEGER,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("credential_id") REFERENCES "credential" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "rotation_account_id" ON "rotation" ("account_id")""",
    """CREATE INDEX "rotation_credential_id" ON "rotation" ("credential_id")""",
    """CREATE INDEX "rotation_member_id" ON "rotation" ("member_id")""",
    """CREATE TABLE "rotation_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "credential_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("credential_id") REFERENCES "credential" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "rotation_step_credential_id" ON "rotation_step" ("credential_id")""",
    """CREATE INDEX "rotation_step_member_id" ON "rotation_step" ("member_id")""",
    """CREATE TABLE "snooze" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "reminder" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    )""",
    """CREATE INDEX "snooze_reminder" ON "snooze" ("reminder")""",
    """CREATE INDEX "snooze_member_id" ON "snooze" ("member_id")""",
)


def accounts(database: Database) -> None:
    """Add the columns of office and account, and the tables that keep their care."""
    for statement in STATEMENTS:
        database.execute_sql(statement)
