import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem, unreachable } from '../../api/apiProblem.ts'
import { problemSentence } from '../../language/problemSentence.ts'
import { Denied } from '../../page.tsx'
import { Button } from '../Button.tsx'
import { Denial } from './Denial.tsx'
import { NotFound } from './NotFound.tsx'
import { State } from './State.tsx'

/** A page that could not be shown, and why. */
export function Failed({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) {
  const { t } = useTranslation(['frame', 'problems'])
  const router = useRouter()
  const again = () => {
    void router.invalidate().then(reset)
  }
  const lost = isProblem(error, unreachable)
  useWhenOnline(again, lost)
  if (error instanceof Denied || isProblem(error, 'FORBIDDEN')) return <Denial />
  if (isProblem(error) && error.status === 404) return <NotFound />
  return (
    <State
      level={1}
      icon={lost ? 'refresh' : 'warning'}
      tone={lost ? 'caution' : 'bad'}
      title={lost ? t('state.unreachableTitle') : t('state.failedTitle')}
      actions={
        <Button look="main" icon="refresh" onClick={again}>
          {t('action.tryAgain')}
        </Button>
      }
    >
      {problemSentence(t, error)}
    </State>
  )
}

/** Where the browser knows that it is back, nobody has to press anything. */
function useWhenOnline(act: () => void, wanted: boolean) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (!wanted) return
    const heard = () => latest.current()
    addEventListener('online', heard)
    return () => removeEventListener('online', heard)
  }, [wanted])
}
