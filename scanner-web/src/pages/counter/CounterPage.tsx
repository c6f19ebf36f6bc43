import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may, meQuery } from '../../api/session.ts'
import { Choices } from '../../components/form/Choices.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle } from '../../page.tsx'
import { Counter } from './Counter.tsx'
import styles from './CounterPage.module.css'
import { keepPurpose, keptPurpose, type Purpose } from './purpose.ts'

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
    <div className={styles.page}>
      <PageHeader title={t('title')}>
        {dispenses && (
          <Choices
            label={t('scan.purpose')}
            value={purpose}
            onChange={choose}
            options={[
              { value: 'supply', text: t('scan.toSupply'), icon: 'check' },
              { value: 'check', text: t('scan.toCheck'), icon: 'search' },
            ]}
          />
        )}
      </PageHeader>
      <Counter me={me} intent={dispenses && purpose === 'supply' ? 'supply' : null} />
    </div>
  )
}
