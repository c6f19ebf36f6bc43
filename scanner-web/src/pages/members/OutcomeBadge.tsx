import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'

const tones = { open: 'info', admitted: 'good', rejected: 'bad' } as const

/** @param outcome of a proposal */
export function OutcomeBadge({ outcome }: { outcome: string }) {
  const { t } = useTranslation('members')
  const known = outcome as keyof typeof tones
  return <Badge tone={tones[known]}>{t(`outcome.${known}`)}</Badge>
}
