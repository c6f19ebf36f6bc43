import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { may, type Me } from '../../api/session.ts'
import { navigation, type NavigationEntry } from '../../navigation.ts'
import { Dialog } from '../Dialog.tsx'
import { Icon } from '../Icon.tsx'
import { Brand } from './Brand.tsx'
import styles from './FullFrame.module.css'
import { LogOutButton } from './LogOutButton.tsx'

/** On a phone so many fit at its bottom, beside "more". */
const onThePhone = 3

/** Menu at the side of a screen, at the bottom of a phone where the thumb is. */
export function FullFrame({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTranslation()
  const [moreOpen, setMoreOpen] = useState(false)
  const entries = navigation.filter(({ needs }) => needs === null || may(me, needs))
  const more = entries.slice(onThePhone)
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t('nav.skip')}
      </a>
      <header className={styles.side}>
        <Brand />
        <nav className={styles.menu} aria-label={t('nav.label')}>
          <Entries entries={entries} />
        </nav>
        <Person me={me} />
        <LogOutButton />
      </header>
      <header className={styles.top}>
        <Brand />
        <span className={styles.where}>{me.site?.name ?? me.participant.name}</span>
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <nav className={styles.bottom} aria-label={t('nav.label')}>
        <Entries entries={entries.slice(0, onThePhone)} />
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={moreOpen}
          onClick={() => setMoreOpen(true)}
        >
          <Icon name="menu" />
          {t('nav.more')}
        </button>
      </nav>
      <Dialog open={moreOpen} onClose={() => setMoreOpen(false)} title={t('nav.more')}>
        <Person me={me} />
        {more.length > 0 && (
          <nav className={styles.menu} aria-label={t('nav.more')}>
            <Entries entries={more} onFollow={() => setMoreOpen(false)} />
          </nav>
        )}
        <LogOutButton />
      </Dialog>
    </div>
  )
}

function Entries({ entries, onFollow }: { entries: readonly NavigationEntry[]; onFollow?: () => void }) {
  const { t } = useTranslation()
  return (
    <ul>
      {entries.map(({ to, text, icon }) => (
        <li key={to}>
          <Link to={to} {...(onFollow && { onClick: onFollow })}>
            <Icon name={icon} />
            {t(text)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Person({ me }: { me: Me }) {
  return (
    <div className={styles.person}>
      <strong>{me.name}</strong>
      <span>{me.participant.name}</span>
      {me.site && <span>{me.site.name}</span>}
    </div>
  )
}
