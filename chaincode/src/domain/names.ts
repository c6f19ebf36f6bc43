/**
 * Every hashed name of the ledger, and the one table of the tag bytes that keep the uses of SHA-256 apart
 * (docs: the ledger's byte formats, sections 1 to 3). HMAC is HMAC-SHA-256. All names are 32 bytes.
 */
import { u32be, utf8 } from './bytes.ts'
import type { Gln, Gtin, Serial, Sscc } from './gs1/keys.ts'

/** The domain brings no hash function of its own: server and contracts pass node's, the browser a library's. */
export interface Hashing {
  sha256(...parts: Uint8Array[]): Uint8Array
  /** HMAC-SHA-256 (RFC 2104). */
  hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array
}

export const hashTags = {
  merkleLeaf: 0x00, // RFC 6962 section 2.1
  merkleNode: 0x01, // RFC 6962 section 2.1
  packSalt: 0x10,
  packId: 0x11,
  packEntry: 0x12,
  packKeyId: 0x13,
  siteSecret: 0x14,
  opening: 0x15,
  actorTag: 0x16,
  siteCommitment: 0x17,
  unit: 0x18,
  eventAnchor: 0x19,
  auditRow: 0x1a,
} as const

const prefix = Object.fromEntries(
  Object.entries(hashTags).map(([use, tag]) => [use, Uint8Array.of(tag)]),
) as Record<keyof typeof hashTags, Uint8Array>

/** `packKey`: 32 random bytes for a GTIN and calendar year. */
export function keyIdOf(h: Hashing, packKey: Uint8Array): Uint8Array {
  return h.sha256(prefix.packKeyId, packKey)
}

export function packSaltOf(h: Hashing, packKey: Uint8Array, gtin: Gtin, serial: Serial): Uint8Array {
  return saltOf(h, packKey, utf8(gtin + serial))
}

function saltOf(h: Hashing, packKey: Uint8Array, name: Uint8Array): Uint8Array {
  return h.hmac(packKey, prefix.packSalt, name)
}

/** A pack's ledger id: without the pack key it cannot be guessed, and it is shown when the pack is first touched. */
export function packIdOf(h: Hashing, packKey: Uint8Array, gtin: Gtin, serial: Serial): Uint8Array {
  const name = utf8(gtin + serial)
  return h.sha256(prefix.packId, saltOf(h, packKey, name), name)
}

/** What the batch's tree holds: its preimage, the pack id, proves the right to touch the pack. */
export function entryOf(h: Hashing, packId: Uint8Array): Uint8Array {
  return h.sha256(prefix.packEntry, packId)
}

/** Of one premises of an organisation; handing it over opens that site's touches and no other's. */
export function siteSecretOf(h: Hashing, orgSecret: Uint8Array, gln: Gln): Uint8Array {
  return h.hmac(orgSecret, prefix.siteSecret, utf8(gln))
}

/** For touch number `seq` (from 1) of a pack or unit; `subjectId` is its 32-byte ledger id. */
export function openingOf(
  h: Hashing,
  siteSecret: Uint8Array,
  subjectId: Uint8Array,
  seq: number,
): Uint8Array {
  return h.hmac(siteSecret, prefix.opening, subjectId, u32be(seq))
}

/** What the ledger shows of an actor; only who made the opening can show it later. */
export function tagOf(h: Hashing, opening: Uint8Array): Uint8Array {
  return h.sha256(prefix.actorTag, opening)
}

export function siteCommitmentOf(h: Hashing, gln: Gln, siteSecret: Uint8Array): Uint8Array {
  return h.sha256(prefix.siteCommitment, utf8(gln), siteSecret)
}

export function unitSaltOf(h: Hashing, orgSecret: Uint8Array, sscc: Sscc): Uint8Array {
  return h.hmac(orgSecret, prefix.unit, utf8(sscc))
}

export function unitIdOf(h: Hashing, unitSalt: Uint8Array, sscc: Sscc): Uint8Array {
  return h.sha256(prefix.unit, unitSalt, utf8(sscc))
}

/** `salt`: 16 random bytes (the CBV event hash alone is guessable); `eventHash`: its text, as CBV 2.0 prints it. */
export function eventAnchorOf(h: Hashing, salt: Uint8Array, eventHash: string): Uint8Array {
  return h.sha256(prefix.eventAnchor, salt, utf8(eventHash))
}

/** Leaf data of an organisation's audit stream; `salt`: 16 random bytes, `row`: canonical JSON. */
export function auditRowOf(h: Hashing, salt: Uint8Array, row: string): Uint8Array {
  return h.sha256(prefix.auditRow, salt, utf8(row))
}

/** Plain SHA-256 of a canonical text, for proposals and inputs: their JSON shape keeps them apart. */
export function textHashOf(h: Hashing, text: string): Uint8Array {
  return h.sha256(utf8(text))
}

export function leafHashOf(h: Hashing, leaf: Uint8Array): Uint8Array {
  return h.sha256(prefix.merkleLeaf, leaf)
}

export function nodeHashOf(h: Hashing, left: Uint8Array, right: Uint8Array): Uint8Array {
  return h.sha256(prefix.merkleNode, left, right)
}

/** Of two children that already lie side by side (64 bytes): large trees are built without copies. */
export function pairHashOf(h: Hashing, children: Uint8Array): Uint8Array {
  return h.sha256(prefix.merkleNode, children)
}
