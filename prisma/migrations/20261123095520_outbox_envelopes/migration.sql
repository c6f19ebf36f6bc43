-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "envelope" BYTEA;
