import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice.tsx'
import type { Tone } from '../../components/tones.ts'
import type { Verification } from './round.ts'

type Finding = NonNullable<Verification['signature']>['finding']

const tones: Readonly<Record<Finding, Tone>> = {
  'made-by': 'good',
  'key-revoked': 'caution',
  'key-not-yet-valid': 'caution',
  'not-made-by': 'caution',
  'key-unknown': 'caution',
  'not-checkable': 'info',
}

/** Whose signature the code carries; never part of the verdict, so never in its colours' full strength. */
export function SignatureNotice({ answer: { signature } }: { answer: Verification }) {
  const { t } = useTranslation('counter')
  if (signature === null) return null
  const { finding } = signature
  return (
    <Notice tone={tones[finding]}>
      <p>{t(`signature.${finding}.said`)}</p>
      <p>{t(`signature.${finding}.more`)}</p>
    </Notice>
  )
}
