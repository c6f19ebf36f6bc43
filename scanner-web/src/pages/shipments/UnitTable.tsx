import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { ProductName } from '../../components/ProductName.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import type { Tone } from '../../components/tones.ts'
import { useFormat } from '../../language/useFormat.ts'
import styles from './shipments.module.css'
import type { Unit } from './unit.ts'

interface UnitTableProps {
  units: readonly Unit[]
  isFiltered: boolean
  mayShip: boolean
  mayReceive: boolean
  onShip: (unit: Unit) => void
  onReceive: (sscc: string) => void
}

const tones: Readonly<Record<Unit['standing'], Tone | 'plain'>> = {
  arriving: 'caution',
  held: 'good',
  sent: 'info',
  passed: 'plain',
}
/** What waits for somebody comes first, and the newest of each. */
const order = Object.keys(tones)

export function UnitTable({ units, isFiltered, mayShip, mayReceive, onShip, onReceive }: UnitTableProps) {
  const { t } = useTranslation('shipments')
  const format = useFormat()
  if (units.length === 0) {
    return isFiltered ? (
      <Empty icon="search" title={t('nothingTitle')}>
        {t('nothing')}
      </Empty>
    ) : (
      <Empty icon="truck" title={t('emptyTitle')}>
        {t('empty')}
      </Empty>
    )
  }
  const sorted = units.toSorted(
    (a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || b.changedAt - a.changedAt,
  )
  const columns: Column<Unit>[] = [
    { title: t('sscc'), show: ({ sscc }) => <span className="code">{sscc}</span> },
    { title: t('contents'), show: ({ contents }) => <Contents contents={contents} /> },
    {
      title: t('standingTitle'),
      show: ({ standing }) => <Badge tone={tones[standing]}>{t(`standing.${standing}`)}</Badge>,
    },
    { title: t('changedAt'), show: ({ changedAt }) => format.moment(changedAt) },
  ]
  const hasAction = ({ standing }: Unit) =>
    (standing === 'arriving' && mayReceive) || (standing === 'held' && mayShip)
  if (units.some(hasAction)) {
    columns.push({
      title: t('action'),
      show: (unit) =>
        unit.standing === 'arriving' && mayReceive ? (
          <Button look="quiet" aria-label={t('receiveThis', unit)} onClick={() => onReceive(unit.sscc)}>
            {t('receive')} …
          </Button>
        ) : unit.standing === 'held' && mayShip ? (
          <Button look="quiet" aria-label={t('shipThis', unit)} onClick={() => onShip(unit)}>
            {t('ship')} …
          </Button>
        ) : null,
    })
  }
  return <Table caption={t('title')} columns={columns} rows={sorted} keyOf={({ unitId }) => unitId} />
}

/** One line a batch. */
export function Contents({ contents }: Pick<Unit, 'contents'>) {
  const { t } = useTranslation('shipments')
  const format = useFormat()
  return (
    <ul className={styles.contents}>
      {contents.map(({ gtin, lot, quantity }) => (
        <li key={`${gtin}/${lot}`}>
          {format.number(quantity)} × <ProductName gtin={gtin} />, {t('lot')}{' '}
          <span className="code">{lot}</span>
        </li>
      ))}
    </ul>
  )
}
