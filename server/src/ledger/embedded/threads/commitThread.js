// Writes blocks into the ledger's LMDB environment. LMDB is made for several threads, and lmdb-js shares one environment among them.
import { workerData } from 'node:worker_threads'
import { open } from 'lmdb'
import { answerQuestions } from './answerQuestions.js'

const { environment, tableOptions, tableNames } = workerData
const root = open(environment)
const tables = tableNames.map((name) => root.openDB({ ...tableOptions, name }))
const headers = tables[tableNames.indexOf('headers')]

answerQuestions(commit, () => root.close())

function commit({ height, changes }) {
  const bytes = Buffer.from(changes.buffer, changes.byteOffset, changes.length)
  root.transactionSync(() => {
    if (nextHeight() !== height) throw new Error('another process writes to this ledger')
    for (let at = 0; at < bytes.length;) at = apply(bytes, at)
  })
  return { answer: null }
}

function nextHeight() {
  for (const key of headers.getKeys({ reverse: true, limit: 1 })) return key.readUInt32BE() + 1
  return 0
}

/** One change of PackedChanges (changes.ts); where the next one begins. */
function apply(bytes, start) {
  const table = tables[bytes[start]]
  const keyEnd = start + 3 + bytes.readUInt16BE(start + 1)
  const key = bytes.subarray(start + 3, keyEnd)
  const length = bytes.readUInt32BE(keyEnd)
  const valueStart = keyEnd + 4
  if (length === 0) {
    table.removeSync(key)
    return valueStart
  }
  const end = valueStart + length - 1
  table.putSync(key, bytes.subarray(valueStart, end))
  return end
}
