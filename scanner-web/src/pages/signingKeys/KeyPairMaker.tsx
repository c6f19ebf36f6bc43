import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, DownloadLink } from '../../components/Button.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { makeKeyPair, type KeyPair } from './makeKeyPair.ts'
import styles from './signingKeys.module.css'

export interface SavedKey extends KeyPair {
  /** The file with its private half was asked for. */
  isSaved: boolean
}

interface KeyPairMakerProps {
  made: SavedKey | null
  onMade: (key: SavedKey) => void
  tried: boolean
}

/** Makes a key pair in this browser; before its public half is registered, the private one is in a file of the maker's. */
export function KeyPairMaker({ made, onMade, tried }: KeyPairMakerProps) {
  const { t } = useTranslation('signingKeys')
  const [busy, setBusy] = useState(false)
  const [unable, setUnable] = useState(false)
  const make = async () => {
    setBusy(true)
    const pair = await makeKeyPair()
    setBusy(false)
    if (pair === null) setUnable(true)
    else onMade({ ...pair, isSaved: false })
  }
  if (unable) return <Notice tone="caution">{t('makeUnable')}</Notice>
  if (made === null) {
    return (
      <div className={styles.gap}>
        <Button icon="key" busy={busy} onClick={() => void make()}>
          {t('make')}
        </Button>
        {tried && <Notice tone="caution">{t('makeFirst')}</Notice>}
      </div>
    )
  }
  // Never sent: it goes from this page's memory into the file.
  const file = `data:application/x-pem-file,${encodeURIComponent(made.privatePem)}`
  return (
    <div className={styles.gap}>
      <Facts>
        <Fact name={t('keyId')}>
          <span className="code">{made.keyId}</span>
        </Fact>
        <Fact name={t('publicKey')}>
          <span className="code">{made.publicKey}</span>
        </Fact>
      </Facts>
      <Notice tone={made.isSaved ? 'good' : 'caution'}>
        <p>{made.isSaved ? t('saved') : t('saveFirst')}</p>
        <p>{t('saveWhy')}</p>
      </Notice>
      <DownloadLink
        look={made.isSaved ? 'side' : 'main'}
        href={file}
        download={`signing-key-${made.keyId}.pem`}
        onClick={() => onMade({ ...made, isSaved: true })}
      >
        {t('save')}
      </DownloadLink>
    </div>
  )
}
