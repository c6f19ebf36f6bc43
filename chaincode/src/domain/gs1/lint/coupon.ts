/**
 * North American coupon codes. Sources: North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols
 * (AI 8110); GS1 AI (8112) Coupon Data Specification.
 */
import { yymmdd } from './calendar.ts'
import {
  anyDigit,
  code,
  counted,
  fixed,
  optional,
  sequence,
  type Cursor,
  type Field,
} from './couponFields.ts'
import { digits, notADigit, type Linter } from './linter.ts'

const offerCode = fixed(6, "The coupon's Offer Code is shorter than the required six digits.")
const serialNumber = counted('Serial Number', anyDigit, '', 6)

function purchase(rank: string): Field {
  return sequence(
    counted(`${rank} purchase Requirement`, '12345', '"1" to "5"', 0),
    code(`${rank} purchase Requirement Code`, '012349', '"0" to "4" or "9"'),
    fixed(3, `The coupon's ${rank} purchase Family Code is shorter than the required three digits.`),
  )
}

function purchasePrefix(rank: string): Field {
  return counted(`${rank} purchase GS1 Company Prefix`, '01234569', '"0" to "6" or "9"', 6)
}

function couponDate(name: string, tooShort: string): Field {
  return (cursor) => {
    const value = cursor.data.slice(cursor.position, cursor.position + 6)
    if (value.length < 6) return `The coupon's ${name} date is too short ${tooShort} YYMMDD format.`
    if (yymmdd(value) !== null) return `The coupon's ${name} date is invalid.`
    cursor.position += 6
    return null
  }
}

/** Optional fields 3 and 4: the coupon may not expire before it starts. */
function period(cursor: Cursor): string | null {
  const expires = cursor.position
  const fault = optional('3', couponDate('expiration', 'for'))(cursor)
  if (fault !== null) return fault
  const starts = cursor.position
  const startFault = optional('4', couponDate('start', 'to'))(cursor)
  if (startFault !== null || starts === expires || cursor.position === starts) return startFault
  const precedes = cursor.data.slice(expires + 1, starts) < cursor.data.slice(starts + 1, cursor.position)
  return precedes ? "The coupon's expiration date precede the start date." : null
}

const databarCoupon = sequence(
  counted('primary GS1 Company Prefix', '0123456', '"0" to "6"', 6),
  offerCode,
  counted('Save Value', '12345', '"1" to "5"', 0),
  purchase('primary'),
  optional(
    '1',
    sequence(
      code('Additional Purchase Rules Code', '0123', '"0" to "3"'),
      purchase('second'),
      purchasePrefix('second'),
    ),
  ),
  optional('2', sequence(purchase('third'), purchasePrefix('third'))),
  period,
  optional('5', serialNumber),
  optional('6', counted('Retailer GCP/GLN', '1234567', '"1" to "7"', 6)),
  optional(
    '9',
    sequence(
      code('Save Value Code', '01256', '"0", "1", "2", "5" or "6"'),
      code('Save Value Applies to Item', '012', '"0" to "2"'),
      code('Store Coupon Flag', anyDigit, ''),
      code("Don't Multiply Flag", '01', '"0" or "1"'),
    ),
  ),
)

const positiveOfferFile = sequence(
  code('Format Code', '01', '"0" or "1"'),
  counted('Funder', '0123456', '"0" to "6"', 6),
  offerCode,
  serialNumber,
)

function coupon(fields: Field): Linter {
  return (data) => {
    if (!digits.test(data)) return notADigit
    const cursor = { data, position: 0 }
    const fault = fields(cursor)
    if (fault !== null || cursor.position === data.length) return fault
    return 'The coupon contains excess data after the recognised optional fields.'
  }
}

export const couponcode = coupon(databarCoupon)
export const couponposoffer = coupon(positiveOfferFile)
