/**
 * Runs the installed contracts again over the transactions they wrote, each on the state its block found, and compares
 * what they would write now with what is recorded. A transaction that another of its block had overtaken is not valid,
 * so the state before the block is all that a valid one can have seen.
 */
import { isDeepStrictEqual } from 'node:util'
import { validationCodes } from '../../port.ts'
import type { Chain, SignedTransaction } from '../chain/chain.ts'
import type { RulesTally } from '../../verification.ts'
import type { CallContract } from '../contracts/contractCaller.ts'
import { Simulation } from '../contracts/simulation.ts'
import { LedgerFault } from './ledgerFault.ts'

export function newTally(): RulesTally {
  return { checked: 0, skipped: { otherContract: 0, secret: 0, invalid: 0 } }
}

export interface InstalledRules {
  contract: string
  callContract: CallContract
}

export async function runRulesAgain(
  transactions: readonly SignedTransaction[],
  codes: readonly number[],
  before: Chain,
  rules: InstalledRules,
  tally: RulesTally,
): Promise<void> {
  for (const [index, transaction] of transactions.entries()) {
    if (codes[index] !== validationCodes.valid) tally.skipped.invalid++
    else if (transaction.content.contract !== rules.contract) tally.skipped.otherContract++
    else if (await fits(transaction, before, rules.callContract, index)) tally.checked++
    else tally.skipped.secret++
  }
}

/** false: it cannot be told without the secret. */
async function fits(
  transaction: SignedTransaction,
  before: Chain,
  callContract: CallContract,
  index: number,
): Promise<boolean> {
  const { content, member, txId } = transaction
  const simulation = new Simulation(before.state, before.blocks, 'submit', () => true)
  const { channel, fn, requestId, input, at } = content
  const creator = { mspid: member.msp, idBytes: member.pem }
  const proposal = { channel, txId, fn, at, creator, args: [requestId, input], secret: {} }
  const answer = await callContract(proposal, simulation)
  if (answer.readSecret || simulation.missedPrivateValue) return false
  const fault = (reason: string, key: string | null = null) =>
    new LedgerFault(`transaction ${index} (${fn}): ${reason}`, { block: before.height, key })
  if (answer.payload === null) throw fault(`the rules refuse it: ${answer.message}`)
  const { writes, hashedWrites } = simulation.result()
  for (const [at, write] of content.writes.entries()) {
    if (!isDeepStrictEqual(plain(write), plain(writes[at])))
      throw fault('the rules write something else', write.key)
  }
  if (writes.length !== content.writes.length)
    throw fault('the rules write more', writes[content.writes.length]?.key)
  if (!isDeepStrictEqual(hashedWrites.map(plain), content.hashedWrites.map(plain)))
    throw fault('the rules write other private data')
  if (!isDeepStrictEqual(plain(answer.event ?? {}), plain(content.event ?? {})))
    throw fault('the rules tell another event')
  return true
}

/** Bytes as text, so that views and copies compare. */
function plain(record: object | undefined): unknown {
  return Object.entries(record ?? {}).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : (value as unknown),
  ])
}
