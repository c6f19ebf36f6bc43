import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseGln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { isAccepted } from '../../components/form/isAccepted.ts'
import { Notice } from '../../components/Notice.tsx'

const blank = { name: '', gln: '', address: '' }

export function RegisterSiteCard() {
  const { t } = useTranslation('members')
  const queries = useQueryClient()
  const register = useAction('POST /sites')
  const [form, setForm] = useState(blank)
  const [tried, setTried] = useState(false)
  const put = (field: keyof typeof blank) => (value: string) => setForm({ ...form, [field]: value })
  const isGln = isAccepted(parseGln, form.gln)

  async function submit() {
    setTried(true)
    if (!isGln) return
    const body = { name: form.name, gln: form.gln.trim(), address: form.address.trim() || null }
    if ((await register.send({ body })) === null) return
    setForm(blank)
    setTried(false)
    await queries.invalidateQueries({ queryKey: ['GET /sites'] })
  }
  return (
    <Card title={t('team.addSite')}>
      <Form onSubmit={() => void submit()}>
        <ActionNotice action={register} />
        {register.answer && <Notice tone="good">{t('team.siteDone', { name: register.answer.name })}</Notice>}
        <TextField
          label={t('team.siteName')}
          required
          maxLength={200}
          value={form.name}
          onChange={put('name')}
        />
        <TextField
          label={t('team.siteGln')}
          hint={t('new.glnHint')}
          fault={tried && !isGln ? t('new.glnWrong') : null}
          code
          inputMode="numeric"
          required
          value={form.gln}
          onChange={put('gln')}
        />
        <TextField
          label={t('team.siteAddress')}
          maxLength={200}
          value={form.address}
          onChange={put('address')}
        />
        <Actions>
          <Button type="submit" busy={register.sending}>
            {t('team.siteSubmit')}
          </Button>
        </Actions>
      </Form>
    </Card>
  )
}
