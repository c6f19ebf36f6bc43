/** The languages there are, and which one this browser's person wants. */
import { deviceMemory } from '../deviceMemory.ts'

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const key = 'veritrail.language'

export function isLanguage(text: string): text is Language {
  return text in languages
}

/** What was chosen here, else the first of the browser's languages that we have, else English. */
export function chosenLanguage(): Language {
  const wanted = [
    deviceMemory.get(key) ?? '',
    ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()),
  ]
  return wanted.find(isLanguage) ?? 'en'
}

export function keepLanguage(language: Language): void {
  deviceMemory.set(key, language)
}
