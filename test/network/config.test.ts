/** What the nodes are told, as far as it can be seen without any. */
import assert from 'node:assert/strict'
import { ordererConfig, ordererEnvironment } from '../../network/src/config/ordererConfig.ts'
import { peerConfig, peerEnvironment } from '../../network/src/config/peerConfig.ts'
import { channelConfig } from '../../network/src/config/channelConfig.ts'
import { collections } from '../../network/src/config/collections.ts'
import { endorsement, governance } from '../../network/src/config/policies.ts'
import type { ProfileName } from '../../network/src/network.ts'
import { profile, profileNames } from '../../network/src/config/profiles.ts'
import { layoutOf, nodesOf, portsOf } from '../../network/src/layout.ts'

const layout = layoutOf('/network', 0, 3)
const settings = { executeTimeoutMs: 30_000, batchTimeoutMs: 100, logging: 'warn' }

/** Every `name: value` however deep, as `a.b.c`. */
function leaves(value: object, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): [string, unknown][] =>
    typeof inner === 'object' && inner !== null ? leaves(inner, `${path}${name}.`) : [[path + name, inner]],
  )
}

describe('the layout of a network', () => {
  it('gives every listener a port of its own, at any offset', () => {
    for (const offset of [0, 20_000]) {
      const ports = nodesOf(layoutOf('/network', offset, 3)).flatMap(portsOf)
      assert.equal(new Set(ports).size, ports.length)
      assert.equal(Math.min(...ports), 7050 + offset)
    }
  })

  it('has one orderer where one is wanted, and two peers where one that is down would stop everybody', () => {
    assert.deepEqual(
      nodesOf(layoutOf('/network', 0, 1)).map(({ name }) => name),
      [
        ...['orderer-1', 'manufacturers-0', 'wholesalers-0'],
        ...['pharmacies-0', 'pharmacies-1', 'regulator-0', 'regulator-1'],
      ],
    )
  })

  for (const offset of [60_000, -7_000, 0.5, NaN])
    it(`refuses an offset of ${offset}`, () => {
      assert.throws(() => layoutOf('/network', offset, 3), { name: 'Refusal', message: /out of range/ })
    })
})

describe('the configuration of the nodes', () => {
  const files = [ordererConfig(), peerConfig('/builder', settings)]
  const environments = [
    ...layout.orderers.map((orderer) => ordererEnvironment(layout, orderer)),
    ...layout.peers.map((peer) => peerEnvironment(layout, peer)),
  ]

  it('listens on loopback and nowhere else', () => {
    const listening = [...files, ...environments]
      .flatMap((each) => leaves(each))
      .filter(([name]) => /listen_?address$/i.test(name))
    assert.ok(listening.length > 20)
    assert.deepEqual(
      listening.filter(([, value]) => typeof value !== 'string' || !/^127\.0\.0\.1(:|$)/.test(value)),
      [],
    )
  })

  it('overrides only sections that the file of an orderer has, since Fabric passes over others', () => {
    const sections = Object.keys(ordererConfig()).map((name) => name.toUpperCase())
    for (const environment of environments.slice(0, 3))
      for (const name of Object.keys(environment))
        assert.ok(sections.includes(name.split('_')[1] ?? ''), name)
  })
})

describe('who must agree', () => {
  it('to a transaction: the regulator and one other', () => {
    assert.equal(
      endorsement(),
      "AND('RegulatorMSP.peer', OR('ManufacturersMSP.peer', 'WholesalersMSP.peer', 'PharmaciesMSP.peer'))",
    )
  })

  it('to a definition or a change of the channel: the regulator and two others, everywhere', () => {
    const others = "OutOf(2, 'ManufacturersMSP.admin', 'WholesalersMSP.admin', 'PharmaciesMSP.admin')"
    assert.equal(governance('admin'), `AND('RegulatorMSP.admin', ${others})`)
    const rules = leaves(channelConfig(layout, settings))
    const shared = rules.filter(([name]) =>
      /Main\.((Application|Orderer)\.)?Policies\.(Admins|LifecycleEndorsement)\.Rule$/.test(name),
    )
    assert.deepEqual(
      shared.map(([, rule]) => rule),
      [governance('admin'), governance('admin'), governance('admin'), governance('peer')],
    )
  })

  it('to a private value: the members of its collection, which alone may read it', () => {
    const [packKeys, ...more] = collections
    assert.deepEqual(more, [])
    assert.equal(packKeys?.policy, "OR('PharmaciesMSP.member', 'RegulatorMSP.member')")
    assert.equal(
      packKeys.endorsementPolicy?.signaturePolicy,
      "AND('PharmaciesMSP.peer', 'RegulatorMSP.peer')",
    )
    assert.deepEqual([packKeys.memberOnlyRead, packKeys.blockToLive], [true, 0])
  })
})

describe('a profile', () => {
  interface Profile {
    hosts: { msp: string; certificate: string; peers: { endpoint: string }[] }[]
    organisations: { msp: string }[]
  }
  const profileOf = (name: ProfileName) => profile(layout, name, 'veritrail') as Profile

  it('hosts one organisation, or all; and trusts all in either case', () => {
    for (const name of profileNames()) {
      const { hosts, organisations } = profileOf(name)
      assert.equal(hosts.length, name === 'all' ? 4 : 1)
      assert.equal(organisations.length, 4)
    }
    assert.deepEqual(
      profileOf('pharmacies').hosts.map(({ msp }) => msp),
      ['PharmaciesMSP'],
    )
  })

  it("names an organisation's own peers before those of others", () => {
    const [host] = profileOf('pharmacies').hosts
    assert.deepEqual(
      host?.peers.map(({ endpoint }) => endpoint),
      [8061, 8101, 8051, 8081, 8071, 8091].map((port) => `localhost:${port}`),
    )
  })

  it('can be moved with its folder', () => {
    for (const name of profileNames())
      assert.deepEqual(
        leaves(profileOf(name)).filter(([, value]) => String(value).startsWith('/')),
        [],
      )
  })
})
