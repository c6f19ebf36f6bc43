import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { fileUrl } from '../../api/createApi.ts'
import { Card } from '../../components/Card.tsx'
import { Choices } from '../../components/form/Choices.tsx'
import { TextField } from '../../components/form/Field.tsx'
import { Pair } from '../../components/form/Form.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import styles from './batches.module.css'
import { splitCsvLine } from './csvPreview.ts'
import { Downloads } from './Downloads.tsx'

interface LabelsCardProps {
  batch: { gtin: string; lot: string; packs: number }
}

/** More the server does not put into one file. */
const mostLabels = 12_000

/** The label of one pack to look at, and as many as are wanted to print. */
export function LabelsCard({ batch: { gtin, lot, packs } }: LabelsCardProps) {
  const { t } = useTranslation('batches')
  const format = useFormat()
  const [symbol, setSymbol] = useState<'datamatrix' | 'qr'>('datamatrix')
  const [first, setFirst] = useState('1')
  const [count, setCount] = useState(String(Math.min(packs, 24)))
  const from = wholeNumber(first, packs)
  const many = wholeNumber(count, mostLabels)
  const { data: shown, error } = useQuery({
    queryKey: ['code of a pack', gtin, lot, from],
    queryFn: async () => ({ number: from ?? 1, code: await codeOfPack(gtin, lot, from ?? 1) }),
    enabled: from !== null,
    // Until the next one is there, the former stays in sight, under its own number.
    placeholderData: (former) => former,
  })
  return (
    <Card title={t('labels.title')}>
      <ProblemNotice problem={error} />
      <div className={styles.labels}>
        {shown !== undefined && (
          <img
            className={styles.label}
            src={fileUrl('GET /labels/{symbol}.svg', { params: { symbol }, query: { code: shown.code } })}
            alt={t('labels.alt', { number: format.number(shown.number) })}
          />
        )}
        <div className={styles.controls}>
          <Choices
            label={t('labels.symbol')}
            value={symbol}
            onChange={setSymbol}
            options={[
              { value: 'datamatrix', text: t('labels.datamatrix') },
              { value: 'qr', text: t('labels.qr') },
            ]}
          />
          <Pair>
            <TextField
              label={t('labels.first')}
              fault={from === null ? t('labels.rangeWrong', { packs: format.number(packs) }) : null}
              type="number"
              min={1}
              max={packs}
              value={first}
              onChange={setFirst}
            />
            <TextField
              label={t('labels.count')}
              fault={many === null ? t('labels.countHint') : null}
              type="number"
              min={1}
              max={Math.min(packs, mostLabels)}
              value={count}
              onChange={setCount}
            />
          </Pair>
          {from !== null && many !== null && shown !== undefined && (
            <Downloads
              batch={{ gtin, lot }}
              range={{ first: from, count: many }}
              symbol={symbol}
              shown={shown}
            />
          )}
        </div>
      </div>
    </Card>
  )
}

function wholeNumber(text: string, most: number): number | null {
  const value = Number(text)
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null
}

/** Digital Link of a pack, from 1: the last column of the codes. */
async function codeOfPack(gtin: string, lot: string, number: number): Promise<string> {
  const ask = { params: { gtin, lot }, query: { first: number, count: 1 } }
  const csv = await (await api.call('GET /batches/{gtin}/{lot}/codes', ask)).text()
  return splitCsvLine(csv.split('\n')[1] ?? '', ',').at(-1) ?? ''
}
