/** Schemas that this capability's routes share at the HTTP door. */
import { z } from 'zod'
import {
  parseGln,
  parseGtin,
  parseLot,
  parseSerial,
  parseSscc,
} from '../../../chaincode/src/domain/gs1/keys.ts'
import { parsedBy } from '../platform/http/parsedBy.ts'
import { parseCalendarDate } from './import/parseCalendarDate.ts'

export const gtinField = parsedBy((text) => parseGtin(text), '09506000134352')
export const lotField = parsedBy((text) => parseLot(text), 'A1-2028')
export const serialField = parsedBy((text) => parseSerial(text), 'K7RQ2M9XW4T1ZB0C')
export const ssccField = parsedBy((text) => parseSscc(text), '095060001000000012')
export const glnField = parsedBy((text) => parseGln(text), '9506000100005')
export const dateField = parsedBy((text) => parseCalendarDate(text, 'date'), '2028-01-31')

/** As the ledger takes texts: on one line, no blanks at the ends. */
export const lineField = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, 'must not hold control characters')

/** @param description how it is looked for */
export const searchField = (description: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'must not hold control characters')
    .optional()
    .meta({ description })

export const batchParams = z.object({ gtin: gtinField, lot: lotField })

/** ISO 3166-1 alpha-2. */
export const marketField = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, ISO 3166-1 alpha-2')
const tenthsField = z.number().int().min(-2000).max(1000)
/** Allowed temperature, tenths of a degree Celsius, both ends included. */
export const storageField = z
  .object({ minTenthsC: tenthsField, maxTenthsC: tenthsField })
  .refine(({ minTenthsC, maxTenthsC }) => minTenthsC <= maxTenthsC, 'minTenthsC is above maxTenthsC')

/** What every change answers beside its own facts. */
export const recordedShape = {
  height: z.number().int().meta({ description: 'Block of the ledger that holds it' }),
  txId: z.string(),
  repeated: z.boolean().meta({ description: 'The same request was answered before; nothing new happened' }),
} as const
