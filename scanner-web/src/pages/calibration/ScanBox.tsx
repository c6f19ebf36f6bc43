import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupSeparator } from '../../../../chaincode/src/domain/gs1/write.ts'
import { Field } from '../../components/form/Field.tsx'
import { maxGapMs } from '../../scanning/wedge/burst.ts'
import { keyText } from '../../scanning/wedge/keyText.ts'
import styles from './CalibrationPage.module.css'

/** ms without a key after which a scan is over: scanners leave 1 to 30 between two keys. */
const quietMs = 250

/**
 * Takes whatever a scanner types: unlike the counter's own reader it undoes nothing, and keeps what a field would swallow,
 * as Ctrl-] (GS) and Tab.
 */
export function ScanBox({ onScan }: { onScan: (text: string) => void }) {
  const { t } = useTranslation('calibration')
  const [text, setText] = useState('')
  const lastKeyAt = useRef(-Infinity)
  const isOver = useRef(true)

  useEffect(() => {
    if (text === '') return
    const timer = setTimeout(() => {
      isOver.current = true
      onScan(text)
    }, quietMs)
    return () => clearTimeout(timer)
  }, [text, onScan])

  /** The first character of a new scan takes the place of the old one. */
  function put(change: (held: string) => string) {
    setText((held) => change(isOver.current ? '' : held))
    isOver.current = false
  }
  return (
    <Field label={t('field')} hint={t('fieldHint')}>
      {(wiring) => (
        <textarea
          {...wiring}
          className={`${String(wiring.className)} ${String(styles.box)} code`}
          rows={2}
          value={text}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          onKeyDown={(event) => {
            const isBurst = event.timeStamp - lastKeyAt.current <= maxGapMs
            lastKeyAt.current = event.timeStamp
            const isSeparator = keyText(event.nativeEvent) === groupSeparator
            // A slow Tab is a person's, on her way to the next field.
            const isSuffix = event.key === 'Tab' && isBurst
            if (!isSeparator && !isSuffix) return
            event.preventDefault()
            put((held) => held + (isSeparator ? groupSeparator : '\t'))
          }}
          onChange={(event) => {
            const { value } = event.target
            put((held) => (isOver.current ? value.slice(text.length) : value || held))
          }}
        />
      )}
    </Field>
  )
}
