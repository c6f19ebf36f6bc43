import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  issueAuthority,
  newPrivateKey,
  privateKeyFrom,
} from '../../server/src/ledger/embedded/identity/certificates.ts'

/** Writes `ca.pem` and its `key.pem`, new ones each time, into `dir`: all that a profile of the regulator's names. */
export async function writeProfileKeys(dir: string): Promise<void> {
  const key = newPrivateKey()
  writeFileSync(join(dir, 'ca.pem'), await issueAuthority('RegulatorMSP', key, Date.now()))
  writeFileSync(join(dir, 'key.pem'), privateKeyFrom(key).export({ type: 'pkcs8', format: 'pem' }))
}

/** The profile of the regulator's node beside those files. @param endpoint its peer's `host:port` */
export function profileAt(endpoint: string) {
  const peers = [{ endpoint, tlsCa: 'ca.pem' }]
  return {
    ...{ v: 1, channel: 'main', chaincode: 'veritrail' },
    hosts: [{ msp: 'RegulatorMSP', certificate: 'ca.pem', privateKey: 'key.pem', peers }],
    organisations: [{ msp: 'RegulatorMSP', ca: 'ca.pem' }],
  }
}
