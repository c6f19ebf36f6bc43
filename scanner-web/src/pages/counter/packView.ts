/** What the counter shows large for a pack: one word, one sentence, what to do now; and its look. */
import type { TFunction } from 'i18next'
import { toneIcons } from '../../components/tones.ts'
import { verdictLooks, type Look } from '../../components/verdict/verdictLook.ts'
import type { Act, ScannedPack, Verification } from './round.ts'

export interface PackView extends Look {
  word: string
  said: string
  /** Empty: nothing stands against handing it on. */
  advice: string
  /** It was recorded: told apart from a verdict that allows it. */
  done?: boolean
}

type T = TFunction<'counter'>

const notKnownLook: Look = { tone: 'caution', icon: 'clock', signal: 'open' }
const noAnswerLook: Look = { tone: 'caution', icon: 'question', signal: 'open' }
const doneLook: Look = { tone: 'good', icon: toneIcons.good, signal: 'done' }

/** Without words, as for its sound; null while the first answer is awaited. */
export function packLook({ act, answer, problem }: ScannedPack): Look | null {
  if (act?.stage === 'unknown') return notKnownLook
  // What is done is said by then: this is about the check after it.
  if (problem !== null) return noAnswerLook
  if (act?.stage === 'done') return doneLook
  return answer && verdictLooks[answer.verdict]
}

/** null while the first answer is awaited. */
export function packView(t: T, { act, answer, problem }: ScannedPack): PackView | null {
  if (act?.stage === 'unknown') return notKnownView(t, act)
  if (problem !== null) {
    const said = { word: t('noAnswer.word'), said: t('noAnswer.said'), advice: t('noAnswer.advice') }
    return { ...noAnswerLook, ...said }
  }
  if (act?.stage === 'done') return doneView(t, act)
  return answer && verdictView(t, answer)
}

function verdictView(t: T, answer: Verification): PackView {
  const { verdict } = answer
  return {
    ...verdictLooks[verdict],
    word: t(`verdict.${verdict}.word`),
    said: t(`verdict.${verdict}.said`),
    advice: t(`verdict.${verdict}.advice`),
    ...(verdict === 'unreadable' && unreadableWords(t, answer)),
  }
}

/** There are several ways of not being the code of a pack, and something else to do about each. */
function unreadableWords(t: T, { code, candidates }: Verification) {
  if (candidates.length > 0) return { said: t('ambiguous.said'), advice: t('ambiguous.advice') }
  if (code !== null) return { said: t('noSerial.said'), advice: t('noSerial.advice') }
  return {}
}

function notKnownView(t: T, { move }: Act): PackView {
  const said = t(`notKnown.said.${move === 'supply' ? 'supply' : 'other'}`)
  return { ...notKnownLook, word: t('notKnown.word'), said, advice: t('notKnown.advice') }
}

function doneView(t: T, { move }: Act): PackView {
  const words = { word: t(`done.${move}.word`), said: t(`done.${move}.said`), advice: '' }
  return { ...doneLook, ...words, done: true }
}
