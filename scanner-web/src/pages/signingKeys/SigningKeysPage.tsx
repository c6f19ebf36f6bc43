import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiPages } from '../../api/apiPages.ts'
import { may, meQuery } from '../../api/session.ts'
import { Button } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import type { Handle, PageLoad } from '../../page.tsx'
import { RegisterKeyDialog } from './RegisterKeyDialog.tsx'
import { SigningKeyTable } from './SigningKeyTable.tsx'

// queries
const keysQuery = apiPages('GET /signing-keys', { query: { limit: 100 } })

// loader
export const loader = ({ queries }: PageLoad) => queries.infiniteQuery({ ...keysQuery, staleTime: 'static' })

// handle
export const handle: Handle = { title: 'signingKeys:title', texts: 'signingKeys', access: 'signingKeys:read' }

// component
export function Component() {
  const { t } = useTranslation('signingKeys')
  const { data: me } = useSuspenseQuery(meQuery)
  const list = useSuspenseInfiniteQuery(keysQuery)
  const [registering, setRegistering] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const mayRegister = may(me, 'signingKeys:register')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')}>
        {mayRegister && (
          <Button look="main" icon="plus" onClick={() => setRegistering(true)}>
            {t('register')}
          </Button>
        )}
      </PageHeader>
      {registering && <RegisterKeyDialog onClose={() => setRegistering(false)} onDone={setDone} />}
      <Stack>
        {done !== null && <Notice tone="good">{done}</Notice>}
        <Card>
          <SigningKeyTable
            keys={list.data.pages.flatMap(({ items }) => items)}
            own={me?.participant.gln ?? ''}
            mayRegister={mayRegister}
            mayRevoke={may(me, 'signingKeys:revoke')}
            onRevoked={setDone}
          />
          <MoreButton list={list} />
        </Card>
      </Stack>
    </>
  )
}
