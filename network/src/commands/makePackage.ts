import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { productChaincode } from '../chaincode/bundle.ts'
import { definitionVersion, packageChaincode } from '../chaincode/packageChaincode.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

/** For organisations whose peers run elsewhere: whoever has the same lock file makes the same package. */
export async function makePackage(
  _settings: NetworkSettings,
  say: Say,
  { output = 'veritrail.tar.gz' }: { output?: string },
): Promise<number> {
  const source = await productChaincode()
  const { id, file } = packageChaincode(source)
  writeFileSync(output, file)
  say(`${resolve(output)}\npackage id ${id}\nversion of the definition ${definitionVersion(source)}`)
  return 0
}
