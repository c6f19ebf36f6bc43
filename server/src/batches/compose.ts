import type { Database } from '../platform/database/openDatabase.ts'
import type { Endpoint } from '../platform/http/endpoint.ts'
import { batchReadStore } from './batchReadStore.ts'
import { codeRoutes } from './codes/routes.ts'
import type { BatchDeps } from './deps.ts'
import { labelRoutes } from './labels/routes.ts'
import { packReadStore } from './packReadStore.ts'
import { packRoutes } from './packs/routes.ts'
import { productRoutes } from './products/routes.ts'
import { registrationRoutes } from './registration/routes.ts'
import { registrationStore } from './registration/store.ts'
import { batchRoutes } from './routes.ts'
import { stopRoutes } from './stops/routes.ts'
import { unitRoutes } from './units/routes.ts'
import { unitStore } from './units/store.ts'

/** What its stores do not give. */
type BatchGround = Omit<BatchDeps, 'registrations' | 'units' | 'batchReads' | 'packReads'> & {
  database: Database
}

/** What this capability gives to the rest of the server. */
export interface Batches {
  endpoints: Endpoint[]
  /** For the demo world and benches, which call use cases without HTTP. */
  deps: BatchDeps
}

export function composeBatches({ database, ...ground }: BatchGround): Batches {
  const deps: BatchDeps = {
    ...ground,
    registrations: registrationStore(database),
    units: unitStore(database),
    batchReads: batchReadStore(database),
    packReads: packReadStore(database),
  }
  const endpoints = [
    ...productRoutes(deps),
    ...registrationRoutes(deps),
    ...batchRoutes(deps),
    ...stopRoutes(deps),
    ...codeRoutes(deps),
    ...labelRoutes(deps),
    ...packRoutes(deps),
    ...unitRoutes(deps),
  ]
  return { endpoints, deps }
}
