import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Card } from '../../components/Card.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/iconPaths.ts'
import { toneClass } from '../../components/toneClass.ts'
import type { Tone } from '../../components/tones.ts'
import { useFormat } from '../../language/useFormat.ts'
import styles from './PatientVerdict.module.css'

type Answer = AnswerOf<'POST /patient-verifications'>
type Look = { tone: Tone; icon: IconName }

/** Colour and shape; the words stand in the language files under the same names. */
const looks: Record<Answer['outcome'], Look> = {
  genuine: { tone: 'good', icon: 'shield' },
  dispensed: { tone: 'good', icon: 'shield' },
  'not-recognised': { tone: 'bad', icon: 'question' },
  recalled: { tone: 'bad', icon: 'stop' },
  expired: { tone: 'bad', icon: 'clock' },
  'not-for-dispensing': { tone: 'caution', icon: 'warning' },
  unreadable: { tone: 'info', icon: 'scan' },
  unavailable: { tone: 'info', icon: 'refresh' },
}

export function PatientVerdict({ answer }: { answer: Answer }) {
  const { t } = useTranslation('patient')
  const format = useFormat()
  const { outcome, product } = answer
  const { tone, icon } = looks[outcome]
  const dispensedOn = answer.dispensedOn === null ? '' : format.day(answer.dispensedOn)
  const expiresOn = answer.expiresOn === null ? '' : format.day(answer.expiresOn)
  return (
    <>
      <section className={`${String(styles.verdict)} ${toneClass(tone)}`} role="status">
        <div className={styles.shape}>
          <Icon name={icon} size={3.25} />
        </div>
        <h1>{t(`heading.${outcome}`)}</h1>
        <p className={styles.said}>{t(`said.${outcome}`, { dispensedOn, expiresOn })}</p>
      </section>
      <Card title={t('whatToDo')}>
        <p>{t(`advice.${outcome}`)}</p>
      </Card>
      {product && (
        <Card title={`${product.name} ${product.strength}`}>
          <Facts>
            <Fact name={t('form')}>{product.form}</Fact>
            {expiresOn !== '' && <Fact name={t('expiresOn')}>{expiresOn}</Fact>}
          </Facts>
          <p>{t('compare')}</p>
        </Card>
      )}
    </>
  )
}
