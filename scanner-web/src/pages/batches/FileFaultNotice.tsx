import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice.tsx'
import type { FileFault } from './useImport.ts'

export function FileFaultNotice({ fault: { line, field, reason } }: { fault: FileFault }) {
  const { t } = useTranslation(['batches', 'problems'])
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
