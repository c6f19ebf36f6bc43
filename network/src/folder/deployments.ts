/** What was deployed through this folder, so that a changed contract, policy or collection is noticed. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Collection, Deployment } from '../network.ts'

export interface RecordedDeployment extends Deployment {
  endorsement: string
  collections: readonly Collection[]
}

const folderOf = (dir: string) => join(dir, 'deployed')

export function recordDeployment(dir: string, deployment: RecordedDeployment): void {
  mkdirSync(folderOf(dir), { recursive: true })
  writeFileSync(join(folderOf(dir), `${deployment.name}.json`), `${JSON.stringify(deployment, null, 2)}\n`)
}

export function readDeployments(dir: string): RecordedDeployment[] {
  if (!existsSync(folderOf(dir))) return []
  return readdirSync(folderOf(dir)).map(
    (file) => JSON.parse(readFileSync(join(folderOf(dir), file), 'utf8')) as RecordedDeployment,
  )
}
