import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Card } from '../../components/Card.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'

export function ExtendCard({ gtin, lot }: { gtin: string; lot: string }) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const queries = useQueryClient()
  const extend = useAction('POST /batches/{gtin}/{lot}/extend')
  const [count, setCount] = useState('')

  async function submit() {
    if ((await extend.send({ params: { gtin, lot }, body: { count: Number(count) } })) === null) return
    setCount('')
    await queries.invalidateQueries({ queryKey: ['GET /batches/{gtin}/{lot}'] })
  }
  return (
    <Card title={t('extend.title')}>
      <Form onSubmit={() => void submit()}>
        <p>{t('extend.lead')}</p>
        <ActionNotice action={extend} />
        {extend.answer && (
          <Notice tone="good">{t('extend.done', { packs: format.number(extend.answer.packs) })}</Notice>
        )}
        <TextField
          label={t('extend.count')}
          type="number"
          min={1}
          max={1_000_000}
          required
          value={count}
          onChange={setCount}
        />
        <Actions>
          <SubmitButton action={extend} icon="plus">
            {t('extend.submit')}
          </SubmitButton>
        </Actions>
      </Form>
    </Card>
  )
}
