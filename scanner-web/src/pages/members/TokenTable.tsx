import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { Disclosure } from '../../components/Disclosure.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { RevokeTokenDialog } from './RevokeTokenDialog.tsx'
import { scopeText, type TokenScope } from './tokenScopes.ts'
import type { Site } from './useOwnSites.ts'

const fewRights = 4

type Token = AnswerOf<'GET /tokens'>['items'][number]

export function TokenTable({ tokens, sites }: { tokens: readonly Token[]; sites: readonly Site[] }) {
  const { t } = useTranslation('members')
  const format = useFormat()
  const [revoking, setRevoking] = useState<Token | null>(null)
  if (tokens.length === 0) {
    return (
      <Empty icon="lock" title={t('tokens.noneTitle')}>
        {t('tokens.none')}
      </Empty>
    )
  }
  const columns: Column<Token>[] = [
    { title: t('tokens.name'), show: ({ name }) => name },
    {
      title: t('tokens.site'),
      show: ({ site }) => sites.find(({ gln }) => gln === site)?.name ?? t('team.noSite'),
    },
    {
      title: t('tokens.scopes'),
      show: ({ scopes }) => <Rights scopes={scopes as TokenScope[]} />,
    },
    { title: t('tokens.expires'), show: ({ expiresAt }) => format.moment(expiresAt) },
    {
      title: t('tokens.state'),
      show: (token) =>
        isValid(token) ? (
          <Button
            look="quiet"
            aria-label={t('tokens.revokeTitle', { name: token.name })}
            onClick={() => setRevoking(token)}
          >
            {t('tokens.revoke')}
          </Button>
        ) : (
          <Badge tone="plain">{token.revokedAt === null ? t('tokens.ended') : t('tokens.revoked')}</Badge>
        ),
    },
  ]
  return (
    <>
      <Table caption={t('tokens.list')} columns={columns} rows={tokens} keyOf={({ id }) => id} />
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
  )
}

/** More than a few are one press away: they would fill the page. */
function Rights({ scopes }: { scopes: readonly TokenScope[] }) {
  const { t } = useTranslation('members')
  const words = scopes.map((scope) => t(scopeText(scope))).join(', ')
  if (scopes.length <= fewRights) return words
  return <Disclosure summary={t('tokens.rights', { count: scopes.length })}>{words}</Disclosure>
}

function isValid({ revokedAt, expiresAt }: Token): boolean {
  return revokedAt === null && expiresAt > Date.now()
}
