import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseGtin } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Actions, Form, Pair } from '../../components/form/Form.tsx'
import { isAccepted } from '../../components/form/isAccepted.ts'

interface RegisterProductDialogProps {
  open: boolean
  onClose: () => void
  /** Called with the product's name. */
  onDone: (name: string) => void
}

const blank = { gtin: '', name: '', form: '', strength: '', packSize: '' }

export function RegisterProductDialog({ open, onClose, onDone }: RegisterProductDialogProps) {
  const { t } = useTranslation(['products', 'frame'])
  const queries = useQueryClient()
  const register = useAction('POST /products')
  const [form, setForm] = useState(blank)
  const [tried, setTried] = useState(false)
  const put = (field: keyof typeof blank) => (value: string) => setForm({ ...form, [field]: value })
  const isGtin = isAccepted(parseGtin, form.gtin)

  async function submit() {
    setTried(true)
    if (!isGtin) return
    const body = { ...form, gtin: form.gtin.trim(), packSize: Number(form.packSize) }
    if ((await register.send({ body })) === null) return
    await queries.invalidateQueries({ queryKey: ['GET /products'] })
    onDone(form.name)
    setForm(blank)
    setTried(false)
    onClose()
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('register')}>
      <Form onSubmit={() => void submit()}>
        <p>{t('forever')}</p>
        <ActionNotice action={register} />
        <TextField
          label={t('gtin')}
          hint={t('gtinHint')}
          fault={tried && !isGtin ? t('gtinWrong') : null}
          code
          inputMode="numeric"
          required
          value={form.gtin}
          onChange={put('gtin')}
        />
        <TextField label={t('name')} required maxLength={200} value={form.name} onChange={put('name')} />
        <TextField
          label={t('form')}
          placeholder={t('formExample')}
          required
          maxLength={100}
          value={form.form}
          onChange={put('form')}
        />
        <Pair>
          <TextField
            label={t('strength')}
            placeholder={t('strengthExample')}
            required
            maxLength={100}
            value={form.strength}
            onChange={put('strength')}
          />
          <TextField
            label={t('packSize')}
            placeholder={t('packSizeExample')}
            type="number"
            min={1}
            max={1_000_000}
            required
            value={form.packSize}
            onChange={put('packSize')}
          />
        </Pair>
        <Actions>
          <Button type="submit" look="main" busy={register.sending}>
            {t('submit')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('frame:action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
