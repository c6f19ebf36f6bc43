import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { verifyLedger } from '../../server/src/ledger/embedded/verify/verifyLedger.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import { openNoteLedger } from './openTestLedger.ts'
import { look } from './takeNotes.ts'

const busyLedger = fileURLToPath(new URL('busyLedger.ts', import.meta.url))

describe('a ledger whose process is killed under load', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-killed-'))
  const masterKey = randomBytes(32)
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Keys that were acknowledged before the process was killed, at a point it did not choose. */
  async function runAndKill(round: number): Promise<string[]> {
    const args = ['--import', 'tsx', busyLedger, folder, masterKey.toString('hex'), `round${round}`]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const acknowledged: string[] = []
    const enough = 20 + Math.floor(Math.random() * 600)
    for await (const key of createInterface({ input: child.stdout })) {
      acknowledged.push(key)
      if (acknowledged.length === enough) child.kill('SIGKILL')
    }
    return acknowledged
  }

  it('has every acknowledged transaction, none by half, and verifies', async () => {
    const acknowledged: string[] = []
    for (let round = 0; round < 4; round++) {
      acknowledged.push(...(await runAndKill(round)))
      const found = await verifyLedger({ dir: join(folder, 'ledger') })
      assert.deepEqual(found.fault, null)
    }
    const keystore = openKeystore(folder, masterKey)
    const ledger = await openNoteLedger({ dir: join(folder, 'ledger'), keystore })
    assert.ok(acknowledged.length >= 80)
    for (const key of acknowledged) {
      assert.deepEqual(
        await look(ledger, [
          { do: 'get', key },
          { do: 'getPrivate', key },
        ]),
        [key, key],
      )
    }
    await ledger.close()
  })

  it('can be verified while another process writes to it', async () => {
    const args = ['--import', 'tsx', busyLedger, folder, masterKey.toString('hex'), 'beside']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    await lines.next()
    const found = await verifyLedger({ dir: join(folder, 'ledger') })
    assert.deepEqual(found.fault, null)
    assert.equal(typeof (await lines.next()).value, 'string', 'it was still writing')
    child.kill('SIGKILL')
  })
})
