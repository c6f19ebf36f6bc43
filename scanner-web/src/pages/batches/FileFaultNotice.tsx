import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice.tsx'
import { faultSentence } from '../../language/problemSentence.ts'
import type { FileFault } from './useImport.ts'

export function FileFaultNotice({ fault: { line, field, facts } }: { fault: FileFault }) {
  const { t } = useTranslation(['batches', 'problems'])
  const { t: tell } = useTranslation(['frame', 'problems'])
  const reason = faultSentence(tell, facts)
  const sentence =
    line === null
      ? t('problems:FILE_INVALID', { reason })
      : field === null
        ? t('file.faultAtLine', { line, reason })
        : t('file.faultAtField', { line, field, reason })
  return (
    <Notice tone="bad">
      <p>{sentence}</p>
      <p>{t('file.nothingWritten')}</p>
    </Notice>
  )
}
