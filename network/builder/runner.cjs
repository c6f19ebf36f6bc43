// Runs a bundled chaincode for a peer, as this one process: node runner.cjs BUILT METADATA PIDS
// The peer's own word on who it is and how to reach it stands in METADATA/chaincode.json.
const { readFileSync, renameSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const [built, metadata, pids] = process.argv.slice(2)
const peer = JSON.parse(readFileSync(join(metadata, 'chaincode.json'), 'utf8'))

// The other end of these streams is the peer: one that is gone ends this process instead of letting it spin.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))
const parent = process.ppid
setInterval(() => process.ppid === parent || process.exit(1), 1_000).unref()

writePidFile()
const base64 = (pem) => Buffer.from(pem).toString('base64')
Object.assign(process.env, {
  CORE_CHAINCODE_ID_NAME: peer.chaincode_id,
  CORE_PEER_LOCALMSPID: peer.mspid,
  CORE_PEER_TLS_ENABLED: 'true',
  CORE_PEER_TLS_ROOTCERT_FILE: write('root.pem', peer.root_cert),
  CORE_TLS_CLIENT_KEY_PATH: write('client.key', base64(peer.client_key)),
  CORE_TLS_CLIENT_CERT_PATH: write('client.crt', base64(peer.client_cert)),
  // Refusals are answers, not errors worth a line each.
  CORE_CHAINCODE_LOGGING_LEVEL: 'CRITICAL',
})
process.argv.splice(
  2,
  Infinity,
  '--peer.address',
  peer.peer_address,
  '--chaincode-id-name',
  peer.chaincode_id,
)
require(join(built, 'chaincode.cjs'))

function write(name, text) {
  const path = join(metadata, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** The same record as processes/pidFile.ts writes. The port tells which peer of the organisation this one serves. */
function writePidFile() {
  const [label, hash] = peer.chaincode_id.split(':')
  const names = JSON.parse(readFileSync(join(pids, 'peers'), 'utf8'))
  const node = names[peer.peer_address.split(':').at(-1)]
  const record = {
    name: `${label.split('_')[0]}@${node}`,
    kind: 'chaincode',
    pid: process.pid,
    started: startOf(),
  }
  const file = join(pids, `${record.name}-${hash.slice(0, 8)}.json`)
  writeFileSync(`${file}.new`, JSON.stringify(record))
  renameSync(`${file}.new`, file)
}

function startOf() {
  if (process.platform !== 'linux') {
    const { execFileSync } = require('node:child_process')
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(process.pid)], { encoding: 'utf8' }).trim()
  }
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`
}
