-- CreateTable
CREATE TABLE "proposal_names" (
    "proposal" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT,

    CONSTRAINT "proposal_names_pkey" PRIMARY KEY ("proposal")
);
