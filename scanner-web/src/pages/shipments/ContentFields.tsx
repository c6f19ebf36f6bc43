import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Button } from '../../components/Button.tsx'
import { SelectField, TextField } from '../../components/form/Field.tsx'
import { Pair } from '../../components/form/Form.tsx'
import { KeyField } from '../../components/form/KeyField.tsx'
import { Notice } from '../../components/Notice.tsx'
import { blankContent, isRepeated, mostLines, type ContentLine } from './contentLines.ts'
import styles from './shipments.module.css'

interface ContentFieldsProps {
  products: AnswerOf<'GET /products'>['items']
  /** At least one. */
  lines: readonly ContentLine[]
  onChange: (lines: ContentLine[]) => void
  tried: boolean
}

/** The batches in a unit, and how many packs of each. */
export function ContentFields({ products, lines, onChange, tried }: ContentFieldsProps) {
  const { t } = useTranslation('shipments')
  const options = products.map(({ gtin, name, strength }) => ({
    value: gtin,
    text: `${name} ${strength} (${gtin})`,
  }))
  const put = (i: number, part: Partial<ContentLine>) =>
    onChange(lines.map((line, at) => (at === i ? { ...line, ...part } : line)))
  return (
    <>
      {lines.map((line, i) => (
        <fieldset key={i} className={styles.line}>
          <legend>{t('new.line', { number: i + 1 })}</legend>
          <SelectField
            label={t('new.product')}
            value={line.gtin}
            onChange={(gtin) => put(i, { gtin })}
            options={options}
          />
          <Pair>
            <KeyField
              kind="lot"
              label={t('new.lot')}
              value={line.lot}
              onChange={(lot) => put(i, { lot })}
              tried={tried}
            />
            <TextField
              label={t('new.quantity')}
              hint={t('new.quantityHint')}
              type="number"
              min={1}
              max={1_000_000_000}
              required
              value={line.quantity}
              onChange={(quantity) => put(i, { quantity })}
            />
          </Pair>
          {tried && isRepeated(lines, i) && <Notice tone="caution">{t('new.repeated')}</Notice>}
          {lines.length > 1 && (
            <div>
              <Button look="quiet" icon="bin" onClick={() => onChange(lines.filter((_, at) => at !== i))}>
                {t('new.remove', { number: i + 1 })}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {lines.length < mostLines && (
        <div>
          <Button icon="plus" onClick={() => onChange([...lines, blankContent(lines.at(-1)?.gtin ?? '')])}>
            {t('new.add')}
          </Button>
        </div>
      )}
    </>
  )
}
