import { deviceMemory } from './deviceMemory.ts'

/** Light, dark, or as the system has it. */
export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

const key = 'veritrail.theme'

export function chosenTheme(): ThemeChoice {
  const kept = deviceMemory.get(key)
  return themeChoices.find((each) => each === kept) ?? 'system'
}

export function chooseTheme(choice: ThemeChoice): void {
  deviceMemory.set(key, choice)
  showTheme(choice)
}

export function showTheme(choice: ThemeChoice): void {
  const { dataset } = document.documentElement
  if (choice === 'system') delete dataset.theme
  else dataset.theme = choice
}
