import { useTranslation } from 'react-i18next'
import { keepLanguage, languages, type Language } from '../../language/languages.ts'
import styles from './Switch.module.css'

/** Names the language it leads to, in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation()
  const all = Object.keys(languages) as Language[]
  const next = all[(all.indexOf(i18n.language as Language) + 1) % all.length] ?? 'en'
  return (
    <button
      type="button"
      className={styles.switch}
      lang={next}
      onClick={() => {
        keepLanguage(next)
        void i18n.changeLanguage(next)
      }}
    >
      {languages[next]}
    </button>
  )
}
