import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, Stack } from '../../components/Card.tsx'
import { Choices } from '../../components/form/Choices.tsx'
import { keepLanguage, languages, type Language } from '../../language/languages.ts'
import { chooseTheme, chosenTheme, themeChoices } from '../../themeChoice.ts'

const icons = { system: 'sliders', light: 'sun', dark: 'moon' } as const
const names = Object.entries(languages) as [Language, string][]

/** Kept in this browser: a counter's screen and a phone differ. */
export function AppearanceCard() {
  const { t, i18n } = useTranslation('account')
  const [theme, setTheme] = useState(chosenTheme)
  return (
    <Card title={t('appearance.title')}>
      <Stack>
        <Choices
          label={t('appearance.language')}
          value={i18n.language as Language}
          onChange={(language) => {
            keepLanguage(language)
            void i18n.changeLanguage(language)
          }}
          options={names.map(([value, text]) => ({ value, text, lang: value }))}
        />
        <Choices
          label={t('appearance.colours')}
          value={theme}
          onChange={(choice) => {
            chooseTheme(choice)
            setTheme(choice)
          }}
          options={themeChoices.map((value) => ({
            value,
            text: t(`appearance.${value}`),
            icon: icons[value],
          }))}
        />
      </Stack>
    </Card>
  )
}
