import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import styles from './PackPanel.module.css'
import type { Verification } from './round.ts'

interface CandidatesProps {
  answer: Verification
  onChoose: (elementString: string) => void
}

/** Readings that fit equally well: none is guessed. */
export function Candidates({ answer: { candidates }, onChoose }: CandidatesProps) {
  const { t } = useTranslation('counter')
  if (candidates.length === 0) return null
  return (
    <ul className={styles.candidates} aria-label={t('ambiguous.label')}>
      {candidates.map(({ elementString }) => (
        <li key={elementString}>
          <code>{elementString.replaceAll('\u001d', ' ⁞ ')}</code>
          <Button onClick={() => onChoose(elementString)}>{t('ambiguous.use')}</Button>
        </li>
      ))}
    </ul>
  )
}
