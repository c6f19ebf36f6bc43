import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Caller } from '../../../server/src/platform/http/access.ts'
import { PlainCase } from '../../../server/src/verification/hotPath/plainCase.ts'
import { answerPlainConnections } from '../../../server/src/verification/hotPath/plainConnections.ts'

const till: Caller = {
  ...{ account: 'token/till', userId: null, sessionId: null, tokenId: 'till', isAdmin: false },
  ...{ participant: '9506000100008' as Gln, msp: 'PharmaciesMSP', roles: ['pharmacy'], site: null },
  scopes: ['verifications:create'],
}
const setHeaders = ['x-frame-options', 'SAMEORIGIN', 'referrer-policy', 'no-referrer']
const fixedHeaders = ['Cache-Control', 'no-store', 'Content-Type', 'application/json; charset=utf-8']

interface Head {
  line?: string
  fields?: Record<string, string | null>
}

/** A request as an API client sends it; `null` takes a field away. */
function requestOf(code: string, { line, fields }: Head = {}): string {
  const body = JSON.stringify({ code })
  const all: Record<string, string | null> = {
    Host: 'localhost',
    Authorization: 'Bearer till',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...fields,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  return `${[line ?? 'POST /api/v1/verifications HTTP/1.1', ...lines].join('\r\n')}\r\n\r\n${body}`
}

class Conversation {
  readonly socket: Socket
  received = ''
  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.setNoDelay(true).on('data', (chunk) => (this.received += chunk.toString('utf8')))
    this.socket.on('error', () => undefined)
  }
  send(text: string): void {
    this.socket.write(text)
  }
  async until(expected: RegExp): Promise<string> {
    while (!expected.test(this.received)) await once(this.socket, 'data')
    return this.received
  }
  /** What was answered to `text`, the whole of which ends in `end`. */
  async ask(text: string, end = /\}$/): Promise<string> {
    this.received = ''
    this.send(text)
    return this.until(end)
  }
}

describe('connections that bring only plain requests', function () {
  this.timeout(20_000)
  let server: Server
  let port: number
  /** Requests that node:http got, bodies included. */
  let toHttp: string[]
  /** What a scan waits for before it is answered. */
  let recorded: (code: string) => Promise<void>
  let atHand: boolean
  /** From now on a scan waits until it is released; `begun` resolves when one does. */
  const slowDisk = () => {
    const disk = { release: () => {}, begun: Promise.resolve() }
    disk.begun = new Promise((tell) => {
      recorded = () =>
        new Promise((resolve) => {
          disk.release = resolve
          tell()
        })
    })
    return disk
  }
  const open: Conversation[] = []
  const conversation = () => {
    const made = new Conversation(port)
    open.push(made)
    return made
  }

  beforeEach(async () => {
    toHttp = []
    recorded = () => Promise.resolve()
    atHand = true
    const answer = async (code: string) => {
      await recorded(code)
      return JSON.stringify({ plain: code })
    }
    server = createServer((req, res) => {
      const pieces: Buffer[] = []
      req.on('data', (piece: Buffer) => pieces.push(piece))
      req.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8')
        toHttp.push(`${req.method ?? ''} ${req.url ?? ''} ${body}`)
        res.writeHead(200, [...setHeaders, ...fixedHeaders, 'Content-Length', String(body.length + 10)])
        res.end(`{"http": ${body}}`)
      })
    })
    const known = (head: { headers: { authorization?: string | undefined } }) =>
      head.headers.authorization === 'Bearer till' ? till : null
    const plain = new PlainCase({
      verifier: {
        verifyAtOnce: (_caller, { code }) => (atHand ? answer(code) : null),
        verifyToText: (_caller, { code }) => answer(code),
      },
      authenticator: {
        authenticateKept: (head) => (atHand ? known(head) : null),
        authenticate: async (head) => known(head),
      },
      authorise: () => undefined,
      headers: setHeaders,
    })
    answerPlainConnections(plain, server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterEach(async () => {
    for (const { socket } of open.splice(0)) socket.destroy()
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  })

  it('are answered without node:http, one request after the other', async () => {
    const till = conversation()
    for (const code of ['one', 'two', 'drei 💊']) {
      assert.ok((await till.ask(requestOf(code))).endsWith(`\r\n\r\n{"plain":"${code}"}`))
    }
    assert.deepEqual(toHttp, [])
  })

  it('are answered byte for byte as node:http answers', async () => {
    const withoutDate = (text: string) => text.replace(/Date: [^\r]*GMT/, 'Date').replace(/\{.*/, '')
    const plain = await conversation().ask(requestOf('x'))
    const chunked = requestOf('x', { fields: { 'X-Other': 'any' } })
    const http = await conversation().ask(chunked)
    assert.equal(toHttp.length, 1)
    assert.match(plain, /Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/)
    assert.equal(withoutDate(plain).replace('Length: 13', 'Length: 22'), withoutDate(http))
  })

  it('are answered where credentials have to be asked for first', async () => {
    atHand = false
    assert.match(await conversation().ask(requestOf('asked')), /\{"plain":"asked"\}$/)
    assert.deepEqual(toHttp, [])
  })

  const forHttp: [string, Head][] = [
    ['another path', { line: 'POST /api/v1/verifications?x=1 HTTP/1.1' }],
    ['another method', { line: 'PUT /api/v1/verifications HTTP/1.1' }],
    ['an unknown token', { fields: { Authorization: 'Bearer other' } }],
    ['no token', { fields: { Authorization: null } }],
    ['a parameter of the content type', { fields: { 'Content-Type': 'application/json; charset=utf-8' } }],
    ['a header that is not known to be idle', { fields: { 'Idempotency-Key': 'one' } }],
    ['a cookie', { fields: { Cookie: 'session=x' } }],
    ['a header without a value', { fields: { Accept: '' } }],
    ['a header twice', { fields: { accept: '*/*', Accept: '*/*' } }],
    ['a length with a zero before it', { fields: { 'Content-Length': '012' } }],
  ]
  for (const [what, head] of forHttp) {
    it(`go to node:http with ${what}, and stay there`, async () => {
      const till = conversation()
      const text = requestOf('x', head)
      await till.ask(text)
      assert.match(till.received, /\{"http": \{"code":"x"\}\}$/)
      assert.match(await till.ask(requestOf('again')), /\{"http": \{"code":"again"\}\}$/)
      assert.equal(toHttp.length, 2)
    })
  }

  const refused: [string, string][] = [
    ['two lengths', requestOf('x', { fields: { 'content-length': '12', 'Content-Length': '12' } })],
    ['a length and chunks', requestOf('x', { fields: { 'Transfer-Encoding': 'chunked' } })],
    ['a signed length', requestOf('x', { fields: { 'Content-Length': '+12' } })],
    ['a space before the colon', requestOf('x').replace('Content-Length:', 'Content-Length :')],
    ['a folded line', requestOf('x').replace('Host:', 'Accept: a\r\n b\r\nHost:')],
    ['a bare line feed in a value', requestOf('x', { fields: { Accept: 'a\nContent-Length: 3' } })],
    ['a bare carriage return in a value', requestOf('x', { fields: { Accept: 'a\rb' } })],
    ['no host', requestOf('x', { fields: { Host: null } })],
  ]
  for (const [what, text] of refused) {
    it(`are refused by node:http with ${what}`, async () => {
      const till = conversation()
      till.send(text)
      assert.match(await till.until(/^HTTP\/1\.1 /), /^HTTP\/1\.1 400 /)
    })
  }

  it('go to node:http when a request comes in pieces, wherever it is cut', async () => {
    const text = requestOf('in pieces')
    for (const cut of [1, 20, text.indexOf('\r\n\r\n') + 2, text.indexOf('\r\n\r\n') + 4, text.length - 1]) {
      const till = conversation()
      till.send(text.slice(0, cut))
      // the server has surely read the start once it has answered somebody else
      await conversation().ask(requestOf('between'))
      assert.match(await till.ask(text.slice(cut)), /\{"http": \{"code":"in pieces"\}\}$/)
    }
  })

  it('go to node:http when requests are sent ahead of answers, which come in order', async () => {
    const till = conversation()
    const all = await till.ask(requestOf('1') + requestOf('2') + requestOf('3'), /"3"\}\}$/)
    assert.deepEqual(all.match(/"code":"\d"/g), ['"code":"1"', '"code":"2"', '"code":"3"'])
    assert.equal(toHttp.length, 3)
  })

  it('keep the order when a request arrives while another waits for the disk', async () => {
    const disk = slowDisk()
    const till = conversation()
    till.send(requestOf('first'))
    await disk.begun
    till.send(requestOf('second'))
    await conversation().ask('GET /between HTTP/1.1\r\nHost: x\r\n\r\n')
    disk.release()
    const all = await till.until(/second"\}\}$/)
    assert.ok(all.indexOf('{"plain":"first"}') < all.indexOf('{"http": {"code":"second"}}'))
  })

  it('let node:http meet a scan that could not be recorded', async () => {
    recorded = () => Promise.reject(new Error('disk'))
    assert.match(await conversation().ask(requestOf('lost')), /\{"http": \{"code":"lost"\}\}$/)
  })

  it('close when the server closes, those that wait for an answer after it', async () => {
    const idle = conversation()
    await idle.ask(requestOf('x'))
    const disk = slowDisk()
    const waiting = conversation()
    waiting.send(requestOf('last'))
    await disk.begun
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeIdleConnections()
    await once(idle.socket, 'close')
    disk.release()
    assert.match(await waiting.until(/\}$/), /\{"plain":"last"\}$/)
    await closed
  })

  it('close when nothing more comes', async () => {
    const till = conversation()
    await till.ask(requestOf('x'))
    const closed = once(till.socket, 'close')
    till.socket.end()
    await closed
  })
})
