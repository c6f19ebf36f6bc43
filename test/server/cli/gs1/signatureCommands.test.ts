/** A maker signs, the operator gives out its list, somebody without a connection checks. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { parseStrict } from '../../../../chaincode/src/domain/gs1/parseStrict.ts'
import { signLines } from '../../../../server/src/cli/gs1/signLines.ts'
import { readSigningKey } from '../../../../server/src/cli/gs1/signCode.ts'
import type { ClientConfig } from '../../../../server/src/config.ts'
import { makersKey } from '../../makersKey.ts'
import { openWorld, type World } from '../../world.ts'
import { runCommand } from '../runCommand.ts'

const pack = { gtin: '09506000134352', lot: 'AX2611', serial: 'K7RQ2M', expiry: '280331' }
const bracketed = `(01)${pack.gtin}(17)${pack.expiry}(10)${pack.lot}(21)${pack.serial}`
const elementString = `01${pack.gtin}17${pack.expiry}10${pack.lot}\u001d21${pack.serial}`
const link = `https://id.northlab.example/01/${pack.gtin}/10/${pack.lot}/21/${pack.serial}?17=${pack.expiry}`

describe('gs1 key, sign and check', function () {
  this.timeout(60_000)
  const maker = makersKey()
  const signed = `${bracketed}(8030)${maker.signatureOf(pack)}`
  let world: World
  let folder: string
  let pem: string
  let keys: string
  let signedBy: string
  before(async () => {
    world = await openWorld(['northLab'])
    folder = await mkdtemp(join(tmpdir(), 'veritrail-sign-'))
    pem = join(folder, 'maker.pem')
    keys = join(folder, 'keys.json')
    await writeFile(pem, maker.privateKeyPem)
  })
  after(async () => {
    await rm(folder, { recursive: true, force: true })
    await world.stop()
  })

  /** Settings without a server: none of these commands may ask one. */
  const offline = (): ClientConfig => ({
    ...{ url: 'http://127.0.0.1:9', urlIsSet: true, token: null, dataDir: folder },
  })
  async function veritrail(...argv: string[]) {
    return runCommand(['gs1', ...argv], offline())
  }
  const check = (code: string, by = signedBy) => veritrail('check', '--keys', keys, '--signed-by', by, code)

  it('prints what to register of a key, and the ledger gives it the same id', async () => {
    const { out, exitCode } = await veritrail('key', pem, '--json')
    assert.equal(exitCode, 0)
    assert.deepEqual(JSON.parse(out), { keyId: maker.keyId, publicKey: maker.publicKey })
    const { publicKey } = JSON.parse(out) as { publicKey: string }
    const body = { publicKey, validFrom: '2020-01-01' }
    const registered = await world.as('northLab').must<{ keyId: string }>('/signing-keys', body)
    assert.equal(registered.keyId, maker.keyId)
    const list = await world.nobody.get<{ signedBy: string }>('/signing-keys/list')
    signedBy = list.body.signedBy
    await writeFile(keys, JSON.stringify(list.body))
  })

  it('signs a code in any form as the maker’s own software would', async () => {
    for (const code of [bracketed, elementString, `]d2${elementString}`]) {
      assert.equal((await veritrail('sign', '--key', pem, code)).out, `${signed}\n`)
    }
    const fromLink = (await veritrail('sign', '--key', pem, link)).out
    assert.ok(fromLink.includes(`(8030)${maker.signatureOf(pack)}`))
    const { out } = await veritrail('sign', '--key', pem, '--element-string', bracketed)
    assert.ok(parseStrict('S', `]d2${out.trimEnd()}`).ok)
    assert.equal(out, `${elementString}\u001d8030${maker.signatureOf(pack)}\n`)
  })

  it('signs a line at a time, and stops at the line that cannot be signed', async () => {
    const lines = async (...codes: string[]) => {
      const [input, output] = [new PassThrough(), new PassThrough()]
      input.end(`${codes.join('\n')}\n`)
      let failure: Error | null = null
      await signLines(readSigningKey(maker.privateKeyPem), 'bracketed', input, output).catch(
        (error: unknown) => {
          failure = error as Error
        },
      )
      output.end()
      return { text: String(await output.toArray()), failure: failure as Error | null }
    }
    assert.deepEqual(await lines(bracketed, elementString), { text: `${signed}\n${signed}\n`, failure: null })
    const { text, failure } = await lines(bracketed, '(01)1', bracketed)
    assert.equal(text, `${signed}\n`)
    assert.match(failure?.message ?? '', /^line 2: /)
  })

  it('refuses what cannot be signed, and a key of another kind', async () => {
    const rows: [code: string, why: RegExp][] = [
      [signed, /signed already/],
      [bracketed.replace(`(10)${pack.lot}`, ''), /needs \(01\), \(21\), \(10\) and \(17\)/],
      [bracketed.replace(pack.gtin, '09506000134353'), /check digit/],
    ]
    for (const [code, why] of rows) {
      const { err, exitCode } = await veritrail('sign', '--key', pem, code)
      assert.equal(exitCode, 1)
      assert.match(err, why)
    }
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const other = join(folder, 'p256.pem')
    await writeFile(other, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    for (const file of [other, keys, join(folder, 'nothing.pem')]) {
      assert.equal((await veritrail('sign', '--key', file, bracketed)).exitCode, 2)
    }
  })

  it('checks a signature by the list alone: made by whom, and what that does not prove', async () => {
    const { out, exitCode } = await check(signed)
    assert.equal(exitCode, 0)
    assert.match(out, /^MADE-BY {2}/)
    assert.match(out, /participant 9506000100104/)
    assert.match(out, /copied/)
    const forged = await check(signed.replace(pack.serial, 'K7RQ2N'))
    assert.equal(forged.exitCode, 1)
    assert.match(forged.out, /^NOT-MADE-BY {2}/)
    const unknown = await check(`${bracketed}(8030)${makersKey().signatureOf(pack)}`)
    assert.match(unknown.out, /^KEY-UNKNOWN {2}/)
    assert.equal((await check(bracketed)).exitCode, 1)
    assert.equal((await check('hello')).exitCode, 1)
  })

  it('says at the counter whose signature it is, beside the verdict', async () => {
    const northLab = world.as('northLab')
    const product = { gtin: pack.gtin, name: 'Amoxil', form: 'capsule', strength: '500 mg', packSize: 20 }
    await northLab.must('/products', product)
    const wanted = { name: 'till', scopes: ['verifications:create'], days: 1 }
    const { token } = await northLab.must<{ token: string }>('/tokens', wanted)
    const { out, exitCode } = await runCommand(['verify', signed], { ...offline(), url: world.url, token })
    assert.equal(exitCode, 1)
    assert.match(out, /^UNKNOWN-BATCH/)
    assert.match(out, /^signature {3}The signature on the code is its maker’s\.$/m)
    assert.match(out, /^ {2}not {7}A copied code/m)
  })

  it('takes no list that the trusted key did not sign', async () => {
    const [name, id] = signedBy.split('+')
    const rows: [string, RegExp][] = [
      [`${name ?? ''}+${id ?? ''}+AAAA`, /not an Ed25519 verifier key/],
      ['x', /not an Ed25519 verifier key/],
    ]
    for (const [by, why] of rows) {
      const { err, exitCode } = await check(signed, by)
      assert.equal(exitCode, 2)
      assert.match(err, why)
    }
    const { body } = await world.nobody.get<{ asOf: number }>('/signing-keys/list')
    await writeFile(keys, JSON.stringify({ ...body, asOf: body.asOf + 1 }))
    const { err, exitCode } = await check(signed)
    assert.equal(exitCode, 2)
    assert.match(err, /not signed with the key/)
    await writeFile(keys, '{')
    assert.match((await check(signed)).err, /no signed list/)
  })
})
