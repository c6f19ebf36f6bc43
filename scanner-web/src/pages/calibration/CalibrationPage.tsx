import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, Stack } from '../../components/Card.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { fileUrl } from '../../api/createApi.ts'
import type { Handle } from '../../page.tsx'
import styles from './CalibrationPage.module.css'
import { diagnose, type Diagnosis } from './diagnose.ts'
import { DiagnosisList } from './DiagnosisList.tsx'
import { ScanBox } from './ScanBox.tsx'
import { testCodes, type TestCode } from './testCodes.ts'

// handle
export const handle: Handle = { title: 'calibration:title', texts: 'calibration', access: 'labels:draw' }

// component
export function Component() {
  const { t } = useTranslation('calibration')
  const [scan, setScan] = useState<{ text: string; diagnosis: Diagnosis } | null>(null)
  const [passed, setPassed] = useState<readonly TestCode['name'][]>([])

  function onScan(text: string) {
    const diagnosis = diagnose(text)
    setScan({ text, diagnosis })
    const { test, isRight } = diagnosis
    if (test === null) return
    setPassed((names) => (isRight ? [...names, test] : names.filter((name) => name !== test)))
  }
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')}>
        <Button icon="print" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </PageHeader>
      <Stack>
        <Card title={t('codes')}>
          <div className={styles.codes}>
            {testCodes.map(({ name, elementString: code }) => (
              <figure key={name} className={styles.code}>
                <img
                  src={fileUrl('GET /labels/{symbol}.svg', {
                    params: { symbol: 'datamatrix' },
                    query: { code },
                  })}
                  alt={t('alt', { test: t(`test.${name}`) })}
                />
                <figcaption>
                  {t(`test.${name}`)}
                  {passed.includes(name) ? (
                    <Badge tone="good">{t('passed')}</Badge>
                  ) : (
                    <Badge tone="plain">{t('notYet')}</Badge>
                  )}
                </figcaption>
              </figure>
            ))}
          </div>
          <p className={styles.note}>{t('notPacks')}</p>
        </Card>
        <div className={styles.onScreen}>
          <Card title={t('result')}>
            <div className={styles.result}>
              <ScanBox onScan={onScan} />
              {scan === null ? (
                <p role="status">{t('waiting')}</p>
              ) : (
                <DiagnosisList text={scan.text} diagnosis={scan.diagnosis} />
              )}
            </div>
          </Card>
        </div>
      </Stack>
    </>
  )
}
