-- A data folder's database as schema 4 left it: an office of one, a page, and a post with an image that was
-- checked, answered and approved; seven events.
BEGIN TRANSACTION;
CREATE TABLE "account" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "purposes" TEXT NOT NULL,
    "active" INTEGER NOT NULL
    , "kind" TEXT NOT NULL DEFAULT 'official', "owner" INTEGER, "opened_on" TEXT NOT NULL DEFAULT '', "audience" TEXT NOT NULL DEFAULT '', "users" TEXT NOT NULL DEFAULT '', "emergency_contact" TEXT NOT NULL DEFAULT '', "rotation_days" INTEGER, "rotation_source" TEXT NOT NULL DEFAULT '');
INSERT INTO "account" VALUES(1,'facebook','sample_upeo','নমুনা শিক্ষা অফিস','','["5.c"]',1,'official',NULL,'','','','',NULL,'');
CREATE TABLE "answer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "finding_id" INTEGER NOT NULL,
    "reply" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "carried_id" INTEGER,
    FOREIGN KEY ("finding_id") REFERENCES "finding" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("carried_id") REFERENCES "answer" ("id") ON DELETE RESTRICT
    );
INSERT INTO "answer" VALUES(1,1,'dismissed','পাঠ্যবইয়ের উদ্ধৃতি',1,'2026-11-26T16:29:48.514928Z',NULL);
CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "original_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "alt" TEXT NOT NULL,
    FOREIGN KEY ("version_id") REFERENCES "version" ("id") ON DELETE RESTRICT
    );
INSERT INTO "attachment" VALUES(1,1,0,'ccfa243c8b8387630404ddaad94c87918acf437861255699737ac83d72faa664','green.png','image/png',8,6,77,'সবুজ');
CREATE TABLE "chain_head" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "public_key" TEXT NOT NULL
    );
INSERT INTO "chain_head" VALUES(1,7,'e2581763793c12e92657c065519d6fc3f3370173e65afb240f64aace36830779','2026-11-26T16:29:48.556202Z','','');
CREATE TABLE "check_run" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version_id" INTEGER NOT NULL,
    "rulepack" TEXT NOT NULL,
    "detectors" TEXT NOT NULL,
    "script" TEXT NOT NULL,
    "checked" TEXT NOT NULL,
    "not_checked" TEXT NOT NULL,
    "failure" TEXT NOT NULL,
    "finished_at" TEXT NOT NULL,
    FOREIGN KEY ("version_id") REFERENCES "version" ("id") ON DELETE RESTRICT
    );
INSERT INTO "check_run" VALUES(1,1,'2026.1+bea92d3ea27b','{"alt-text":"1","faces":"yunet-2023mar-960-3","logo":"1","metadata":"1","obscene":"open-nsfw-1"}','bangla','["text","faces","metadata","obscene","known-images"]','[{"check":"ocr","reason":{"bn":"ছবির ভেতরের লেখা পড়ার অংশটি এই কম্পিউটারে ইনস্টল করা নেই। ছবির লেখাটি নিজে পড়ে নিন; চাইলে আইটি শাখা অংশটি যোগ করতে পারে।","en":"What reads text inside images (Tesseract) is not installed on this computer. Please read the image''s text yourself; your IT staff can add this part."}}]','','2026-11-26T16:29:48.482787Z');
CREATE TABLE "checklist_entry" (
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
    );
CREATE TABLE "credential" (
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
    );
CREATE TABLE "decision" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "run_id" INTEGER,
    "verdict" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "own_author" INTEGER NOT NULL,
    "state_before" TEXT NOT NULL,
    "void_at" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("run_id") REFERENCES "check_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
INSERT INTO "decision" VALUES(1,1,1,'35e29ecc33b56ba406e25b71a116ffec7624d0d492dab156401581247211f609',1,'approve',1,'','2026-11-26T16:29:48.555538Z',1,'pending','','');
CREATE TABLE "draft" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "important" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
    );
INSERT INTO "draft" VALUES(1,'approved',1,0,'2026-11-26T16:29:33.109073Z','2026-11-26T16:29:48.555854Z');
CREATE VIRTUAL TABLE "draft_search" USING fts5(
    content,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
    );
INSERT INTO "draft_search" (rowid, content) VALUES(1,'আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন। নমুনা শিক্ষা অফিস Rahima x green.png');
CREATE TABLE "event" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "member" INTEGER,
    "member_name" TEXT NOT NULL,
    "draft" INTEGER,
    "body" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL
    );
INSERT INTO "event" VALUES(1,'2026-11-26T16:29:32.812295Z','office.set_up',NULL,'',NULL,'{"rows":[{"address_bn":"","address_en":"","approvals":null,"division_bn":"","division_en":"","grs_url":"","id":1,"lead_days":14,"letterhead":[],"logo":"","name_bn":"নমুনা উপজেলা শিক্ষা অফিস","name_en":"Sample Upazila Education Office","parent_bn":"","parent_en":"","quiet_days":30,"report_days":10,"rotation_days":90,"table":"office","website":""}]}','0000000000000000000000000000000000000000000000000000000000000000','519a8d49df21bb4d774755de0cc88402013d6803e3f30e7ac2624b30610684d1');
INSERT INTO "event" VALUES(2,'2026-11-26T16:29:32.873104Z','member.joined',NULL,'',NULL,'{"rows":[{"active":true,"id":1,"joined_at":"2026-11-26T16:29:32.871839Z","left_at":"","name":"Rahima","role":"moderator","table":"member"}]}','519a8d49df21bb4d774755de0cc88402013d6803e3f30e7ac2624b30610684d1','115292f094749b0f65c72ddb4ebca23d111ac072e484a82da494a07a0c4269c6');
INSERT INTO "event" VALUES(3,'2026-11-26T16:29:32.882655Z','account.added',NULL,'',NULL,'{"rows":[{"active":true,"audience":"","display_name":"নমুনা শিক্ষা অফিস","emergency_contact":"","handle":"sample_upeo","id":1,"kind":"official","opened_on":"","owner":null,"platform":"facebook","purposes":["5.c"],"rotation_days":null,"rotation_source":"","table":"account","url":"","users":""}]}','115292f094749b0f65c72ddb4ebca23d111ac072e484a82da494a07a0c4269c6','ef82420066a59154c8fe008185174ec3d3dd400f866c596de1b63db33954f244');
INSERT INTO "event" VALUES(4,'2026-11-26T16:29:33.114648Z','draft.taken',1,'Rahima',1,'{"rows":[{"created_at":"2026-11-26T16:29:33.109073Z","id":1,"important":false,"state":"pending","table":"draft","updated_at":"2026-11-26T16:29:33.109073Z","version":1},{"account_id":1,"account_name":"facebook:sample_upeo","author":"Rahima","author_member_id":1,"created_at":"2026-11-26T16:29:33.109509Z","digest":"35e29ecc33b56ba406e25b71a116ffec7624d0d492dab156401581247211f609","draft_id":1,"id":1,"number":1,"origin":"","purpose":"5.c","schedule":"","sources":["x"],"table":"version","text":"আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।","use":"post"},{"alt":"সবুজ","height":6,"id":1,"media_type":"image/png","original_name":"green.png","position":0,"sha256":"ccfa243c8b8387630404ddaad94c87918acf437861255699737ac83d72faa664","size":77,"table":"attachment","version_id":1,"width":8}]}','ef82420066a59154c8fe008185174ec3d3dd400f866c596de1b63db33954f244','3363135308ec985d07212ac632462dc7e643262a0b8fd1399ffaee8970178902');
INSERT INTO "event" VALUES(5,'2026-11-26T16:29:48.483827Z','draft.checked',NULL,'',1,'{"rows":[{"checked":["text","faces","metadata","obscene","known-images"],"detectors":{"alt-text":"1","faces":"yunet-2023mar-960-3","logo":"1","metadata":"1","obscene":"open-nsfw-1"},"failure":"","finished_at":"2026-11-26T16:29:48.482787Z","id":1,"not_checked":[{"check":"ocr","reason":{"bn":"ছবির ভেতরের লেখা পড়ার অংশটি এই কম্পিউটারে ইনস্টল করা নেই। ছবির লেখাটি নিজে পড়ে নিন; চাইলে আইটি শাখা অংশটি যোগ করতে পারে।","en":"What reads text inside images (Tesseract) is not installed on this computer. Please read the image''s text yourself; your IT staff can add this part."}}],"rulepack":"2026.1+bea92d3ea27b","script":"bangla","table":"check_run","version_id":1},{"attachment":null,"box":null,"clauses":["10.c"],"end":37,"frame":null,"id":1,"number":1,"rule":"politics.vote-appeal","run_id":1,"score":null,"severity":"block","start":16,"table":"finding","text":"নৌকা মার্কায় ভোট দিন","title":{"bn":"ভোটের আহ্বান","en":"Appeal to vote"},"why":{"bn":"“নৌকা মার্কায়” ও “ভোট দিন” একই বাক্যে এসেছে; এটি কোনো দল বা প্রার্থীর পক্ষে ভোটের আহ্বান, যা সরকারি পাতায় রাজনৈতিক আলোচনা।","en":"“নৌকা মার্কায়” and “ভোট দিন” stand in one sentence: an appeal to vote for a side, which is political matter on an official page."}}]}','3363135308ec985d07212ac632462dc7e643262a0b8fd1399ffaee8970178902','4d248e0f0023f221cf0ebe4cf7dbda50134a6633925aceb0820dc451e3dc441f');
INSERT INTO "event" VALUES(6,'2026-11-26T16:29:48.515351Z','finding.answered',1,'Rahima',1,'{"rows":[{"at":"2026-11-26T16:29:48.514928Z","carried_id":null,"finding_id":1,"id":1,"member_id":1,"reason":"পাঠ্যবইয়ের উদ্ধৃতি","reply":"dismissed","table":"answer"}],"rule":"politics.vote-appeal"}','4d248e0f0023f221cf0ebe4cf7dbda50134a6633925aceb0820dc451e3dc441f','658303329127cb86d2bcde47521af3de213f29f4c1f247e484a80034ef99e083');
INSERT INTO "event" VALUES(7,'2026-11-26T16:29:48.556202Z','draft.decided',1,'Rahima',1,'{"rows":[{"at":"2026-11-26T16:29:48.555538Z","digest":"35e29ecc33b56ba406e25b71a116ffec7624d0d492dab156401581247211f609","draft_id":1,"id":1,"member_id":1,"own_author":true,"reason":"","run_id":1,"state_before":"pending","table":"decision","verdict":"approve","version":1,"void_at":"","void_reason":""},{"created_at":"2026-11-26T16:29:33.109073Z","id":1,"important":false,"state":"approved","table":"draft","updated_at":"2026-11-26T16:29:48.555854Z","version":1}]}','658303329127cb86d2bcde47521af3de213f29f4c1f247e484a80034ef99e083','e2581763793c12e92657c065519d6fc3f3370173e65afb240f64aace36830779');
CREATE TABLE "finding" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "run_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "clauses" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "start" INTEGER,
    "end" INTEGER,
    "text" TEXT,
    "attachment" INTEGER,
    "box" TEXT,
    "score" REAL, "frame" INTEGER,
    FOREIGN KEY ("run_id") REFERENCES "check_run" ("id") ON DELETE RESTRICT
    );
INSERT INTO "finding" VALUES(1,1,1,'politics.vote-appeal','["10.c"]','block','{"bn":"ভোটের আহ্বান","en":"Appeal to vote"}','{"bn":"“নৌকা মার্কায়” ও “ভোট দিন” একই বাক্যে এসেছে; এটি কোনো দল বা প্রার্থীর পক্ষে ভোটের আহ্বান, যা সরকারি পাতায় রাজনৈতিক আলোচনা।","en":"“নৌকা মার্কায়” and “ভোট দিন” stand in one sentence: an appeal to vote for a side, which is political matter on an official page."}',16,37,'নৌকা মার্কায় ভোট দিন',NULL,NULL,NULL,NULL);
CREATE TABLE "holiday" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "day" TEXT NOT NULL,
    "name_bn" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "active" INTEGER NOT NULL
    );
CREATE TABLE "image_hash" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "mirrored" TEXT NOT NULL,
    "made_by" TEXT NOT NULL
    );
INSERT INTO "image_hash" VALUES('ccfa243c8b8387630404ddaad94c87918acf437861255699737ac83d72faa664','0000000000000000','0000000000000000','dhash64-1');
CREATE TABLE "member" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "joined_at" TEXT NOT NULL,
    "left_at" TEXT NOT NULL
    );
INSERT INTO "member" VALUES(1,'Rahima','moderator',1,'2026-11-26T16:29:32.871839Z','');
CREATE TABLE "office" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name_bn" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "parent_bn" TEXT NOT NULL,
    "website" TEXT NOT NULL,
    "approvals" INTEGER
    , "parent_en" TEXT NOT NULL DEFAULT '', "division_bn" TEXT NOT NULL DEFAULT '', "division_en" TEXT NOT NULL DEFAULT '', "address_bn" TEXT NOT NULL DEFAULT '', "address_en" TEXT NOT NULL DEFAULT '', "grs_url" TEXT NOT NULL DEFAULT '', "logo" TEXT NOT NULL DEFAULT '', "letterhead" TEXT NOT NULL DEFAULT '[]', "rotation_days" INTEGER NOT NULL DEFAULT 90, "lead_days" INTEGER NOT NULL DEFAULT 14, "report_days" INTEGER NOT NULL DEFAULT 10, "quiet_days" INTEGER NOT NULL DEFAULT 30);
INSERT INTO "office" VALUES(1,'নমুনা উপজেলা শিক্ষা অফিস','Sample Upazila Education Office','','',NULL,'','','','','','','','[]',90,14,10,30);
CREATE TABLE "office_rule" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
CREATE TABLE "passphrase" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failure_at" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL,
    "temporary" INTEGER NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
CREATE TABLE "password_mark" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "credential_id" INTEGER NOT NULL,
    "mark" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("credential_id") REFERENCES "credential" ("id") ON DELETE RESTRICT
    );
CREATE TABLE "publication" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
CREATE TABLE "rotation" (
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
    );
CREATE TABLE "rotation_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "credential_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("credential_id") REFERENCES "credential" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
CREATE TABLE "schema_version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL
    );
INSERT INTO "schema_version" VALUES(1,4);
CREATE TABLE "setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
    );
INSERT INTO "setting" VALUES('desk_id','563ac275ea2f551e3b9df4e05ae952d0');
CREATE TABLE "snooze" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "reminder" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "member_id" INTEGER,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
CREATE TABLE "version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "draft_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "account_id" INTEGER,
    "account_name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "sources" TEXT NOT NULL,
    "schedule" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "author_member_id" INTEGER,
    "origin" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    FOREIGN KEY ("draft_id") REFERENCES "draft" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("author_member_id") REFERENCES "member" ("id") ON DELETE RESTRICT
    );
INSERT INTO "version" VALUES(1,1,1,'আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।','post',1,'facebook:sample_upeo','5.c','["x"]','','Rahima',1,'','35e29ecc33b56ba406e25b71a116ffec7624d0d492dab156401581247211f609','2026-11-26T16:29:33.109509Z');
CREATE UNIQUE INDEX "account_platform_handle" ON "account" ("platform", "handle");
CREATE INDEX "draft_state_updated_at" ON "draft" ("state", "updated_at");
CREATE INDEX "draft_updated_at" ON "draft" ("updated_at");
CREATE UNIQUE INDEX "member_name" ON "member" ("name");
CREATE INDEX "version_draft_id" ON "version" ("draft_id");
CREATE INDEX "version_account_id" ON "version" ("account_id");
CREATE INDEX "version_author_member_id" ON "version" ("author_member_id");
CREATE INDEX "version_digest" ON "version" ("digest");
CREATE UNIQUE INDEX "version_draft_id_number" ON "version" ("draft_id", "number");
CREATE INDEX "check_run_version_id" ON "check_run" ("version_id");
CREATE INDEX "finding_run_id" ON "finding" ("run_id");
CREATE INDEX "answer_finding_id" ON "answer" ("finding_id");
CREATE INDEX "answer_member_id" ON "answer" ("member_id");
CREATE INDEX "answer_carried_id" ON "answer" ("carried_id");
CREATE INDEX "attachment_version_id" ON "attachment" ("version_id");
CREATE UNIQUE INDEX "attachment_version_id_position" ON "attachment" ("version_id", "position");
CREATE INDEX "decision_draft_id" ON "decision" ("draft_id");
CREATE INDEX "decision_run_id" ON "decision" ("run_id");
CREATE INDEX "decision_member_id" ON "decision" ("member_id");
CREATE INDEX "event_draft" ON "event" ("draft");
CREATE INDEX "publication_draft_id" ON "publication" ("draft_id");
CREATE INDEX "publication_member_id" ON "publication" ("member_id");
CREATE INDEX "office_rule_member_id" ON "office_rule" ("member_id");
CREATE INDEX "checklist_entry_account_id" ON "checklist_entry" ("account_id");
CREATE INDEX "checklist_entry_member_id" ON "checklist_entry" ("member_id");
CREATE INDEX "credential_account_id" ON "credential" ("account_id");
CREATE UNIQUE INDEX "credential_slot" ON "credential" ("slot");
CREATE INDEX "event_kind" ON "event" ("kind");
CREATE UNIQUE INDEX "passphrase_member_id" ON "passphrase" ("member_id");
CREATE INDEX "password_mark_credential_id" ON "password_mark" ("credential_id");
CREATE INDEX "rotation_account_id" ON "rotation" ("account_id");
CREATE INDEX "rotation_credential_id" ON "rotation" ("credential_id");
CREATE INDEX "rotation_member_id" ON "rotation" ("member_id");
CREATE INDEX "rotation_step_credential_id" ON "rotation_step" ("credential_id");
CREATE INDEX "rotation_step_member_id" ON "rotation_step" ("member_id");
CREATE INDEX "snooze_reminder" ON "snooze" ("reminder");
CREATE INDEX "snooze_member_id" ON "snooze" ("member_id");
COMMIT;
