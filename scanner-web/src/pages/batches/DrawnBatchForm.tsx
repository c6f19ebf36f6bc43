import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../../../chaincode/src/domain/time.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { SelectField, TextField } from '../../components/form/Field.tsx'
import { Actions, Form, Pair } from '../../components/form/Form.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { isKey } from '../../components/form/keyKinds.ts'
import { useFields } from '../../components/form/useFields.ts'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { urls } from '../../urls.ts'
import { focusHeading } from '../../components/focusHeading.ts'
import { readMarkets, storageRules, type StorageChoice } from './terms.ts'
import { TermsFields } from './TermsFields.tsx'

type Product = AnswerOf<'GET /products'>['items'][number]

const blank = { lot: '', expiresOn: '', count: '', markets: '', storage: 'none' as StorageChoice }

/** A batch whose serials the server draws. @param products of the maker, at least one */
export function DrawnBatchForm({ products }: { products: readonly Product[] }) {
  const { t } = useTranslation('batches')
  const queries = useQueryClient()
  const register = useAction('POST /batches')
  const [gtin, setGtin] = useState(products[0]?.gtin ?? '')
  const { fields, put, change, tried, noteTry, empty } = useFields(blank)
  const [today] = useState(() => dayOf(Date.now()))
  const markets = readMarkets(fields.markets)
  const isOver = fields.expiresOn !== '' && fields.expiresOn < today

  async function submit() {
    noteTry()
    if (!isKey('lot', fields.lot) || markets === null || isOver) return
    const { lot, expiresOn, count, storage } = fields
    const packs = { count: Number(count), storage: storageRules[storage] }
    const body = { gtin, lot: lot.trim(), expiresOn, markets, ...packs }
    if ((await register.send({ body })) === null) return
    focusHeading()
    await queries.invalidateQueries({ queryKey: ['GET /batches'] })
  }
  const another = () => {
    register.reset()
    empty()
    focusHeading()
  }
  if (register.answer !== null) return <Registered batch={register.answer} onAnother={another} />
  return (
    <Form onSubmit={() => void submit()}>
      <ActionNotice action={register} />
      <SelectField
        label={t('product')}
        value={gtin}
        onChange={setGtin}
        options={products.map((each) => ({
          value: each.gtin,
          text: `${each.name} ${each.strength} (${each.gtin})`,
        }))}
      />
      <KeyField kind="lot" label={t('lot')} value={fields.lot} onChange={put('lot')} tried={tried} />
      <Pair>
        <TextField
          label={t('expiresOn')}
          hint={t('new.expiryHint')}
          fault={tried && isOver ? t('new.expiryOver') : null}
          type="date"
          required
          value={fields.expiresOn}
          onChange={put('expiresOn')}
        />
        <TextField
          label={t('new.count')}
          hint={t('new.countHint')}
          type="number"
          min={1}
          max={1_000_000}
          required
          value={fields.count}
          onChange={put('count')}
        />
      </Pair>
      <TermsFields terms={fields} onChange={change} tried={tried} />
      <Actions>
        <SubmitButton action={register} look="main">
          {t('new.submit')}
        </SubmitButton>
      </Actions>
    </Form>
  )
}

function Registered(props: { batch: AnswerOf<'POST /batches'>; onAnother: () => void }) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const { gtin, lot, packs } = props.batch
  return (
    <>
      <Notice tone="good">{t('new.done', { lot, count: packs, packs: format.number(packs) })}</Notice>
      <Actions>
        <LinkButton look="main" icon="batch" to={urls.batch} params={{ gtin, lot }}>
          {t('new.open')}
        </LinkButton>
        <Button onClick={props.onAnother}>{t('new.another')}</Button>
      </Actions>
    </>
  )
}
