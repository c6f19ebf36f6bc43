import { useState } from 'react'
import { apiOver } from '../../api/api.ts'
import type { ApiProblem } from '../../api/apiProblem.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { fetchWithProgress } from '../../api/fetchWithProgress.ts'
import { useAction } from '../../api/useAction.ts'

export type Imported = AnswerOf<'POST /batches/import'>

/** What the server found wrong with a file; `line` from 1, the header's. */
export interface FileFault {
  line: number | null
  field: string | null
  /** As the server told them. */
  facts: ApiProblem['facts']
}

/** Registers a file of packs, telling how much of it, 0..1, has been sent. */
export function useImport() {
  const [sent, setSent] = useState(0)
  const [door] = useState(() => apiOver(fetchWithProgress(setSent)))
  return { ...useAction('POST /batches/import', door), sent }
}

/** null: the problem does not concern a place in the file. */
export function fileFaultIn(problem: ApiProblem | null): FileFault | null {
  if (problem?.code !== 'FILE_INVALID') return null
  const { facts } = problem
  const { line, field } = facts
  return {
    line: typeof line === 'number' ? line : null,
    field: typeof field === 'string' ? field : null,
    facts,
  }
}
