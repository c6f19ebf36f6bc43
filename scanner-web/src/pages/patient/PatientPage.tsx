import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { Button } from '../../components/Button.tsx'
import { Disclosure } from '../../components/Disclosure.tsx'
import { Stack } from '../../components/Card.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import { Loading } from '../../components/states/Loading.tsx'
import type { Handle } from '../../page.tsx'
import { PatientVerdict } from './PatientVerdict.tsx'

// queries
/** Each time anew: between two looks the pack may have been recalled. */
const verificationQuery = (code: string) => ({
  queryKey: ['POST /patient-verifications', code],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.call('POST /patient-verifications', { body: { code } }, { signal }),
  staleTime: Infinity,
  gcTime: 0,
})

// handle
export const handle: Handle = { title: 'patient:title', texts: 'patient', access: 'public', frame: 'bare' }

// component
export function Component() {
  const { t } = useTranslation('patient')
  // The address is the code: a GS1 Digital Link.
  const { data: answer, error, isFetching, refetch } = useQuery(verificationQuery(window.location.href))
  const again = (
    <>
      <ProblemNotice problem={error} />
      <Button icon="refresh" wide busy={isFetching} onClick={() => void refetch()}>
        {t('again')}
      </Button>
    </>
  )
  if (answer === undefined) {
    return (
      <Stack>
        <h1>{t('title')}</h1>
        {error === null ? <Loading /> : again}
      </Stack>
    )
  }
  return (
    <Stack>
      <PatientVerdict answer={answer} />
      {answer.outcome === 'unavailable' && again}
      <Disclosure summary={t('about')}>
        <p>{t('aboutText')}</p>
      </Disclosure>
    </Stack>
  )
}
