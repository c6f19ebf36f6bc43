import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may, meQuery } from '../../api/session.ts'
import type { Handle } from '../../page.tsx'
import { Counter } from './Counter.tsx'
import { keepPurpose, keptPurpose, type Purpose } from './purpose.ts'
import { PurposeChoice } from './PurposeChoice.tsx'

// handle
export const handle: Handle = { title: 'counter:title', texts: 'counter', access: 'verifications:create' }

// component
export function Component() {
  const { t } = useTranslation('counter')
  const { data: me } = useSuspenseQuery(meQuery)
  const [purpose, setPurpose] = useState(keptPurpose)
  if (me === null) return null
  const dispenses = may(me, 'packs:supply')
  const choose = (chosen: Purpose) => {
    keepPurpose(chosen)
    setPurpose(chosen)
  }
  return (
    <>
      {/* The field below says what the page is for; its height belongs to the verdict. */}
      <h1 className="hidden-but-read" tabIndex={-1}>
        {t('title')}
      </h1>
      <Counter me={me} intent={dispenses && purpose === 'supply' ? 'supply' : null}>
        {dispenses && <PurposeChoice purpose={purpose} onChoose={choose} />}
      </Counter>
    </>
  )
}
