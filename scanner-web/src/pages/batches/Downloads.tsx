import { useTranslation } from 'react-i18next'
import { fileUrl } from '../../api/createApi.ts'
import { DownloadLink } from '../../components/Button.tsx'
import { Actions } from '../../components/form/Form.tsx'

interface DownloadsProps {
  batch: { gtin: string; lot: string }
  /** Packs of the batch, the first one being 1. */
  range: { first: number; count: number }
  symbol: 'datamatrix' | 'qr'
  /** The pack whose label is on the screen: not the first of the range while that is being fetched. */
  shown: { number: number; code: string }
}

export function Downloads({ batch, range, symbol, shown }: DownloadsProps) {
  const { t } = useTranslation('batches')
  const name = `${batch.gtin}-${batch.lot.replaceAll(/[^\w-]/g, '_')}`
  const pdf = fileUrl('GET /batches/{gtin}/{lot}/labels.pdf', { params: batch, query: { ...range, symbol } })
  const image = fileUrl('GET /labels/{symbol}.png', { params: { symbol }, query: { code: shown.code } })
  const csv = fileUrl('GET /batches/{gtin}/{lot}/codes', { params: batch, query: range })
  return (
    <Actions>
      <DownloadLink look="main" icon="print" href={pdf} download={`${name}.pdf`}>
        {t('labels.pdf')}
      </DownloadLink>
      <DownloadLink href={image} download={`${name}-${String(shown.number)}.png`}>
        {t('labels.image')}
      </DownloadLink>
      <DownloadLink href={csv} download={`${name}.csv`}>
        {t('labels.csv')}
      </DownloadLink>
    </Actions>
  )
}
