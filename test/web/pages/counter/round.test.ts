/** What becomes of a pack at the counter when answers fail: it is told as what it is, and never left waiting. */
import assert from 'node:assert/strict'
import type { TFunction } from 'i18next'
import { ApiProblem, notKnownYet, unreachable } from '../../../../scanner-web/src/api/apiProblem.ts'
import { packLook, packView } from '../../../../scanner-web/src/pages/counter/packView.ts'
import { createRound, noPacks, type RoundDeps } from '../../../../scanner-web/src/pages/counter/round.ts'

const code = '0109506000134352'
const genuine = { verdict: 'genuine', moves: ['supply', 'undo'] }
const t = ((key: string) => key) as TFunction<'counter'>

/** A counter whose server answers by `serve`: its round, the signals it gave, and the words it shows. */
function open(serve: (name: string) => unknown) {
  const signals: (string | undefined)[] = []
  const round = createRound({
    call: (async (name) => serve(name)) as RoundDeps['call'],
    now: () => 1_000,
    tell: (pack) => signals.push(packLook(pack)?.signal),
    kept: noPacks,
    keep: () => undefined,
  })
  const pack = () => round.read().packs[0] ?? assert.fail('no pack is there')
  return { round, signals, pack, word: () => packView(t, pack())?.word }
}

describe('the check after an undo', () => {
  it('is told as unanswered when no answer comes, not as a second success', async () => {
    let checks = 0
    const { round, signals, word, pack } = open((name) => {
      if (name !== 'POST /verifications') return { at: 5, height: 7 }
      if (checks++ === 1) throw new ApiProblem({ code: unreachable, status: 0 })
      return genuine
    })
    await round.scan(code, 'supply')
    await round.act(1, 'undo', false)
    assert.deepEqual(signals, ['good', 'done', 'open'])
    assert.equal(word(), 'noAnswer.word')
    await round.checkAgain(1)
    assert.deepEqual(signals.slice(3), ['good'])
    assert.equal(pack().act, null)
  })

  it('shows what was undone until it is answered', async () => {
    let answer = (_: unknown) => {}
    let checks = 0
    const { round, word } = open((name) => {
      if (name !== 'POST /verifications') return { at: 5, height: 7 }
      return checks++ === 0 ? genuine : new Promise((resolve) => (answer = resolve))
    })
    await round.scan(code, 'supply')
    const undone = round.act(1, 'undo', false)
    await new Promise(setImmediate)
    assert.equal(word(), 'done.undo.word')
    answer(genuine)
    await undone
    assert.equal(word(), 'verdict.genuine.word')
  })
})

describe('a session that ended', () => {
  it('is no answer about a pack: whoever is here again asks anew, and may act anew', async () => {
    let isIn = true
    const { round, pack } = open((name) => {
      if (!isIn) throw new ApiProblem({ code: 'NOT_AUTHENTICATED', status: 401 })
      return name === 'POST /verifications' ? genuine : { at: 5, height: 7 }
    })
    await round.scan(code, 'supply')
    isIn = false
    await round.act(1, 'supply', false)
    assert.equal(pack().act?.stage, 'refused')
    await round.scan('0109506000134369', 'supply')
    assert.equal(pack().answer, null)
    isIn = true
    await round.resume()
    assert.deepEqual(
      round.read().packs.map(({ answer, problem, act }) => [answer, problem, act]),
      Array(2).fill([genuine, null, null]),
    )
  })
})

describe('a failure that nobody foresaw', () => {
  const { error } = console
  beforeEach(() => (console.error = () => undefined))
  afterEach(() => (console.error = error))

  it('leaves an action not known, to be sent again under its key', async () => {
    let isBroken = true
    const { round, signals, pack } = open((name) => {
      if (name === 'POST /verifications') return genuine
      if (isBroken) throw new TypeError('nothing that was foreseen')
      return { at: 5, height: 7 }
    })
    await round.scan(code, 'supply')
    await round.act(1, 'supply', false)
    const { act } = pack()
    assert.deepEqual([act?.stage, act?.sending, act?.problem?.code], ['unknown', false, notKnownYet])
    assert.deepEqual(signals, ['good', 'open'])
    isBroken = false
    await round.actAgain(1)
    assert.deepEqual([pack().act?.stage, pack().act?.key], ['done', act?.key])
  })

  it('leaves a check without an answer, to be asked again', async () => {
    const { round, pack } = open(() => {
      throw new TypeError('nothing that was foreseen')
    })
    await round.scan(code, 'supply')
    assert.deepEqual([pack().asking, pack().problem?.code], [false, unreachable])
  })
})
