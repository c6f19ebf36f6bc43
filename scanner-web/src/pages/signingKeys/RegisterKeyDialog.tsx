import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../../../chaincode/src/domain/time.ts'
import { useAction } from '../../api/useAction.ts'
import { Choices } from '../../components/form/Choices.tsx'
import { TextAreaField, TextField } from '../../components/form/Field.tsx'
import { Pair } from '../../components/form/Form.tsx'
import { FormDialog } from '../../components/form/FormDialog.tsx'
import { useFields } from '../../components/form/useFields.ts'
import { KeyPairMaker, type SavedKey } from './KeyPairMaker.tsx'
import { readPublicKey } from './publicKey.ts'

interface RegisterKeyDialogProps {
  onClose: () => void
  /** Called with a sentence. */
  onDone: (said: string) => void
}

/** A key made here, whose private half is saved first, or the public half of one made elsewhere. */
export function RegisterKeyDialog({ onClose, onDone }: RegisterKeyDialogProps) {
  const { t } = useTranslation('signingKeys')
  const queries = useQueryClient()
  const register = useAction('POST /signing-keys')
  const [how, setHow] = useState<'make' | 'bring'>('make')
  const [made, setMade] = useState<SavedKey | null>(null)
  const [today] = useState(() => dayOf(Date.now()))
  const { fields, put, tried, noteTry } = useFields({ brought: '', from: today, until: '' })
  const brought = readPublicKey(fields.brought)
  const publicKey = how === 'bring' ? brought : made?.isSaved === true ? made.publicKey : null
  const isRange = fields.until === '' || fields.until >= fields.from

  async function submit() {
    noteTry()
    if (publicKey === null || !isRange) return
    const days = { validFrom: fields.from, validUntil: fields.until || null }
    const key = await register.send({ body: { publicKey, ...days } })
    if (key === null) return
    onDone(t('done', { keyId: key.keyId }))
    onClose()
    await queries.invalidateQueries({ queryKey: ['GET /signing-keys'] })
  }
  return (
    <FormDialog
      title={t('register')}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={register}
      submit={{ text: t('submit') }}
    >
      <p>{t('registerLead')}</p>
      <Choices
        label={t('how')}
        value={how}
        onChange={setHow}
        options={[
          { value: 'make', text: t('howMake'), icon: 'key' },
          { value: 'bring', text: t('howBring'), icon: 'upload' },
        ]}
      />
      {how === 'make' ? (
        <KeyPairMaker made={made} onMade={setMade} tried={tried} />
      ) : (
        <TextAreaField
          label={t('publicKey')}
          hint={t('publicKeyHint')}
          fault={tried && brought === null ? t('publicKeyWrong') : null}
          required
          value={fields.brought}
          onChange={put('brought')}
        />
      )}
      <Pair>
        <TextField label={t('from')} type="date" required value={fields.from} onChange={put('from')} />
        <TextField
          label={t('until')}
          type="date"
          fault={tried && !isRange ? t('untilWrong') : null}
          value={fields.until}
          onChange={put('until')}
        />
      </Pair>
      <p>{t('untilHint')}</p>
    </FormDialog>
  )
}
