import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Notice } from '../../components/Notice.tsx'
import { toneIcons, type Tone } from '../../components/tones.ts'
import styles from './CalibrationPage.module.css'
import type { Diagnosis, Finding } from './diagnose.ts'
import { visibleParts } from './visibleParts.ts'

/** What arrived, and what it says about scanner and computer. */
export function DiagnosisList({ text, diagnosis }: { text: string; diagnosis: Diagnosis }) {
  const { t } = useTranslation('calibration')
  const { test, isRight, findings } = diagnosis
  return (
    <>
      {test !== null && (
        <Notice tone={isRight ? 'good' : 'caution'}>
          {t(isRight ? 'right' : 'wrong', { test: t(`test.${test}`) })}
        </Notice>
      )}
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <FindingItem key={finding.code} finding={finding} />
        ))}
      </ul>
      <div>
        <h3>{t('arrived')}</h3>
        <p className={`${String(styles.arrived)} code`}>
          {visibleParts(text).map(({ shown, isControl }, i) =>
            isControl ? <span key={i}>{shown}</span> : shown,
          )}
        </p>
      </div>
    </>
  )
}

function FindingItem({ finding }: { finding: Finding }) {
  const { t } = useTranslation('calibration')
  const key = finding.code === 'suffix' ? (`suffix_${finding.suffix}` as const) : finding.code
  const tone = toneOf(finding)
  return (
    <li className={`${String(styles.finding)} ${String(styles[tone])}`}>
      <Icon name={toneIcons[tone]} size={1.25} />
      <strong>{t(`finding.${key}`, { ...finding })}</strong>
      <p>{t(`advice.${key}`)}</p>
    </li>
  )
}

function toneOf(finding: Finding): Exclude<Tone, 'info'> {
  if (finding.code === 'identifier') return 'good'
  if (finding.code === 'suffix') return finding.suffix === 'none' ? 'caution' : 'good'
  return finding.code === 'separator-disguised' ? 'caution' : 'bad'
}
