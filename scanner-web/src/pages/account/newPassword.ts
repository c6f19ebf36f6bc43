import type { ParseKeys } from 'i18next'

/** As the server has it: length counts, composition rules do not (NIST SP 800-63B section 3.1.1.2). */
const shortest = 12

/** null: nothing wrong with it, as far as can be told here. */
export function newPasswordFault(password: string, email: string | null): ParseKeys<'account'> | null {
  if (password === '') return null
  // Code points, as the server counts them.
  if (Array.from(password).length < shortest) return 'newPassword.short'
  if (email !== null && password.toLowerCase() === email.trim().toLowerCase()) return 'newPassword.isEmail'
  return null
}
