import assert from 'node:assert/strict'
import type { Msp, PackMove, PackRecord, StopRecord } from '../../chaincode/src/domain/ledgerApi.ts'
import { decideUndo } from '../../chaincode/src/domain/pack.ts'
import type { Facts, ViolationCode } from '../../chaincode/src/domain/violation.ts'
import { at, batch, day, h, hour, manufacturers, openingAt, pharmacies, refused } from './given.ts'
import { regulator, stopped, tagAt, wholesalers, written } from './given.ts'
import { attempt, key, noon, packAfter, packId } from './packAttempt.ts'

interface Undoing {
  pack: PackRecord | null
  by?: Msp
  after?: number
  opening?: string
  stop?: StopRecord | null
  expiresOn?: string
  /** By default the one that comes next. */
  seq?: number
}

function undo({
  pack,
  by = pharmacies,
  after = hour,
  stop = null,
  expiresOn = '2027-12-31',
  ...rest
}: Undoing) {
  const last = pack?.seq ?? 0
  const opening = rest.opening ?? openingAt('counter', packId, last)
  const seq = rest.seq ?? last + 1
  const input = { packId, opening, seq, tag: tagAt('counter', packId, seq) }
  return decideUndo(h, at(noon + after, by), input, { pack, batch: batch({ expiresOn }), stop })
}

const undoable: [move: PackMove, by: Msp, lastHour: number | 'any' | 'never'][] = [
  ['supply', pharmacies, 240],
  ['export', manufacturers, 240],
  ['sample', regulator, 240],
  ['giveFreeSample', wholesalers, 240],
  ['checkOut', wholesalers, 240],
  ['lock', pharmacies, 'any'],
  ['destroy', pharmacies, 'never'],
  ['reportStolen', wholesalers, 'never'],
]

describe('pack: undo', () => {
  for (const [move, by, limit] of undoable) {
    if (limit === 'never') {
      it(`of ${move} is impossible`, () => {
        refused(() => undo({ pack: packAfter(move, by), by }), 'UNDO_IMPOSSIBLE', { move })
      })
      continue
    }
    const last = limit === 'any' ? 400 * day : limit * hour
    it(`of ${move} passes after ${last / hour} h to the ms, and brings back active`, () => {
      const { writes, event } = undo({ pack: packAfter(move, by), by, after: last })
      assert.equal(writes.length, 1)
      assert.deepEqual([event.state, event.move, event.seq], ['active', 'undo', 2])
    })
    if (limit === 'any') continue
    it(`of ${move} is too late one ms later`, () => {
      const facts = { until: noon + last, now: noon + last + 1 }
      refused(() => undo({ pack: packAfter(move, by), by, after: last + 1 }), 'UNDO_TOO_LATE', facts)
    })
  }

  const supplied = packAfter('supply', pharmacies)
  const undone = () => written<PackRecord>(undo({ pack: supplied }), key)
  const rows: [given: string, when: Undoing, then: ViolationCode, facts?: Facts][] = [
    ['a pack that nobody touched', { pack: null }, 'PACK_UNTOUCHED', { packId }],
    [
      'a tag made for another touch',
      { pack: supplied, seq: 3 },
      'PACK_TOUCHED_MEANWHILE',
      { seq: 3, next: 2 },
    ],
    ['another organisation', { pack: supplied, by: wholesalers }, 'OPENING_MISMATCH', { org: pharmacies }],
    ['another site', { pack: supplied, opening: openingAt('branch', packId, 1) }, 'OPENING_MISMATCH'],
    [
      'the opening of another touch',
      { pack: supplied, opening: openingAt('counter', packId, 2) },
      'OPENING_MISMATCH',
    ],
    [
      'a recalled batch',
      { pack: supplied, stop: stopped('recalled') },
      'BATCH_RECALLED',
      { stops: ['recalled'] },
    ],
    ['a withdrawn batch', { pack: supplied, stop: stopped('withdrawn') }, 'BATCH_WITHDRAWN'],
    ['an expired batch', { pack: supplied, expiresOn: '2026-03-01' }, 'BATCH_EXPIRED'],
    [
      'a lock of an expired batch',
      { pack: packAfter('lock', pharmacies), expiresOn: '2026-03-01' },
      'BATCH_EXPIRED',
    ],
    ['a clock behind the touch', { pack: supplied, after: -600_001 }, 'CLOCK_BEHIND'],
    ['an undo', { pack: undone() }, 'UNDO_IMPOSSIBLE', { move: 'undo' }],
  ]
  for (const [what, when, code, facts] of rows) {
    it(`is refused for ${what}: ${code}`, () => refused(() => undo(when), code, facts))
  }

  it('leaves the pack free to be supplied again, as touch number 3', () => {
    const { event } = attempt({ move: 'supply', by: pharmacies, pack: undone(), now: noon + 2 * hour })
    assert.deepEqual([event.state, event.from, event.seq], ['supplied', 'active', 3])
  })

  it('uses a tag once: what the undo has shown opens nothing else', () => {
    const again = written<PackRecord>(
      attempt({ move: 'supply', by: pharmacies, pack: undone(), now: noon + 2 * hour }),
      key,
    )
    refused(() => undo({ pack: again, opening: openingAt('counter', packId, 1) }), 'OPENING_MISMATCH')
  })
})
