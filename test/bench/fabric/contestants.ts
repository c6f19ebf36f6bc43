/** The two chaincodes on one network, each with what calls it: both through the same gateway, for the same organisation. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { bundleChaincode, productChaincode } from '../../../network/src/chaincode/bundle.ts'
import type { Network } from '../../../network/src/network.ts'
import { loadConfig } from '../../../server/src/config.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import type { OpenLedger } from '../../../server/src/ledger/port.ts'
import { openLedger } from '../../../server/src/openLedger.ts'
import { openStores } from '../../../server/src/openStores.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import * as given from '../../domain/given.ts'
import { admitMaker } from '../../fabric/admittedMaker.ts'
import { accessPeer } from '../../fabric/peerAccess.ts'
import { profileOf } from '../../fabric/profileOf.ts'
import { stockPacks } from './packStock.ts'

export interface Contestant {
  /** Resolves when the transaction is known to be valid. */
  submit: () => Promise<unknown>
  /** One record by its key. */
  evaluate: () => Promise<unknown>
}

/** A pharmacy's, both: its first peer is the gateway. */
const as = given.pharmacies

export interface Ours extends Contestant {
  /** With which a server joins this chaincode. */
  profile: string
  /** Length of each key that a submit writes, and of its value. */
  writes: { key: number; value: number }[]
  close: () => Promise<void>
}

/** A pack's supply, through the adapter with its outbox in Postgres. */
export async function openOurs(network: Network, dataDir: string, packs: number): Promise<Ours> {
  const name = 'measured'
  await network.deploy({ ...(await productChaincode()), name })
  const profile = profileOf(network, 'all', name)
  ;(await admitMaker(network, name)).close()
  const config = loadConfig({ DATA_DIR: dataDir, LEDGER: 'fabric', FABRIC_PROFILE: profile, PORT: '1' })
  const logger = createLogger('silent')
  const stores = await openStores(config, logger, () => undefined)
  const envelopes = new OutboxStore(stores.database)
  const ledger = await openLedger({ ...stores, config, clock: Date.now, logger, envelopes })
  const stock = stockPacks(packs)
  await ledger.submit('batch:register', stock.batch, { as: given.manufacturers, requestId: v7() })

  const submit = () => ledger.submit('pack:supply', stock.supplyNext(), { as, requestId: v7() })
  const { event, height } = await submit()
  return {
    ...{ profile, submit },
    evaluate: () => ledger.evaluate('pack:read', { packId: event.packId }, { as }),
    writes: await writesAt(ledger, height),
    async close() {
      await ledger.close()
      await stores.close()
    },
  }
}

async function writesAt(ledger: OpenLedger, height: number): Promise<Ours['writes']> {
  for await (const { transactions } of ledger.blocks(height, new AbortController().signal)) {
    const writes = transactions.flatMap((transaction) => transaction.writes)
    return writes.map(({ key, value }) => ({ key: key.length, value: value?.length ?? 0 }))
  }
  throw new Error('the ledger ended')
}

/** As many keys of the same size, through Fabric's own client with our signer. */
export async function openMinimal(
  network: Network,
  writes: Ours['writes'],
): Promise<Contestant & { close: () => void }> {
  const name = 'minimal'
  const bundle = await bundleChaincode(join(import.meta.dirname, 'minimalChaincode.ts'))
  await network.deploy({ name, version: '1', bundle, collections: [] })
  const access = accessPeer(network, 'pharmacies-0', as)
  const contract = access.gateway.getNetwork(network.channel).getContract(name)
  const newKey = (length: number) => randomBytes(length).toString('base64url').slice(0, length)
  const known = newKey(writes[0]?.key ?? 1)
  await contract.submitTransaction('put', known, String(writes[0]?.value ?? 1))
  return {
    submit: () =>
      contract.submitTransaction('put', ...writes.flatMap(({ key, value }) => [newKey(key), String(value)])),
    evaluate: () => contract.evaluateTransaction('get', known),
    close: access.close,
  }
}
