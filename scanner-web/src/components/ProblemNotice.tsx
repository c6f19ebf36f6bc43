import { useTranslation } from 'react-i18next'
import { notKnownYet, isProblem } from '../api/apiProblem.ts'
import { problemSentence } from '../language/problemSentence.ts'
import { Notice } from './Notice.tsx'

/** Whatever went wrong, as a sentence; nothing where nothing did. An outcome that is not known yet is no failure. */
export function ProblemNotice({ problem }: { problem: unknown }) {
  const { t } = useTranslation(['frame', 'problems'])
  if (problem === null || problem === undefined) return null
  const tone = isProblem(problem, notKnownYet) ? 'caution' : 'bad'
  return <Notice tone={tone}>{problemSentence(t, problem)}</Notice>
}
