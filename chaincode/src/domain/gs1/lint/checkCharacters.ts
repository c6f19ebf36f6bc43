/** Check digits and check character pairs. Source: GS1 General Specifications 7.9.1 and 7.9.5. */
import { checkDigit } from '../keys.ts'
import { digits, notADigit, type Linter } from './linter.ts'

export const csum: Linter = (value) => {
  if (!digits.test(value)) return notADigit
  if (value === '') return 'The component is too short to perform a numeric check digit calculation.'
  return value.at(-1) === checkDigit(value.slice(0, -1)) ? null : 'The numeric check digit is incorrect.'
}

const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const set32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** The check character pair that completes `data` (characters of set 82): weights are primes from the right, modulus 1021. */
export function checkPair(data: string): string {
  let sum = 0
  let prime = 2
  for (let i = data.length - 1; i >= 0; i--) {
    sum = (sum + set82.indexOf(data.charAt(i)) * prime) % 1021
    prime = nextPrime(prime)
  }
  return set32.charAt(sum >> 5) + set32.charAt(sum & 31)
}

function nextPrime(after: number): number {
  for (let n = after + 1; ; n++) {
    let divisor = 2
    while (divisor * divisor <= n && n % divisor !== 0) divisor++
    if (divisor * divisor > n) return n
  }
}

export const csumalpha: Linter = (value) => {
  if (value.length < 2) {
    return 'The component is too short to perform an alphanumeric check character pair calculation.'
  }
  const expected = checkPair(value.slice(0, -2))
  return value.endsWith(expected) ? null : 'The alphanumeric check-character pair are incorrect.'
}
