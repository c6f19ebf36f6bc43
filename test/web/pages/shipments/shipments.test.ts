/** What is read from a transport label, what a unit is to hold, and to whom it may go. */
import assert from 'node:assert/strict'
import { accessTable } from '../../../../server/src/participants/access.ts'
import { roles } from '../../../../chaincode/src/domain/ledgerApi.ts'
import {
  blankContent,
  contentsBody,
  isRepeated,
} from '../../../../scanner-web/src/pages/shipments/contentLines.ts'
import { readSscc } from '../../../../scanner-web/src/pages/shipments/readSscc.ts'
import { receiversAmong } from '../../../../scanner-web/src/pages/shipments/receiversAmong.ts'

const sscc = '395060001000000006'
const gtin = '09506000134352'

describe('an SSCC', () => {
  for (const text of [
    sscc,
    `00${sscc}`,
    `(00)${sscc}`,
    `]C100${sscc}`,
    `]e000${sscc}`,
    ` 3950 6000 1000 0000 06 `,
    `]C1(00)${sscc}\n`,
  ]) {
    it(`is read from ${JSON.stringify(text)}`, () => assert.equal(readSscc(text), sscc))
  }
  it('is not made of what is none', () => assert.equal(readSscc(`02${gtin}3740`), `02${gtin}3740`))
})

describe("a unit's contents", () => {
  it('are taken as the server takes them', () => {
    const line = { ...blankContent(gtin), lot: ' AX2611 ', quantity: '400' }
    assert.deepEqual(contentsBody([line]), [{ gtin, lot: 'AX2611', quantity: 400 }])
  })
  it('are not taken with a lot that is none', () => {
    assert.equal(contentsBody([{ gtin, lot: 'A 1', quantity: '1' }]), null)
  })
  it('are not taken with the same batch twice', () => {
    const lines = [
      { gtin, lot: 'A1', quantity: '1' },
      { gtin, lot: 'A1 ', quantity: '2' },
    ]
    assert.deepEqual([isRepeated(lines, 0), isRepeated(lines, 1)], [false, true])
    assert.equal(contentsBody(lines), null)
  })
})

describe('receivers of a unit', () => {
  const participant = (gln: string, name: string | null, ...held: string[]) => ({
    ...{ gln, name, roles: held, address: null, organisation: 'PharmaciesMSP', proof: '', admittedAt: 0 },
  })
  it('are those whose role may receive, by the access table, by name, without oneself', () => {
    const all = roles.map((role, i) => participant(`950600010000${String(i)}`, `Firm ${role}`, role))
    const may = roles.filter((role) => accessTable.units.receive.reach[role] !== undefined)
    const own = participant('9506000100104', 'Our own', 'wholesaler')
    assert.deepEqual(
      receiversAmong([own, ...all], own.gln).map(({ name }) => name),
      may.map((role) => `Firm ${role}`).sort(),
    )
  })
})
