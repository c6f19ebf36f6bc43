import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Actions } from '../../components/form/Form.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { urls } from '../../urls.ts'
import styles from './batches.module.css'
import type { Imported } from './useImport.ts'

export function ImportedBatches({ imported, onAnother }: { imported: Imported; onAnother: () => void }) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const { rows, batches } = imported
  return (
    <>
      <Notice tone="good">
        {t('file.done', { packs: format.number(rows), batches: format.number(batches.length) })}
      </Notice>
      <ul className={styles.list}>
        {batches.map(({ gtin, lot, packs }) => (
          <li key={`${gtin}/${lot}`}>
            <Link to={urls.batch} params={{ gtin, lot }}>
              {t('file.batch', { lot, count: packs, packs: format.number(packs) })}
            </Link>
          </li>
        ))}
      </ul>
      <Actions>
        <Button onClick={onAnother}>{t('new.another')}</Button>
      </Actions>
    </>
  )
}
