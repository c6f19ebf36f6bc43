import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { TextField } from '../../components/form/Field.tsx'
import { Pair } from '../../components/form/Form.tsx'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { isKey } from '../../components/form/keyKinds.ts'
import { useFields } from '../../components/form/useFields.ts'

interface RegisterProductDialogProps {
  open: boolean
  onClose: () => void
  /** Called with the product's name. */
  onDone: (name: string) => void
}

const blank = { gtin: '', name: '', form: '', strength: '', packSize: '' }

export function RegisterProductDialog({ open, onClose, onDone }: RegisterProductDialogProps) {
  const { t } = useTranslation('products')
  const queries = useQueryClient()
  const register = useAction('POST /products')
  const { fields, put, tried, noteTry, empty } = useFields(blank)

  async function submit() {
    noteTry()
    if (!isKey('gtin', fields.gtin)) return
    const body = { ...fields, gtin: fields.gtin.trim(), packSize: Number(fields.packSize) }
    if ((await register.send({ body })) === null) return
    await queries.invalidateQueries({ queryKey: ['GET /products'] })
    onDone(fields.name)
    empty()
    onClose()
  }
  return (
    <FormDialog
      open={open}
      title={t('register')}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={register}
      submit={{ text: t('submit') }}
    >
      <p>{t('forever')}</p>
      <KeyField kind="gtin" label={t('gtin')} value={fields.gtin} onChange={put('gtin')} tried={tried} />
      <TextField label={t('name')} required maxLength={200} value={fields.name} onChange={put('name')} />
      <TextField
        label={t('form')}
        placeholder={t('formExample')}
        required
        maxLength={100}
        value={fields.form}
        onChange={put('form')}
      />
      <Pair>
        <TextField
          label={t('strength')}
          placeholder={t('strengthExample')}
          required
          maxLength={100}
          value={fields.strength}
          onChange={put('strength')}
        />
        <TextField
          label={t('packSize')}
          placeholder={t('packSizeExample')}
          type="number"
          min={1}
          max={1_000_000}
          required
          value={fields.packSize}
          onChange={put('packSize')}
        />
      </Pair>
    </FormDialog>
  )
}
