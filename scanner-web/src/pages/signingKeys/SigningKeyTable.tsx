import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { ParticipantName } from '../../components/ParticipantName.tsx'
import { Empty } from '../../components/states/Empty.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import type { Tone } from '../../components/tones.ts'
import { useFormat } from '../../language/useFormat.ts'
import { keyStateOf, type KeyState, type SigningKey } from './keyState.ts'
import { RevokeKeyDialog } from './RevokeKeyDialog.tsx'

interface SigningKeyTableProps {
  keys: readonly SigningKey[]
  /** GLN of the participant whose keys may be revoked here. */
  own: string
  mayRegister: boolean
  mayRevoke: boolean
  /** Called with a sentence. */
  onRevoked: (said: string) => void
}

const tones: Readonly<Record<KeyState, Tone | 'plain'>> = {
  upcoming: 'info',
  inUse: 'good',
  ended: 'plain',
  revoked: 'bad',
}

export function SigningKeyTable({ keys, own, mayRegister, mayRevoke, onRevoked }: SigningKeyTableProps) {
  const { t } = useTranslation('signingKeys')
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const [revoking, setRevoking] = useState<SigningKey | null>(null)
  if (keys.length === 0) {
    return (
      <Empty icon="key" title={t('emptyTitle')}>
        {mayRegister ? t('empty') : t('emptyForOthers')}
      </Empty>
    )
  }
  const isOwn = (key: SigningKey) => key.participant === own
  const columns: Column<SigningKey>[] = [
    { title: t('keyId'), show: ({ keyId }) => <span className="code">{keyId}</span> },
    { title: t('maker'), show: ({ participant }) => <ParticipantName gln={participant} /> },
    { title: t('from'), show: ({ validFrom }) => format.day(validFrom) },
    {
      title: t('until'),
      show: ({ validUntil }) => (validUntil === null ? t('openEnd') : format.day(validUntil)),
    },
    {
      title: t('stateTitle'),
      show: (key) => {
        const state = keyStateOf(key, now)
        return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      },
    },
  ]
  if (mayRevoke && keys.some(isOwn)) {
    columns.push({
      title: t('action'),
      show: (key) =>
        isOwn(key) && key.revokedAt === null ? (
          <Button
            look="quiet"
            aria-label={t('revokeTitle', { keyId: key.keyId })}
            onClick={() => setRevoking(key)}
          >
            {t('revoke')} …
          </Button>
        ) : null,
    })
  }
  return (
    <>
      <Table
        caption={t('title')}
        columns={columns}
        rows={keys}
        keyOf={({ participant, keyId }) => `${participant}/${keyId}`}
      />
      {revoking && (
        <RevokeKeyDialog signingKey={revoking} onClose={() => setRevoking(null)} onDone={onRevoked} />
      )}
    </>
  )
}
