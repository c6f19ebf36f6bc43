import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseTheme, chosenTheme } from '../../themeChoice.ts'
import { Icon } from '../Icon.tsx'
import styles from './Switch.module.css'

/** To the other of light and dark; the account page also offers the system's own. */
export function ThemeSwitch() {
  const { t } = useTranslation()
  const [choice, setChoice] = useState(chosenTheme)
  const isDark =
    choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  const next = isDark ? 'light' : 'dark'
  return (
    <button
      type="button"
      className={styles.switch}
      aria-label={t(`theme.to.${next}`)}
      onClick={() => {
        chooseTheme(next)
        setChoice(next)
      }}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  )
}
