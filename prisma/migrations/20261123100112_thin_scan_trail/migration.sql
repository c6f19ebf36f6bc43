-- DropIndex
DROP INDEX "scan_at_idx";

-- DropIndex
DROP INDEX "scan_gtin_lot_segment_journal_offset_idx";

-- DropIndex
DROP INDEX "scan_participant_segment_journal_offset_idx";

-- DropIndex
DROP INDEX "scan_verdict_segment_journal_offset_idx";

-- AlterTable: segments are numbered in the order they were written, which their names tell
ALTER TABLE "scan_segment" DROP CONSTRAINT "scan_segment_pkey",
ADD COLUMN     "number" SERIAL NOT NULL;

UPDATE "scan_segment" SET "number" = "ordered"."number"
FROM (SELECT "segment", row_number() OVER (ORDER BY "segment") AS "number" FROM "scan_segment") AS "ordered"
WHERE "scan_segment"."segment" = "ordered"."segment";

ALTER TABLE "scan_segment" ADD CONSTRAINT "scan_segment_pkey" PRIMARY KEY ("number");

-- CreateIndex
CREATE UNIQUE INDEX "scan_segment_segment_key" ON "scan_segment"("segment");

-- AlterTable: rows keep their order and go on being known by where they stood in the journal
ALTER TABLE "scan" DROP CONSTRAINT "scan_pkey",
ADD COLUMN     "place" BIGINT,
ADD COLUMN     "signature" TEXT;

UPDATE "scan" SET "place" = ("scan_segment"."number"::BIGINT << 32) + "scan"."journal_offset"
FROM "scan_segment" WHERE "scan_segment"."segment" = "scan"."segment";

ALTER TABLE "scan" ALTER COLUMN "place" SET NOT NULL,
DROP COLUMN "journal_offset",
DROP COLUMN "segment",
ADD CONSTRAINT "scan_pkey" PRIMARY KEY ("place");

-- CreateIndex
CREATE INDEX "scan_participant_place_idx" ON "scan"("participant", "place");

-- CreateIndex
CREATE INDEX "scan_gtin_lot_place_idx" ON "scan"("gtin", "lot", "place");

-- CreateIndex
CREATE INDEX "scan_verdict_place_idx" ON "scan"("verdict", "place");

-- CreateIndex
CREATE INDEX "scan_at_idx" ON "scan" USING BRIN ("at");
