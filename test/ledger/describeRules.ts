/** A batch's and a pack's whole life through the port, by the real contracts: what a ledger adds to the rules. */
import assert from 'node:assert/strict'
import { v7 } from 'uuid'
import type { Msp, TransactionInput, TransactionName } from '../../chaincode/src/domain/ledgerApi.ts'
import { packKeysCollection, stateKey } from '../../chaincode/src/domain/stateKeys.ts'
import { validationCodes, type Ledger } from '../../server/src/ledger/port.ts'
import { batchInput, founding, productInput, proposalOf, touchOf } from '../chaincode/admitted.ts'
import * as given from '../domain/given.ts'
import { isViolation } from './conformance/isViolation.ts'
import { transactionsFrom } from './takeNotes.ts'

/** A ledger with the chaincode of this repository and nothing on it, and what time it is there, integer ms. */
export type OpenRules = () => Promise<{ ledger: Ledger; now: () => number }>

export function describeRules(name: string, open: OpenRules): void {
  describe(`the rules on ${name}`, () => {
    let ledger: Ledger
    let now: () => number
    const submit = <Fn extends TransactionName>(
      fn: Fn,
      input: TransactionInput<Fn>,
      as: Msp,
      secret: Record<string, Uint8Array> = {},
    ) => ledger.submit(fn, input, { requestId: v7({ msecs: now() }), as, secret })

    before(async () => {
      ;({ ledger, now } = await open())
      await submit('organisation:init', founding, given.regulator)
    })
    after(() => ledger.close())

    it('admit, register and supply; the deposited key stays private', async () => {
      const proposal = proposalOf(given.northLab, given.manufacturers, ['manufacturer'])
      await submit('participant:vote', { proposal, approve: true }, given.regulator)
      await submit('product:register', productInput, given.manufacturers)
      const secret = { packKey: given.packKey }
      const { height } = await submit('packKey:deposit', { keyId: given.keyId }, given.manufacturers, secret)
      const [deposit] = await transactionsFrom(ledger, height)
      assert.deepEqual(
        deposit?.privateWrites.map(({ collection, key }) => [collection, key]),
        [[packKeysCollection, given.keyId]],
      )
      const expiresOn = new Date(now() + 365 * given.day).toISOString().slice(0, 10)
      await submit('batch:register', { ...batchInput, expiresOn }, given.manufacturers)
      const { event } = await submit('pack:supply', touchOf('S1'), given.pharmacies)
      assert.equal(event.type, 'pack.touched')
      assert.equal(event.state, 'supplied')
      const record = await ledger.evaluate(
        'pack:read',
        { packId: given.packIdOf('S1') },
        { as: given.regulator },
      )
      assert.equal((record as { state: string }).state, 'supplied')
    })

    it('let one of two pharmacies supply a pack, and tell the other why not', async () => {
      const from = await ledger.height()
      const outcomes = await Promise.allSettled([
        submit('pack:supply', touchOf('S2'), given.pharmacies),
        submit('pack:supply', touchOf('S2'), given.pharmacies),
      ])
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      const refused = outcomes.find((outcome) => outcome.status === 'rejected')
      isViolation('MOVE_NOT_ALLOWED')(refused?.reason)
      const key = stateKey.pack(given.packIdOf('S2'))
      const wrote = (await transactionsFrom(ledger, from)).filter(({ writes }) =>
        writes.some((one) => one.key === key),
      )
      assert.deepEqual(
        wrote.map(({ code }) => code),
        [validationCodes.valid],
      )
    })

    it('refuse without a block', async () => {
      const height = await ledger.height()
      await assert.rejects(
        submit('pack:supply', touchOf('S3'), given.manufacturers),
        isViolation('ROLE_MISSING'),
      )
      assert.equal(await ledger.height(), height)
    })
  })
}
