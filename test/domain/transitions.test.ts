import assert from 'node:assert/strict'
import {
  packMoves,
  packStates,
  roles,
  type PackState,
  type Role,
} from '../../chaincode/src/domain/ledgerApi.ts'
import { allowedMoves, canMove, rolesFor, transitions } from '../../chaincode/src/domain/transitions.ts'

const states = packStates.join(' ')
// A row a move, a column a state: where the move leads, or `-`. States stand in the order of `packStates`.
const table: Record<string, string> = {
  //              active      supplied exported sampled free-sample checked-out locked    destroyed stolen
  supply: '       supplied    -        -        -       -           -           -         -         -',
  export: '       exported    -        -        -       -           -           -         -         -',
  sample: '       sampled     -        -        -       -           -           -         -         -',
  giveFreeSample: 'free-sample -       -        -       -           -           -         -         -',
  checkOut: '     checked-out -        -        -       -           -           -         -         -',
  lock: '         locked      -        -        -       -           -           -         -         -',
  destroy: '      destroyed   -        -        -       -           -           destroyed -         -',
  reportStolen: ' stolen      -        -        -       -           stolen      stolen    -         -',
}

describe('transition table', () => {
  it('stands in the order of the states', () => {
    const header = 'active supplied exported sampled free-sample checked-out locked destroyed stolen'
    assert.equal(states, header)
    assert.deepEqual(Object.keys(table), [...packMoves])
  })

  for (const move of packMoves) {
    const cells = (table[move] ?? '').trim().split(/\s+/)
    for (const [i, state] of packStates.entries()) {
      it(`${state} + ${move} -> ${cells[i]}`, () => {
        assert.equal(canMove(state, move), cells[i] !== '-')
        if (cells[i] !== '-') assert.equal(transitions[move].to, cells[i])
      })
    }
  }
})

// Who may make a move: of a batch in order, and of a stopped one. m w c p h r v d: roles by their first letter.
const who = {
  supply: ['ph', ''],
  export: ['mw', ''],
  sample: ['wr', 'r'],
  giveFreeSample: ['mw', ''],
  checkOut: ['mwph', ''],
  lock: ['mwphrvd', 'mwphrvd'],
  destroy: ['mwph', 'mwph'],
  reportStolen: ['mwcphrvd', 'mwcphrvd'],
} as const
const initials = (held: readonly Role[]) =>
  roles
    .filter((role) => held.includes(role))
    .map((role) => role[0])
    .join('')

describe('who may make a move', () => {
  for (const move of packMoves) {
    const [whole, stopped] = who[move]
    it(`${move}: ${whole}`, () => assert.equal(initials(rolesFor(move, [])), whole))
    for (const stop of ['expired', 'recalled', 'withdrawn'] as const) {
      it(`${move} of a batch that is ${stop}: ${stopped || 'nobody'}`, () => {
        assert.equal(initials(rolesFor(move, [stop])), stopped)
      })
    }
  }
})

describe('allowedMoves', () => {
  const rows: [state: PackState, stops: 'expired'[], held: Role[], want: string][] = [
    ['active', [], ['pharmacy'], 'supply checkOut lock destroy reportStolen'],
    ['active', ['expired'], ['pharmacy'], 'lock destroy reportStolen'],
    ['active', [], ['carrier'], 'reportStolen'],
    ['active', ['expired'], ['regulator'], 'sample lock reportStolen'],
    ['locked', [], ['pharmacy'], 'destroy reportStolen'],
    ['supplied', [], [...roles], ''],
    ['active', [], [], ''],
  ]
  for (const [state, stops, held, want] of rows) {
    it(`${held.length === roles.length ? 'anyone' : held.join() || 'nobody'}, ${state} ${stops.join()}: ${want || 'none'}`, () => {
      assert.equal(allowedMoves(state, stops, held).join(' '), want)
    })
  }
})
