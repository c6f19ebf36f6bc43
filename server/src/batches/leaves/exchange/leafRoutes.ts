/**
 * Leaf files from node to node, below /node: outside the API, since the caller is an organisation's node and no person or
 * token. A file is named by its root, so asking or handing over twice changes nothing.
 */
import { createReadStream } from 'node:fs'
import type { Request } from 'express'
import { z } from 'zod'
import { maxDepth, minDepth } from '../../../../../chaincode/src/domain/packTree.ts'
import type { OrganisationRecord } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../../../ledger/replica.ts'
import { endpoint, raw, type Endpoint } from '../../../platform/http/endpoint.ts'
import { Refusal } from '../../../platform/http/problem.ts'
import type { NodeDoor } from '../../../platform/nodes/nodeDoor.ts'
import { depthOfFile } from '../leafFile.ts'
import type { LeafStore } from '../leafStore.ts'
import { receiveLeaves } from './receiveLeaves.ts'

export interface LeafRouteDeps {
  door: Pick<NodeDoor, 'admit'>
  leaves: LeafStore
  replica: Pick<Replica, 'read'>
  /** Whether this node verifies packs, and so has a use for leaf files of others. */
  verifies: () => boolean
}

const bytesOfLeaves = 'application/octet-stream'
const params = z.object({ root: z.string().regex(/^[\w-]{43}$/, 'must be 43 characters of base64url') })

export function leafRoutes({ door, leaves, replica, verifies }: LeafRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/leaves/{root}',
      summary: 'The leaf file of a tree of packs, for another node',
      access: 'public',
      params,
      answers: { 200: raw(bytesOfLeaves) },
      handle({ params: { root }, req }) {
        door.admit(req)
        const file = leaves.locate(root)
        if (file === null) throw new Refusal('NOT_FOUND', { what: 'leaf file' })
        const headers = { 'Content-Length': String(file.bytes) }
        return { status: 200, headers, body: createReadStream(file.path) }
      },
    }),
    endpoint({
      method: 'put',
      path: '/leaves/{root}',
      summary: 'Hand over a leaf file before its batch is registered',
      access: 'public',
      params,
      body: raw(bytesOfLeaves),
      answers: { 204: null },
      async handle({ params: { root }, req, body }) {
        const organisation = door.admit(req)
        const sender = replica.read<OrganisationRecord>(stateKey.organisation(organisation))
        if (sender?.roles.includes('manufacturer') !== true)
          throw new Refusal('FORBIDDEN', { organisation, reason: 'registers no batches' })
        if (!verifies())
          throw new Refusal('CONFLICT', { reason: 'no organisation of this node verifies packs' })
        const bytes = announcedBytes(req)
        if (!leaves.touch(root) && !(await receiveLeaves(leaves, root, body, bytes)))
          throw new Refusal('FILE_INVALID', { field: 'body', reason: 'is not the tree of this root' })
        return { status: 204 }
      },
    }),
  ]
}

function announcedBytes(req: Request): number {
  const bytes = Number(req.headers['content-length'])
  const depth = depthOfFile(bytes)
  if (Number.isInteger(depth) && depth >= minDepth && depth <= maxDepth) return bytes
  throw new Refusal('FILE_INVALID', { field: 'body', reason: 'has not the length of a tree' })
}
