/**
 * The packs that somebody scans in a row, and how far each of them got. It outlives the page, and a reload (keptRound.ts): a
 * dispense whose outcome is not known yet is still there, with its key, and the next scan never waits for it.
 */
import { newActionKey, type api } from '../../api/api.ts'
import { ApiProblem, isProblem, notKnownYet, unreachable } from '../../api/apiProblem.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { noteProblem } from '../../api/queryClient.ts'
import { moves, type Move } from './moves.ts'

export type Verification = AnswerOf<'POST /verifications'>
export type MoveAnswer = AnswerOf<'POST /packs/supply'>
/** What the server is told a scan is for: it then knows that a pack in another state is an alert. */
export type Intent = 'supply' | null

/** One user action, however often it is sent. `unknown` is neither done nor failed. */
export interface Act {
  readonly move: Move
  readonly key: string
  readonly confirmed: boolean
  readonly stage: 'sending' | 'unknown' | 'done' | 'refused'
  /** A request is on its way, or will be in a moment. */
  readonly sending: boolean
  readonly answer: MoveAnswer | null
  readonly problem: ApiProblem | null
}

export interface ScannedPack {
  readonly id: number
  /** As scanned or typed. */
  readonly code: string
  readonly intent: Intent
  /** ms since 1970, by this machine's clock. */
  readonly scannedAt: number
  readonly asking: boolean
  /** The newest; kept while it is asked for again. */
  readonly answer: Verification | null
  readonly problem: ApiProblem | null
  readonly act: Act | null
}

export interface RoundState {
  /** Newest first. */
  readonly packs: readonly ScannedPack[]
  readonly shownId: number | null
}

export interface RoundDeps {
  call: (typeof api)['call']
  now: () => number
  /** There is something to be told of a pack: a verdict, an outcome, or that it is not known. */
  tell: (pack: ScannedPack) => void
  /** Of this round, before the page was loaded anew. */
  kept: RoundState
  /** Called with every change. */
  keep: (state: RoundState) => void
}

export type Round = ReturnType<typeof createRound>

/** What a day at a counter does not reach. */
const mostKept = 500
export const noPacks: RoundState = { packs: [], shownId: null }

export function createRound({ call, now, tell, kept, keep }: RoundDeps) {
  const listeners = new Set<() => void>()
  let state = kept
  let lastId = Math.max(0, ...kept.packs.map(({ id }) => id))

  function become(next: RoundState): void {
    state = next
    keep(state)
    for (const listener of listeners) listener()
  }
  const find = (id: number) => state.packs.find((pack) => pack.id === id)
  function change(id: number, part: Partial<ScannedPack>): void {
    become({ ...state, packs: state.packs.map((pack) => (pack.id === id ? { ...pack, ...part } : pack)) })
  }
  /** Of the same action only: another one may have been started since. */
  function changeAct(id: number, key: string, part: Partial<Act>): void {
    const act = find(id)?.act
    if (act?.key === key) change(id, { act: { ...act, ...part } })
  }

  function told(id: number): void {
    const pack = find(id)
    if (pack !== undefined) tell(pack)
  }

  async function check(id: number, intent: Intent): Promise<void> {
    const pack = find(id)
    if (pack === undefined) return
    change(id, { asking: true, problem: null })
    try {
      const body = { code: pack.code, ...(intent && { intent }) }
      const answer = await call('POST /verifications', { body })
      change(id, { asking: false, answer, act: null })
      // The server answers again: it may know of what is open, too.
      void sendOpen()
    } catch (error) {
      noteProblem(error)
      change(id, { asking: false, problem: problemOf(error, unreachable) })
    }
    told(id)
  }

  async function send(id: number): Promise<void> {
    const pack = find(id)
    const act = pack?.act
    if (pack === undefined || !act) return
    const { key, move, confirmed, stage } = act
    changeAct(id, key, { sending: true, problem: null })
    try {
      const answer = await call(
        moves[move].operation,
        { body: { code: pack.code, confirmed } },
        { actionKey: key, inDoubt: stage === 'unknown', onNotKnown: () => notKnown(id, key) },
      )
      changeAct(id, key, { stage: 'done', sending: false, answer })
    } catch (error) {
      noteProblem(error)
      const problem = problemOf(error, notKnownYet)
      const became = problem.code === notKnownYet ? 'unknown' : 'refused'
      changeAct(id, key, { stage: became, sending: false, problem })
    }
    told(id)
    if (find(id)?.act?.stage === 'done' && move === 'undo') await check(id, null)
  }
  async function sendOpen(): Promise<void> {
    const open = state.packs.filter(({ act }) => act?.stage === 'unknown' && !act.sending)
    await Promise.all(open.map(({ id }) => send(id)))
  }
  /** Said once, however often it is sent again. */
  function notKnown(id: number, key: string): void {
    if (find(id)?.act?.stage === 'unknown') return
    changeAct(id, key, { stage: 'unknown' })
    told(id)
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: (): RoundState => state,

    /** The pack comes to the top of the list. One that is under way is only shown, and an open action is sent again. */
    scan(code: string, intent: Intent): Promise<void> {
      const known = state.packs.find((pack) => pack.code === code)
      if (known !== undefined && isUnderWay(known)) {
        become({ ...state, shownId: known.id })
        return known.act?.sending === false ? send(known.id) : Promise.resolve()
      }
      lastId += 1
      const pack: ScannedPack = {
        ...{ id: lastId, code, intent: wasHandled(known) ? null : intent, scannedAt: now() },
        ...{ asking: true, answer: null, problem: null, act: null },
      }
      const others = state.packs.filter((each) => each !== known)
      become({ packs: [pack, ...others].slice(0, mostKept), shownId: pack.id })
      return check(pack.id, pack.intent)
    },
    checkAgain: (id: number): Promise<void> => check(id, find(id)?.intent ?? null),
    /** @param confirmed what was repaired in the code has been seen */
    act(id: number, move: Move, confirmed: boolean): Promise<void> {
      const key = newActionKey()
      change(id, {
        act: { move, key, confirmed, stage: 'sending', sending: true, answer: null, problem: null },
      })
      return send(id)
    },
    /** The same action: same key, same request. */
    actAgain: send,
    /** Asks for what is open and nobody waits for: after a reload, a while on another page, or a new log-in. */
    async resume(): Promise<void> {
      for (const { id, act } of state.packs) if (isOfEndedSession(act?.problem)) change(id, { act: null })
      const unchecked = state.packs.filter(
        ({ answer, problem, asking }) =>
          answer === null && !asking && (problem === null || isOfEndedSession(problem)),
      )
      await Promise.all([sendOpen(), ...unchecked.map(({ id, intent }) => check(id, intent))])
    },
    show: (id: number): void => become({ ...state, shownId: id }),
    /** What is under way stays. */
    clear: (): void => become({ packs: state.packs.filter(isUnderWay), shownId: null }),
  }
}

/** A pack never waits for what nobody foresaw: that tells nothing, as no answer does. @param code what it comes to */
function problemOf(error: unknown, code: string): ApiProblem {
  if (isProblem(error)) return error
  console.error(error)
  return new ApiProblem({ code, status: 0 })
}

/** Refused for no other reason: whoever is here now has a session. */
function isOfEndedSession(problem: ApiProblem | null | undefined): boolean {
  return isProblem(problem, 'NOT_AUTHENTICATED')
}

export function isUnderWay({ asking, act }: ScannedPack): boolean {
  return asking || act?.stage === 'sending' || act?.stage === 'unknown'
}

/** She scans a pack again that she handled here, to look at it or to undo: that is no second try to supply it. */
function wasHandled(pack: ScannedPack | undefined): boolean {
  return pack?.act?.stage === 'done' || pack?.answer?.pack?.lastTouch?.here === true
}
