import type { Facts } from '../../../../chaincode/src/domain/violation.ts'
import { Refusal } from '../../platform/http/problem.ts'

/** What can be wrong with a file: `reason` says it in English, a reader's own language file in hers, by this name. */
export const fileFaults = [
  'empty',
  'header',
  'tooManyRows',
  'fields',
  'truncated',
  'truncatedSerial',
  'notCsv',
  'quoteNotClosed',
  'quoteInside',
  'afterQuote',
  'notUtf8',
  'utf16',
  'longLine',
  'gtin',
  'lot',
  'serial',
  'expiry',
  'expiryTooFar',
  'serialTwice',
  'expiryDiffers',
  'serialTaken',
  'productUnknown',
  'productOfOther',
  'batchExists',
] as const
export type FileFault = (typeof fileFaults)[number]

export interface FileFaultFacts {
  fault: FileFault
  /** From 1; the header is line 1. */
  line?: number
  /** Column. */
  field?: string
  reason: string
  /** What the sentence names besides. */
  [fact: string]: Facts[string] | undefined
}

/** What is wrong with a file: the line and the field where they can be named. */
export function fileInvalid(facts: FileFaultFacts): Refusal {
  return new Refusal('FILE_INVALID', facts)
}
