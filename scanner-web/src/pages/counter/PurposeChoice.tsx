import { useTranslation } from 'react-i18next'
import { Choices } from '../../components/form/Choices.tsx'
import styles from './CounterPage.module.css'
import type { Purpose } from './purpose.ts'

interface PurposeChoiceProps {
  purpose: Purpose
  onChoose: (purpose: Purpose) => void
}

/** Who scans to dispense wants to be alerted to a pack that was dispensed before; who only checks need not be. */
export function PurposeChoice({ purpose, onChoose }: PurposeChoiceProps) {
  const { t } = useTranslation('counter')
  return (
    <div className={styles.purpose}>
      <Choices
        label={t('scan.purpose')}
        value={purpose}
        onChange={onChoose}
        options={[
          { value: 'supply', text: t('scan.toSupply') },
          { value: 'check', text: t('scan.toCheck') },
        ]}
      />
    </div>
  )
}
