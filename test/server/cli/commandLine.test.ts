/** The command line as a person or a script uses it, against a whole server: what it prints and how it ends. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { ClientConfig } from '../../../server/src/config.ts'
import { createProgram, run } from '../../../server/src/cli/main.ts'
import { scopesOpenTo } from '../../../server/src/participants/access.ts'
import { fixtures, type FixtureName } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'
import { runCommand } from './runCommand.ts'

const gtin = '09506000134352'

describe('command line', function () {
  this.timeout(60_000)
  let world: World
  let folder: string
  const tokens = new Map<FixtureName, string>()

  before(async () => {
    world = await openWorld()
    folder = await mkdtemp(join(tmpdir(), 'veritrail-cli-'))
    for (const name of ['northLab', 'midWholesale', 'cornerPharmacy', 'nationalRegulator'] as const) {
      const { site, roles } = fixtures[name]
      const wanted = { name: 'command line', site, scopes: scopesOpenTo(roles), days: 1 }
      tokens.set(name, (await world.as(name).must<{ token: string }>('/tokens', wanted)).token)
    }
    const product = { gtin, name: 'Amoxil North', form: 'capsule, hard', strength: '500 mg', packSize: 20 }
    await world.as('northLab').must('/products', product)
  })
  after(async () => {
    await rm(folder, { recursive: true, force: true })
    await world.stop()
  })

  /** Runs one command as somebody; what it printed, and its exit code. */
  async function veritrail(as: FixtureName, ...argv: string[]) {
    const { url, dataDir } = world
    return await runCommand(argv, { url, urlIsSet: true, token: tokens.get(as) ?? null, dataDir })
  }
  const json = async (as: FixtureName, ...argv: string[]) => {
    const { out, exitCode } = await veritrail(as, '--json', ...argv)
    assert.equal(out.trimEnd().split('\n').length, 1, 'exactly one line')
    return { exitCode, answer: JSON.parse(out) as Record<string, unknown> }
  }

  async function csv(name: string, lines: string[]): Promise<string> {
    const file = join(folder, name)
    await writeFile(file, ['gtin,lot,expiry,serial', ...lines, ''].join('\n'))
    return file
  }

  it('takes a batch from a file to a supplied pack, its undoing and its recall', async () => {
    const file = await csv('good.csv', [`${gtin},CLI1,2028-03-31,ABC001`, `${gtin},CLI1,2028-03-31,ABC002`])
    const registered = await json('northLab', 'batch', 'register', file, '--markets', 'DE,FR')
    assert.equal(registered.exitCode, 0)
    assert.equal(registered.answer.rows, 2)

    const listed = join(folder, 'codes.csv')
    assert.equal((await veritrail('northLab', 'codes', gtin, 'CLI1', '--out', listed)).exitCode, 0)
    assert.match(await readFile(listed, 'utf8'), /ABC001,.*\n.*ABC002,/)

    const code = `(01)${gtin}(17)280331(10)CLI1(21)ABC001`
    const genuine = await veritrail('cornerPharmacy', 'verify', code)
    assert.match(genuine.out, /^GENUINE/)
    assert.equal(genuine.exitCode, 0)
    assert.equal((await json('cornerPharmacy', 'pack', 'supply', code)).answer.state, 'supplied')
    const supplied = await json('cornerPharmacy', 'verify', code)
    assert.equal(supplied.answer.verdict, 'supplied')
    assert.equal(supplied.exitCode, 1)
    assert.equal((await json('cornerPharmacy', 'pack', 'undo', code)).answer.state, 'active')

    const recall = ['batch', 'recall', gtin, 'CLI1', '--class', '1', '--reason', 'Foreign matter']
    assert.equal((await veritrail('northLab', ...recall)).exitCode, 0)
    const refused = await json('cornerPharmacy', 'pack', 'supply', code)
    assert.equal(refused.exitCode, 1)
    assert.equal((refused.answer.error as { code: string }).code, 'BATCH_RECALLED')
    const lift = ['batch', 'lift', gtin, 'CLI1', '--kind', 'recalled', '--reason', 'Cleared']
    assert.equal((await veritrail('nationalRegulator', ...lift)).exitCode, 0)
    assert.equal((await veritrail('cornerPharmacy', 'verify', code)).exitCode, 0)
  })

  it('draws serials, extends a batch and prints labels', async () => {
    const drawn = ['--gtin', gtin, '--lot', 'CLI2', '--expiry', '2028-01-31', '--count', '30']
    assert.equal((await json('northLab', 'batch', 'register', ...drawn)).answer.packs, 30)
    assert.equal((await json('northLab', 'batch', 'extend', gtin, 'CLI2', '--count', '5')).answer.packs, 35)
    const labels = join(folder, 'labels.pdf')
    assert.equal((await veritrail('northLab', 'codes', gtin, 'CLI2', '--out', labels)).exitCode, 0)
    assert.equal((await readFile(labels)).subarray(0, 5).toString(), '%PDF-')
  })

  it('ships and receives a unit', async () => {
    const sscc = '395060001000000020'
    const contents = `${gtin}:CLI2:30`
    assert.equal((await json('northLab', 'unit', 'commission', sscc, '--contents', contents)).exitCode, 0)
    const to = fixtures.midWholesale.gln
    assert.equal((await json('northLab', 'unit', 'ship', sscc, '--to', to)).exitCode, 0)
    assert.equal((await json('northLab', 'unit', 'receive', sscc)).exitCode, 1, 'only the named receiver')
    assert.equal((await json('midWholesale', 'unit', 'receive', sscc)).exitCode, 0)
  })

  it('names line and field of a bad file and registers nothing of it', async () => {
    const file = await csv('bad.csv', [
      `${gtin},CLI3,2028-03-31,ABC001X`,
      `09506000134353,CLI3,2028-03-31,ABC002`,
    ])
    const { err, exitCode } = await veritrail('northLab', 'batch', 'register', file)
    assert.equal(exitCode, 1)
    assert.match(err, /line: 3/)
    assert.match(err, /field: gtin/)
    assert.equal((await world.as('northLab').get(`/batches/${gtin}/CLI3`)).status, 404)
  })

  it('signs a checkpoint and verifies the ledger against it, beside the running server', async () => {
    const note = join(folder, 'checkpoint.txt')
    assert.equal((await veritrail('nationalRegulator', 'ledger', 'checkpoint', '--out', note)).exitCode, 0)
    const found = await json('nationalRegulator', 'ledger', 'verify', '--checkpoint', note, '--rules')
    assert.equal(found.exitCode, 0)
    assert.equal(found.answer.ok, true)
    const rules = found.answer.rules as { checked: number }
    assert.ok(rules.checked > 0)
    await writeFile(note, (await readFile(note, 'utf8')).replace(/^[0-9]+$/m, '1'))
    assert.equal((await json('nationalRegulator', 'ledger', 'verify', '--checkpoint', note)).exitCode, 1)
  })

  it('tells bad usage from a refusal and from a server that is not there', async () => {
    assert.equal((await veritrail('northLab', 'nosuch')).exitCode, 2)
    assert.equal((await veritrail('northLab', 'verify')).exitCode, 2)
    assert.equal((await veritrail('northLab', 'batch', 'register')).exitCode, 2)
    assert.equal((await veritrail('northLab', 'codes', gtin, 'CLI2', '--out', 'labels.doc')).exitCode, 2)
    assert.equal((await veritrail('cityHospital', 'verify', 'x')).exitCode, 2, 'no token and no demo world')
    assert.equal((await veritrail('midWholesale', 'pack', 'supply', `(01)${gtin}(21)X`)).exitCode, 1)
    const nowhere: ClientConfig = { url: 'http://127.0.0.1:9', urlIsSet: true, token: 'x', dataDir: folder }
    const silent = { out: () => undefined, err: () => undefined, interactive: false }
    assert.equal(await run(['verify', 'x'], silent, () => nowhere), 3)
  })

  it('shows an example in the help of each command', () => {
    const silent = { out: () => undefined, err: () => undefined, interactive: false }
    const config = () => assert.fail('help needs no settings')
    const program = createProgram({ terminal: silent, config, end: () => undefined })
    const leaves = (command: Command): Command[] =>
      command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
    for (const command of leaves(program)) {
      let help = ''
      command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp()
      assert.match(help, /Example:\n {2}\$ npx veritrail /, command.name())
    }
  })
})
