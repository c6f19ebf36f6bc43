/** Looks at one component's value (a byte string) and says what is wrong with it, or null. */
export type Linter = (value: string) => string | null

export const digits = /^[0-9]*$/

export const notADigit = 'A non-digit character was found where a digit is expected.'
