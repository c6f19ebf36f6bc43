/**
 * Checks a replica in a process of its own, since reading a damaged LMDB file can end the process that reads it.
 * `node checkReplica.ts FOLDER` exits with 0 when all is as it was written; else it says what does not fit.
 */
import { openReplicaStore } from './replicaStore.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: checkReplica.ts FOLDER')
const fault = openReplicaStore(folder, { readOnly: true }).check()
if (fault !== null) {
  process.stdout.write(fault)
  process.exitCode = 3
}
