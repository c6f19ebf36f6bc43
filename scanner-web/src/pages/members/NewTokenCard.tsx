import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '../../api/session.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { Ticks } from '../../components/form/Ticks.tsx'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import styles from './members.module.css'
import { Secret } from './Secret.tsx'
import { SiteField } from './SiteField.tsx'
import { scopeText, tokenScopesIn, type TokenScope } from './tokenScopes.ts'
import type { Site } from './useOwnSites.ts'

interface NewTokenCardProps {
  sites: readonly Site[]
  /** Whose token carries no more than she may herself. */
  permissions: readonly Permission[]
}

export function NewTokenCard({ sites, permissions }: NewTokenCardProps) {
  const { t } = useTranslation('members')
  const queries = useQueryClient()
  const make = useAction('POST /tokens')
  const [name, setName] = useState('')
  const [site, setSite] = useState<string | null>(null)
  const [days, setDays] = useState('365')
  const [scopes, setScopes] = useState<readonly TokenScope[]>([])
  const [tried, setTried] = useState(false)

  async function submit() {
    setTried(true)
    if (scopes.length === 0) return
    const body = { name, site, scopes: [...scopes], days: Number(days) }
    if ((await make.send({ body })) === null) return
    setName('')
    setTried(false)
    await queries.invalidateQueries({ queryKey: ['GET /tokens'] })
  }
  return (
    <Card title={t('tokens.new')}>
      <Form onSubmit={() => void submit()}>
        <ActionNotice action={make} />
        {make.answer && (
          <>
            <Notice tone="good">{t('tokens.made')}</Notice>
            <Secret label={t('tokens.token')} value={make.answer.token} copy={t('tokens.copy')} />
          </>
        )}
        <TextField
          label={t('tokens.name')}
          hint={t('tokens.nameHint')}
          required
          maxLength={200}
          value={name}
          onChange={setName}
        />
        <SiteField
          label={t('tokens.site')}
          none={t('tokens.noSite')}
          sites={sites}
          value={site}
          onChange={setSite}
        />
        <TextField
          label={t('tokens.days')}
          hint={t('tokens.daysHint')}
          type="number"
          min={1}
          max={730}
          required
          value={days}
          onChange={setDays}
        />
        <Ticks
          label={t('tokens.scopes')}
          fault={tried && scopes.length === 0 ? t('tokens.scopesWrong') : null}
          chosen={scopes}
          onChange={setScopes}
          options={tokenScopesIn(permissions).map((value) => ({
            value,
            text: (
              <>
                {t(scopeText(value))} <code className={styles.scope}>{value}</code>
              </>
            ),
          }))}
        />
        <Actions>
          <SubmitButton action={make}>{t('tokens.submit')}</SubmitButton>
        </Actions>
      </Form>
    </Card>
  )
}
