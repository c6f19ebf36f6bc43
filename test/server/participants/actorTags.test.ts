import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { parseGln, type Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import { createActorTags } from '../../../server/src/participants/actorTags.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import { temporaryFolder } from '../temporaryFolder.ts'

// The published vector's 13 digits; their check digit is none, which hashing does not look at.
const place = { msp: 'PharmaciesMSP', site: '9506000100008' as Gln }
const packId = Buffer.from('CjIBw-GxWEoi5xLt_SL08K_jqnBLN66OkfPinQ-f3UA', 'base64url')
const print = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

describe('actor tags', () => {
  const folder = temporaryFolder()

  it('are those of the ledger’s test vector', () => {
    const keystore = openKeystore(folder.path, randomBytes(32))
    keystore.write('org-secret-PharmaciesMSP', Buffer.alloc(32, 0x5a))
    const tags = createActorTags(keystore)
    assert.equal(print(tags.openingFor(place, packId, 1)), 'KLBdW7REaqvberW-LZWeqTl7dyE34eFhsdesm4yzhK8')
    assert.equal(print(tags.tagFor(place, packId, 1)), 'pqVTqKGG5KSu2BJlkdzuwIyZOcvtLzUt6N7fBqCXAH8')
    assert.equal(print(tags.commitmentFor(place)), '0fBmOkCVKtRTQL712UVTsuLfcfmuXNo34E_bp_Gq3y8')
  })

  it('stay the same over restarts and differ by organisation, site and touch', () => {
    const masterKey = randomBytes(32)
    const open = () => createActorTags(openKeystore(folder.path, masterKey))
    const first = open()
    assert.deepEqual(open().tagFor(place, packId, 1), first.tagFor(place, packId, 1))
    const others = [
      first.tagFor(place, packId, 2),
      first.tagFor({ ...place, msp: 'RegulatorMSP' }, packId, 1),
      first.tagFor({ ...place, site: parseGln('9506000100012') }, packId, 1),
    ]
    assert.equal(new Set([first.tagFor(place, packId, 1), ...others].map(print)).size, 4)
  })
})
