/** Texts: one file a language and area of pages, fetched when the first page of the area is opened. */
import i18next, { type BackendModule, type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { chosenLanguage } from './languages.ts'

const files = import.meta.glob<ResourceKey>('./*/*.json', { import: 'default' })

const fetchTexts: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, area, done) {
    const load = files[`./${language}/${area}.json`]
    if (load === undefined) done(new Error(`no texts ${area} in ${language}`), null)
    else
      load().then(
        (texts) => done(null, texts),
        (error: unknown) => done(error as Error, null),
      )
  },
}

export async function startI18n(): Promise<void> {
  const language = chosenLanguage()
  document.documentElement.lang = language
  i18next.on('languageChanged', (now) => {
    document.documentElement.lang = now
  })
  await i18next
    .use(fetchTexts)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ['frame', 'problems'],
      defaultNS: 'frame',
      // React escapes.
      interpolation: { escapeValue: false },
      returnNull: false,
    })
}
