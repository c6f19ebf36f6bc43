/** What of a round survives a reload: everything, and what was open is asked for again under its own key. */
import assert from 'node:assert/strict'
import { ApiProblem, notKnownYet, unreachable } from '../../../../scanner-web/src/api/apiProblem.ts'
import { keepRound, keptRound } from '../../../../scanner-web/src/pages/counter/keptRound.ts'
import {
  createRound,
  noPacks,
  type RoundDeps,
  type RoundState,
} from '../../../../scanner-web/src/pages/counter/round.ts'

const clara = 'user-clara'
const code = '0109506000134352'
const genuine = { verdict: 'genuine', moves: ['supply'] }

/** As session storage: texts by name. */
function openPlace() {
  const texts = new Map<string, string>()
  return {
    get: (name: string) => texts.get(name) ?? null,
    set: (name: string, text: string) => void texts.set(name, text),
    remove: (name: string) => void texts.delete(name),
    clear: () => texts.clear(),
  }
}

interface Call {
  name: string
  ask: unknown
  actionKey: string | undefined
}

/** A page that is loaded: its round, and what it asks of a server that answers by `serve`. */
function load(place: ReturnType<typeof openPlace>, serve: (call: Call) => unknown, userId = clara) {
  const calls: Call[] = []
  const call = (async (name, ask, options) => {
    const one = { name, ask, actionKey: options?.actionKey }
    calls.push(one)
    return serve(one)
  }) as RoundDeps['call']
  const keep = (state: RoundState) => keepRound(place, userId, state)
  const round = createRound({
    ...{ call, keep, now: () => 1_000, tell: () => undefined },
    kept: keptRound(place, userId),
  })
  return { round, calls }
}
const verdicts = ({ name }: Call) => {
  if (name === 'POST /verifications') return genuine
  throw new ApiProblem({ code: notKnownYet, status: 0 })
}
const never = () => new Promise(() => undefined)

describe('a round that is kept', () => {
  it('asks for a dispense whose outcome was not known under the key that it had', async () => {
    const place = openPlace()
    const before = load(place, verdicts)
    await before.round.scan(code, 'supply')
    await before.round.act(1, 'supply', true)
    const sent = before.calls.at(-1)
    assert.equal(sent?.name, 'POST /packs/supply')

    const after = load(place, () => ({ at: 5, height: 7 }))
    assert.equal(after.round.read().packs[0]?.act?.stage, 'unknown')
    assert.equal(after.round.read().shownId, 1)
    await after.round.resume()
    assert.deepEqual(after.calls, [sent])
    assert.equal(after.round.read().packs[0]?.act?.stage, 'done')
  })

  it('takes a dispense that was being sent for one whose outcome is not known', async () => {
    const place = openPlace()
    const before = load(place, (call) => (call.name === 'POST /verifications' ? genuine : never()))
    await before.round.scan(code, 'supply')
    void before.round.act(1, 'supply', false)
    const act = load(place, never).round.read().packs[0]?.act
    assert.deepEqual([act?.stage, act?.sending], ['unknown', false])
  })

  it('checks a pack that was being checked, and leaves what is settled alone', async () => {
    const place = openPlace()
    const before = load(place, ({ ask }) =>
      (ask as { body: { code: string } }).body.code === code ? genuine : never(),
    )
    await before.round.scan(code, null)
    void before.round.scan('other', 'supply')
    const after = load(place, () => genuine)
    await after.round.resume()
    const asked = after.calls.map(({ ask }) => ask)
    assert.deepEqual(asked, [{ body: { code: 'other', intent: 'supply' } }])
  })

  it('gives a pack scanned after the reload a place of its own', async () => {
    const place = openPlace()
    await load(place, verdicts).round.scan(code, null)
    const after = load(place, verdicts).round
    await after.scan('other', null)
    assert.deepEqual(
      after.read().packs.map(({ id }) => id),
      [2, 1],
    )
  })

  it('keeps what went wrong as a problem that can be told', async () => {
    const place = openPlace()
    const lost = () => {
      throw new ApiProblem({ code: unreachable, status: 0 })
    }
    await load(place, lost).round.scan(code, null)
    const problem = load(place, never).round.read().packs[0]?.problem
    assert.ok(problem instanceof ApiProblem)
    assert.equal(problem.code, unreachable)
  })

  it('is of one person', async () => {
    const place = openPlace()
    await load(place, verdicts).round.scan(code, null)
    assert.deepEqual(keptRound(place, 'user-hugo'), noPacks)
    assert.deepEqual(keptRound(place, clara), noPacks, 'another person has taken the place')
  })
})
