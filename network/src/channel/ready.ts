/**
 * Whether a submit through any gateway would find its endorsers. Healthy is less: after a start the organisations' peers
 * must first hear of one another.
 */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { credentials, Client } from '@grpc/grpc-js'
import { connect, signers } from '@hyperledger/fabric-gateway'
import { endpointOf, tlsFilesOf, userFiles } from '../config/cryptoFiles.ts'
import { channel, type Layout, type PlannedPeer } from '../layout.ts'

const pauseMs = 100

/** @throws Error with the last answer of a gateway that is not ready in time */
export async function ready(
  layout: Layout,
  peers: readonly PlannedPeer[],
  chaincode: string,
  timeoutMs = 30_000,
): Promise<void> {
  await Promise.all(peers.map((peer) => gatewayReady(layout, peer, chaincode, Date.now() + timeoutMs)))
}

async function gatewayReady(
  layout: Layout,
  peer: PlannedPeer,
  chaincode: string,
  deadline: number,
): Promise<void> {
  const client = new Client(
    endpointOf(peer),
    credentials.createSsl(readFileSync(tlsFilesOf(layout, peer).ca)),
  )
  const { certificate, privateKey } = userFiles(layout.dir, peer.organisation, 'User1')
  const gateway = connect({
    client,
    identity: { mspId: peer.organisation.msp, credentials: readFileSync(certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(privateKey))),
    endorseOptions: () => ({ deadline: Date.now() + 10_000 }),
  })
  try {
    const contract = gateway.getNetwork(channel).getContract(chaincode)
    for (;;) {
      // No contract has it: each endorser refuses, and nothing is ever ordered.
      const proposal = contract.newProposal('readiness:asked', {
        endorsingOrganizations: layout.organisations.map(({ msp }) => msp),
      })
      const answer = await proposal.endorse().then(() => null, said)
      if (answer === null || answer.includes('chaincode response 500')) return
      if (Date.now() > deadline) throw new Error(`the gateway of ${peer.name} is not ready: ${answer}`)
      await delay(pauseMs)
    }
  } finally {
    gateway.close()
    client.close()
  }
}

/** What a gateway and the endorsers behind it said. */
function said(error: unknown): string {
  const { message, details = [] } = error as Error & { details?: { mspId: string; message: string }[] }
  return [message, ...details.map((each) => `${each.mspId}: ${each.message}`)].join('; ')
}
