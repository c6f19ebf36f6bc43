import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { FileField } from '../../components/form/FileField.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import styles from './batches.module.css'
import { readCsvPreview } from './csvPreview.ts'
import { FileFaultNotice } from './FileFaultNotice.tsx'
import { FilePreview } from './FilePreview.tsx'
import { ImportedBatches } from './ImportedBatches.tsx'
import { readMarkets, storageRules, type Terms } from './terms.ts'
import { TermsFields } from './TermsFields.tsx'
import { UploadProgress } from './UploadProgress.tsx'
import { fileFaultIn, useImport } from './useImport.ts'

const blank: Terms = { markets: '', storage: 'none' }

/** Batches whose serials the maker brings, as CSV. */
export function FileForm() {
  const { t } = useTranslation('batches')
  const [chosen, setChosen] = useState<{ file: File; number: number } | null>(null)
  const [terms, setTerms] = useState(blank)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const upload = useImport()
  const fault = fileFaultIn(upload.problem)
  const { data: preview } = useQuery({
    queryKey: ['csv preview', chosen?.number, fault?.line ?? null],
    queryFn: () => readCsvPreview(chosen?.file ?? new Blob(), fault?.line ?? null),
    enabled: chosen !== null,
    gcTime: 0,
    // The former rows stay until the new ones are read.
    placeholderData: (rows) => rows,
  })

  async function submit() {
    setTried(true)
    const markets = readMarkets(terms.markets)
    if (chosen === null || markets === null) return
    const storage = storageRules[terms.storage]
    const query = { ...(markets.length > 0 && { markets: markets.join(',') }), ...storage }
    const imported = await upload.send({ query, body: new Blob([chosen.file], { type: 'text/csv' }) })
    if (imported !== null) await queries.invalidateQueries({ queryKey: ['GET /batches'] })
  }
  if (upload.answer !== null) return <ImportedBatches imported={upload.answer} onAnother={upload.reset} />
  return (
    <Form onSubmit={() => void submit()}>
      {fault ? <FileFaultNotice fault={fault} /> : <ActionNotice action={upload} />}
      <FileField
        label={t('file.label')}
        hint={t('file.hint')}
        accept=".csv,text/csv"
        required
        disabled={upload.sending || upload.stage === 'unknown'}
        onChoose={(file) => {
          upload.reset()
          setChosen(file && { file, number: Date.now() })
        }}
      />
      {chosen && preview && (
        <div className={styles.gap}>
          <FilePreview file={chosen.file} preview={preview} fault={fault} />
        </div>
      )}
      <TermsFields terms={terms} onChange={setTerms} tried={tried} />
      {upload.sending && <UploadProgress sent={upload.sent} />}
      <Actions>
        <SubmitButton action={upload} look="main" icon="upload">
          {t('file.submit')}
        </SubmitButton>
      </Actions>
    </Form>
  )
}
