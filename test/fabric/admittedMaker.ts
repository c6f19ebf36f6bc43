/** A chaincode on which the regulator and northLab are admitted, northLab's product is registered and its key deposited. */
import assert from 'node:assert/strict'
import type { Network } from '../../network/src/network.ts'
import { founding, productInput, proposalOf } from '../chaincode/admitted.ts'
import * as given from '../domain/given.ts'
import { productSource } from './productSource.ts'
import { valid } from './validationCodes.ts'
import { chaincodeAt, type ChaincodeAt, type Verdict } from './chaincodeAt.ts'

/** Who may hold pack keys, and so the only ones who are shown one. */
export const keyHolders = [given.regulator, given.pharmacies]

export interface AdmittedMaker {
  maker: ChaincodeAt
  regulator: ChaincodeAt
  close: () => void
}

export async function admitMaker(network: Network, chaincode: string): Promise<AdmittedMaker> {
  const regulator = chaincodeAt(network, chaincode, given.regulator)
  const maker = chaincodeAt(network, chaincode, given.manufacturers)
  const admitted = {
    ...{ maker, regulator },
    close() {
      for (const { access } of [maker, regulator]) access.close()
    },
  }
  try {
    await admit(admitted)
    return admitted
  } catch (error) {
    admitted.close()
    throw error
  }
}

async function admit({ maker, regulator }: AdmittedMaker): Promise<void> {
  accepted(await regulator.submit('organisation:init', founding))
  const proposal = proposalOf(given.northLab, given.manufacturers, ['manufacturer'])
  accepted(await regulator.submit('participant:vote', { proposal, approve: true }))
  accepted(await maker.submit('product:register', productInput))
  const secret = { packKey: given.packKey }
  accepted(await maker.submit('packKey:deposit', { keyId: given.keyId }, { endorsers: keyHolders, secret }))
}

/** The transaction counts, as its peer says; returns it. */
export function accepted(verdict: Verdict): Verdict {
  assert.equal(verdict.code, valid)
  return verdict
}

let shared: Promise<string> | undefined

/**
 * The product's chaincode, deployed once a run for all tests that only need a maker admitted to it: each chaincode is a
 * process for every peer.
 * @returns its name
 */
export async function sharedChaincode(network: Network): Promise<string> {
  return await (shared ??= deployShared(network))
}

async function deployShared(network: Network): Promise<string> {
  const { name } = await network.deploy(await productSource('admitted'))
  ;(await admitMaker(network, name)).close()
  return name
}
