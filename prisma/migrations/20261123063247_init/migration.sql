-- CreateTable
CREATE TABLE "scan" (
    "segment" TEXT NOT NULL,
    "journal_offset" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "participant" TEXT,
    "site" TEXT,
    "account" TEXT,
    "verdict" TEXT NOT NULL,
    "alert" TEXT,
    "gtin" TEXT,
    "lot" TEXT,
    "pack_id" TEXT,
    "scan_hash" TEXT,
    "intent" TEXT,
    "height" BIGINT NOT NULL,

    CONSTRAINT "scan_pkey" PRIMARY KEY ("segment","journal_offset")
);

-- CreateTable
CREATE TABLE "scan_segment" (
    "segment" TEXT NOT NULL,
    "drained_to" BIGINT NOT NULL,

    CONSTRAINT "scan_segment_pkey" PRIMARY KEY ("segment")
);

-- CreateTable
CREATE TABLE "pack_keys_in_use" (
    "gtin" CHAR(14) NOT NULL,
    "year" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,

    CONSTRAINT "pack_keys_in_use_pkey" PRIMARY KEY ("gtin","year")
);

-- CreateTable
CREATE TABLE "serial_sets" (
    "id" SERIAL NOT NULL,
    "root" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "gtin" CHAR(14) NOT NULL,
    "lot" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "brought_as" TEXT,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "serial_sets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pack_serials" (
    "set_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "gtin" CHAR(14) NOT NULL,
    "serial" TEXT NOT NULL,

    CONSTRAINT "pack_serials_pkey" PRIMARY KEY ("set_id","position")
);

-- CreateTable
CREATE TABLE "units" (
    "unit_id" TEXT NOT NULL,
    "sscc" CHAR(18) NOT NULL,

    CONSTRAINT "units_pkey" PRIMARY KEY ("unit_id")
);

-- CreateTable
CREATE TABLE "unit_tags" (
    "tag" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "participant" CHAR(13) NOT NULL,
    "opening" TEXT,

    CONSTRAINT "unit_tags_pkey" PRIMARY KEY ("tag")
);

-- CreateTable
CREATE TABLE "outbox" (
    "request_id" UUID NOT NULL,
    "caller" TEXT,
    "idempotency_key" TEXT,
    "body_hash" TEXT,
    "fn" TEXT NOT NULL,
    "input" TEXT NOT NULL,
    "msp" TEXT NOT NULL,
    "has_secret" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "event" JSONB,
    "refusal" TEXT,
    "height" INTEGER,
    "tx_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "participant_names" (
    "gln" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT,

    CONSTRAINT "participant_names_pkey" PRIMARY KEY ("gln")
);

-- CreateTable
CREATE TABLE "sites" (
    "gln" TEXT NOT NULL,
    "participant" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sites_pkey" PRIMARY KEY ("gln")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "participant" TEXT NOT NULL,
    "site" TEXT,
    "is_admin" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_failures" (
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_failures_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "participant" TEXT NOT NULL,
    "site" TEXT,
    "scopes" TEXT[],
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "participant" TEXT NOT NULL,
    "site" TEXT,
    "is_admin" BOOLEAN NOT NULL,
    "invited_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "founding_links" (
    "id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "founding_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "participant" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "ledger_cursors" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "last" TEXT NOT NULL,

    CONSTRAINT "ledger_cursors_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "ledger_late_transactions" (
    "tx_id" TEXT NOT NULL,
    "height" INTEGER NOT NULL,
    "fn" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_late_transactions_pkey" PRIMARY KEY ("tx_id")
);

-- CreateTable
CREATE TABLE "ledger_organisations" (
    "msp" TEXT NOT NULL,
    "roles" TEXT[],
    "hosted" INTEGER NOT NULL,
    "votes" BOOLEAN NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_organisations_pkey" PRIMARY KEY ("msp")
);

-- CreateTable
CREATE TABLE "ledger_participants" (
    "gln" TEXT NOT NULL,
    "msp" TEXT NOT NULL,
    "roles" TEXT[],
    "proof" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_participants_pkey" PRIMARY KEY ("gln")
);

-- CreateTable
CREATE TABLE "ledger_proposals" (
    "proposal" TEXT NOT NULL,
    "gln" TEXT NOT NULL,
    "msp" TEXT NOT NULL,
    "roles" TEXT[],
    "proof" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_proposals_pkey" PRIMARY KEY ("proposal")
);

-- CreateTable
CREATE TABLE "ledger_votes" (
    "proposal" TEXT NOT NULL,
    "org" TEXT NOT NULL,
    "approve" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_votes_pkey" PRIMARY KEY ("proposal","org")
);

-- CreateTable
CREATE TABLE "ledger_sites" (
    "gln" TEXT NOT NULL,
    "org" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_sites_pkey" PRIMARY KEY ("gln")
);

-- CreateTable
CREATE TABLE "ledger_products" (
    "gtin" TEXT NOT NULL,
    "registrant" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "strength" TEXT NOT NULL,
    "pack_size" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_products_pkey" PRIMARY KEY ("gtin")
);

-- CreateTable
CREATE TABLE "ledger_batches" (
    "gtin" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "expires_on" TEXT NOT NULL,
    "registrant" TEXT NOT NULL,
    "markets" TEXT[],
    "storage" JSONB,
    "packs" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recalled" JSONB,
    "withdrawn" JSONB,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_batches_pkey" PRIMARY KEY ("gtin","lot")
);

-- CreateTable
CREATE TABLE "ledger_packs" (
    "pack_id" TEXT NOT NULL,
    "gtin" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "move" TEXT NOT NULL,
    "org" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_packs_pkey" PRIMARY KEY ("pack_id")
);

-- CreateTable
CREATE TABLE "ledger_pack_touches" (
    "pack_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "gtin" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "move" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "org" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_pack_touches_pkey" PRIMARY KEY ("pack_id","seq")
);

-- CreateTable
CREATE TABLE "ledger_pack_counts" (
    "gtin" TEXT NOT NULL,
    "lot" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_pack_counts_pkey" PRIMARY KEY ("gtin","lot","state")
);

-- CreateTable
CREATE TABLE "ledger_units" (
    "unit_id" TEXT NOT NULL,
    "holder_org" TEXT NOT NULL,
    "holder_tag" TEXT NOT NULL,
    "to_org" TEXT,
    "to_tag" TEXT,
    "contents" JSONB NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_id" TEXT NOT NULL,

    CONSTRAINT "ledger_units_pkey" PRIMARY KEY ("unit_id")
);

-- CreateIndex
CREATE INDEX "scan_participant_segment_journal_offset_idx" ON "scan"("participant", "segment", "journal_offset");

-- CreateIndex
CREATE INDEX "scan_gtin_lot_segment_journal_offset_idx" ON "scan"("gtin", "lot", "segment", "journal_offset");

-- CreateIndex
CREATE INDEX "scan_verdict_segment_journal_offset_idx" ON "scan"("verdict", "segment", "journal_offset");

-- CreateIndex
CREATE INDEX "scan_at_idx" ON "scan"("at");

-- CreateIndex
CREATE UNIQUE INDEX "serial_sets_root_key" ON "serial_sets"("root");

-- CreateIndex
CREATE INDEX "serial_sets_gtin_lot_idx" ON "serial_sets"("gtin", "lot");

-- CreateIndex
CREATE UNIQUE INDEX "pack_serials_gtin_serial_key" ON "pack_serials"("gtin", "serial");

-- CreateIndex
CREATE INDEX "units_sscc_idx" ON "units"("sscc");

-- CreateIndex
CREATE INDEX "unit_tags_participant_unit_id_idx" ON "unit_tags"("participant", "unit_id");

-- CreateIndex
CREATE INDEX "outbox_status_request_id_idx" ON "outbox"("status", "request_id");

-- CreateIndex
CREATE INDEX "outbox_created_at_idx" ON "outbox"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_caller_idempotency_key_key" ON "outbox"("caller", "idempotency_key");

-- CreateIndex
CREATE INDEX "sites_participant_idx" ON "sites"("participant");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_participant_email_idx" ON "users"("participant", "email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_participant_created_at_idx" ON "api_tokens"("participant", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_participant_idx" ON "invitations"("participant");

-- CreateIndex
CREATE INDEX "ledger_late_transactions_height_idx" ON "ledger_late_transactions"("height");

-- CreateIndex
CREATE INDEX "ledger_participants_msp_gln_idx" ON "ledger_participants"("msp", "gln");

-- CreateIndex
CREATE INDEX "ledger_proposals_opened_at_proposal_idx" ON "ledger_proposals"("opened_at", "proposal");

-- CreateIndex
CREATE INDEX "ledger_proposals_outcome_opened_at_proposal_idx" ON "ledger_proposals"("outcome", "opened_at", "proposal");

-- CreateIndex
CREATE INDEX "ledger_proposals_gln_idx" ON "ledger_proposals"("gln");

-- CreateIndex
CREATE INDEX "ledger_sites_org_gln_idx" ON "ledger_sites"("org", "gln");

-- CreateIndex
CREATE INDEX "ledger_products_registrant_gtin_idx" ON "ledger_products"("registrant", "gtin");

-- CreateIndex
CREATE INDEX "ledger_batches_registrant_gtin_lot_idx" ON "ledger_batches"("registrant", "gtin", "lot");

-- CreateIndex
CREATE INDEX "ledger_batches_expires_on_idx" ON "ledger_batches"("expires_on");

-- CreateIndex
CREATE INDEX "ledger_packs_gtin_lot_state_pack_id_idx" ON "ledger_packs"("gtin", "lot", "state", "pack_id");

-- CreateIndex
CREATE INDEX "ledger_pack_touches_gtin_lot_at_idx" ON "ledger_pack_touches"("gtin", "lot", "at");

-- CreateIndex
CREATE INDEX "ledger_units_contents_idx" ON "ledger_units" USING GIN ("contents" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "ledger_units_holder_org_unit_id_idx" ON "ledger_units"("holder_org", "unit_id");

-- AddForeignKey
ALTER TABLE "unit_tags" ADD CONSTRAINT "unit_tags_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("unit_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
