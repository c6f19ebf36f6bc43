/** The product's chaincode under a name of its own, for all tests of faults: deployed and founded once a run. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { productChaincode } from '../../../network/src/chaincode/bundle.ts'
import type { Network } from '../../../network/src/network.ts'
import { founding } from '../../chaincode/admitted.ts'
import * as given from '../../domain/given.ts'
import { chaincodeAt } from '../chaincodeAt.ts'
import { valid } from '../validationCodes.ts'

export const chaincode = 'faults'

let deployed: Promise<string> | undefined

/** @returns the path of the profile with which a server that hosts all organisations joins it */
export async function foundedProfile(network: Network): Promise<string> {
  return await (deployed ??= deploy(network))
}

async function deploy(network: Network): Promise<string> {
  await network.deploy({ ...(await productChaincode()), name: chaincode })
  const regulator = chaincodeAt(network, chaincode, given.regulator)
  assert.equal((await regulator.submit('organisation:init', founding)).code, valid)
  regulator.access.close()
  const { all } = network.profiles
  const file = join(dirname(all), `${chaincode}.json`)
  const profile = JSON.parse(readFileSync(all, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...profile, chaincode }))
  return file
}
