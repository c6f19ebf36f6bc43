import { useTranslation } from 'react-i18next'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import styles from './batches.module.css'
import { csvColumns, type CsvPreview } from './csvPreview.ts'
import type { FileFault } from './useImport.ts'

interface FilePreviewProps {
  file: File
  preview: CsvPreview
  fault: FileFault | null
}

/** Rows of the file as they will be read; what the server found wrong is marked where it stands. */
export function FilePreview({ file, preview, fault }: FilePreviewProps) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const { delimiter, header, isHeaderRight, rows } = preview
  const title = fault?.line ? t('file.around', { line: fault.line }) : t('file.preview')
  return (
    <>
      <Facts>
        <Fact name={t('file.separator')}>
          {delimiter === ';' ? t('file.semicolon') : t('file.comma')} <code>{delimiter}</code>
        </Fact>
        <Fact name={t('file.size')}>{format.number(Math.ceil(file.size / 1024))} kB</Fact>
      </Facts>
      {!isHeaderRight && (
        <Notice tone="caution">{t('file.headerWrong', { header: header.slice(0, 80) })}</Notice>
      )}
      <div className={styles.preview} tabIndex={0} role="region" aria-label={title}>
        <table>
          <caption className="hidden-but-read">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('file.line')}</th>
              {csvColumns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, fields }) => (
              <tr key={line} className={line === fault?.line ? styles.faulty : undefined}>
                <th scope="row">{line}</th>
                {fields.map((value, i) => {
                  const isFaulty = line === fault?.line && csvColumns[i] === fault.field
                  return (
                    <td key={i} className={isFaulty ? styles.faultyField : undefined}>
                      {value}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
