/** Where pack keys lie: with those who verify, and on no disk of their maker's peer nor of a wholesaler's. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { toBase64url } from '../../../chaincode/src/domain/bytes.ts'
import { keyIdOf } from '../../../chaincode/src/domain/names.ts'
import { openFabricLedger } from '../../../server/src/ledger/fabric/fabricLedger.ts'
import { loadProfile } from '../../../server/src/ledger/fabric/profile.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { nodeHashing } from '../../../server/src/platform/hashing.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import * as given from '../../domain/given.ts'
import { freshDatabase } from '../../server/database.ts'
import { temporaryFolder } from '../../server/temporaryFolder.ts'
import { readAgreedChain } from '../peerChain.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { sharedChaincode } from '../admittedMaker.ts'

/** Several, since a database may have cut one of them in two where a page ends. */
const packKeys = Array.from({ length: 12 }, () => randomBytes(32))

describe("pack keys deposited through the maker's own gateway", () => {
  const network = useNetwork()
  const folder = temporaryFolder()

  it("are on the verifiers' and the regulator's disks, and on no disk of the maker's or the wholesalers' peer", async () => {
    const chaincode = await sharedChaincode(network())
    const ledger = await openFabricLedger({
      profile: { ...loadProfile(network().profiles.manufacturers), chaincode },
      dir: folder.path,
      keystore: openKeystore(folder.path, randomBytes(32)),
      envelopes: new OutboxStore(await freshDatabase()),
    })
    const deposits = packKeys.map(async (packKey) => {
      const keyId = toBase64url(keyIdOf(nodeHashing, packKey))
      const options = { as: given.manufacturers, requestId: v7(), secret: { packKey } }
      return (await ledger.submit('packKey:deposit', { keyId }, options)).height
    })
    await readAgreedChain(network(), Math.max(...(await Promise.all(deposits))))
    await ledger.close()

    const peers = network()
      .nodes()
      .filter(({ kind }) => kind === 'peer')
    // What a database holds in memory and its journal goes into its tables when it is opened again.
    await Promise.all(peers.map(({ name }) => network().kill(name, 'SIGTERM')))
    await Promise.all(peers.map(({ name }) => network().start(name)))
    await network().ready(chaincode)
    for (const { name, msp, dataDir } of peers) {
      const found = await keysBelow([
        dataDir ?? assert.fail(name),
        join(network().dir, 'logs', `${name}.log`),
      ])
      if (msp === given.regulator || msp === given.pharmacies)
        assert.ok(found > packKeys.length / 2, `${name} is a member, and ${found} keys were found there`)
      else assert.equal(found, 0, name)
    }
  }).timeout(300_000)
})

/** How many of the keys stand in some file there: as they are, or as text in one of the usual ways. */
async function keysBelow(paths: readonly string[]): Promise<number> {
  const found = new Set<Buffer>()
  for (const path of paths) {
    for (const bytes of await filesBelow(path)) {
      for (const key of packKeys) if (isIn(bytes, key)) found.add(key)
    }
  }
  return found.size
}

function isIn(bytes: Buffer, key: Buffer): boolean {
  const hex = key.toString('hex')
  const texts = [key.toString('base64url'), key.toString('base64'), hex, hex.toUpperCase()]
  return bytes.includes(key) || texts.some((text) => bytes.includes(text))
}

async function filesBelow(path: string): Promise<Buffer[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return [await readFile(path)]
  const files = entries.filter((entry) => entry.isFile())
  return await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))))
}
