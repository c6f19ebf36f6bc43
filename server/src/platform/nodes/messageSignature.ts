/** HTTP Message Signatures (RFC 9421) with ECDSA on P-256 over SHA-256 (section 3.3.4: r | s, 64 bytes). */
import { sign, verify, type KeyObject } from 'node:crypto'

/** What a signature covers: a component's identifier (section 2) and its value in this message. */
export type Component = readonly [identifier: string, value: string]

/** As Signature-Input holds it after its label, section 2.3: `("@method" "@path");created=...`. */
export function signatureParameters(
  identifiers: readonly string[],
  parameters: Readonly<Record<string, string | number>>,
): string {
  const covered = identifiers.map((identifier) => `"${identifier}"`).join(' ')
  const rest = Object.entries(parameters).map(
    ([name, value]) => `;${name}=${typeof value === 'number' ? String(value) : `"${value}"`}`,
  )
  return `(${covered})${rest.join('')}`
}

/** @param parameters value of Signature-Input for this signature @returns the value of Signature */
export function signMessage(key: KeyObject, components: readonly Component[], parameters: string): string {
  return sign('sha256', signatureBase(components, parameters), rawSignature(key)).toString('base64')
}

/** @param signature base64 */
export function verifyMessage(
  key: KeyObject,
  components: readonly Component[],
  parameters: string,
  signature: string,
): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return verify('sha256', signatureBase(components, parameters), rawSignature(key), bytes)
}

/** Section 2.5. */
function signatureBase(components: readonly Component[], parameters: string): Buffer {
  const lines: Component[] = [...components, ['@signature-params', parameters]]
  return Buffer.from(lines.map(([identifier, value]) => `"${identifier}": ${value}`).join('\n'))
}

function rawSignature(key: KeyObject) {
  return { key, dsaEncoding: 'ieee-p1363' } as const
}
