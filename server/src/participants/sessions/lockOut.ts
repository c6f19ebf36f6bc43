/** Lock-out after failed log-ins, by account and by address; the answer never tells which, nor that there is one. */
import { hash } from 'node:crypto'
import { minuteMs, type Clock } from '../clock.ts'
import type { SessionStore } from './store.ts'

/** Failures in a quarter of an hour. An address may be a whole pharmacy's. */
export const attemptLimits = { account: 5, address: 30, windowMs: 15 * minuteMs } as const

/** Counts the attempt, whether the account exists or not. false: refuse it whatever the password. */
export async function mayTry(
  store: SessionStore,
  clock: Clock,
  email: string,
  address: string,
): Promise<boolean> {
  const now = new Date(clock())
  const windowStart = new Date(clock() - attemptLimits.windowMs)
  const ofAddress = await store.countAttempt(subjectOf('address', address), now, windowStart)
  if (ofAddress > attemptLimits.address) return false
  return (await store.countAttempt(subjectOf('account', email), now, windowStart)) <= attemptLimits.account
}

/** After a success: the account's failures are forgiven, the address loses only this attempt. */
export async function forgive(store: SessionStore, email: string, address: string): Promise<void> {
  await store.forgiveAttempts(subjectOf('account', email))
  await store.forgiveOneAttempt(subjectOf('address', address))
}

/** Hashed, since people type passwords into the wrong field. */
function subjectOf(kind: 'account' | 'address', text: string): string {
  return `${kind}/${hash('sha256', `${kind} ${text}`, 'base64url')}`
}
