/** A process that submits without end and prints each acknowledged key: to be killed. Arguments: folder, master key (hex), prefix. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import { NoteContract } from './noteContract.ts'
import { take } from './takeNotes.ts'

const [folder = '', masterKey = '', prefix = ''] = process.argv.slice(2)
const ledger = await openEmbeddedLedger({
  dir: join(folder, 'ledger'),
  keystore: openKeystore(folder, Buffer.from(masterKey, 'hex')),
  contracts: [NoteContract],
  contract: '0#notes',
})
let count = 0
const caller = async () => {
  for (;;) {
    const key = `${prefix}/${count++}`
    await take(ledger, [
      { do: 'get', key: 'shared' },
      { do: 'put', key, value: key },
      { do: 'putPrivate', key, value: key },
    ])
    say(`${key}\n`)
  }
}
await Promise.all(Array.from({ length: 32 }, caller))

/** One write, so that a line is there whole or not at all; a pipe that is full makes it wait. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}
