/** A small contract of the suite's own: it does whatever it is told, so that a test can see what a ledger lets it do. */
import { createHash } from 'node:crypto'
import fabric from 'fabric-contract-api'

type Stub = InstanceType<typeof fabric.Context>['stub']

export type Step =
  | { do: 'get'; key: string }
  | { do: 'put'; key: string; value: string }
  | { do: 'delete'; key: string }
  | { do: 'putMany'; prefix: string; count: number; size: number }
  | { do: 'event'; name: string; payload: string }
  | { do: 'getPrivate'; key: string }
  | { do: 'getPrivateHash'; key: string }
  | { do: 'putPrivate'; key: string; value: string }
  | { do: 'putSecret'; key: string; field: string }
  | { do: 'deletePrivate'; key: string }
  | { do: 'range'; start: string; end: string }
  | { do: 'history'; key: string }
  | { do: 'time' }
  | { do: 'creator' }
  | { do: 'refuse' }
  | { do: 'throwNothing' }
  | { do: 'wait'; ms: number }
  | { do: 'waitForEver' }

export const notesCollection = 'packKeys'

/** Every submit says what it observed in its event, under `seen`. */
export interface NotesEvent {
  type: 'notes.taken'
  seen: unknown[]
}

export class NoteContract extends fabric.Contract {
  constructor() {
    super('note')
  }

  async take(ctx: fabric.Context, requestId: string, input: string): Promise<string> {
    const key = `request/1970-01-01/${ctx.stub.getCreator().mspid}/${requestId}`
    const inputHash = createHash('sha256').update(input).digest('base64url')
    const earlier = await ctx.stub.getState(key)
    if (earlier.length > 0) {
      const record = JSON.parse(Buffer.from(earlier).toString()) as { input: string; event: NotesEvent }
      if (record.input !== inputHash) throw new Error(`REQUEST_ID_REUSED ${JSON.stringify({ requestId })}`)
      return JSON.stringify({ event: record.event, repeated: true })
    }
    const { steps } = JSON.parse(input) as { steps: Step[] }
    const event: NotesEvent = { type: 'notes.taken', seen: await run(ctx, steps) }
    if (!steps.some((step) => step.do === 'event'))
      ctx.stub.setEvent(event.type, Buffer.from(JSON.stringify(event)))
    await ctx.stub.putState(key, Buffer.from(JSON.stringify({ event, input: inputHash })))
    return JSON.stringify({ event, repeated: false })
  }

  async look(ctx: fabric.Context, input: string): Promise<string> {
    const { steps } = JSON.parse(input) as { steps: Step[] }
    return JSON.stringify(await run(ctx, steps))
  }
}

async function run(ctx: fabric.Context, steps: Step[]): Promise<unknown[]> {
  const seen: unknown[] = []
  for (const step of steps) {
    const observation = await runStep(ctx, step)
    if (observation !== undefined) seen.push(observation)
  }
  return seen
}

async function runStep({ stub }: fabric.Context, step: Step): Promise<unknown> {
  switch (step.do) {
    case 'get':
      return text(await stub.getState(step.key))
    case 'put':
      return stub.putState(step.key, Buffer.from(step.value)).then(() => undefined)
    case 'delete':
      return stub.deleteState(step.key).then(() => undefined)
    case 'putMany':
      for (let i = 0; i < step.count; i++)
        await stub.putState(`${step.prefix}/${i}`, Buffer.alloc(step.size, 'x'))
      return undefined
    case 'event':
      stub.setEvent(step.name, Buffer.from(step.payload))
      return undefined
    case 'range':
      return readRange(stub, step.start, step.end)
    case 'history':
      return readHistory(stub, step.key)
    case 'time':
      return stub.getDateTimestamp().getTime()
    case 'creator':
      return stub.getCreator().mspid
    case 'refuse':
      throw new Error(`ROLE_MISSING ${JSON.stringify({ role: 'pharmacy' })}`)
    case 'throwNothing':
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a careless contract may do
      throw null
    case 'wait':
      return new Promise((resolve) => setTimeout(() => resolve(undefined), step.ms))
    case 'waitForEver':
      return new Promise(() => undefined)
    default:
      return runPrivateStep(stub, step)
  }
}

type PrivateStep = Extract<
  Step,
  { do: 'getPrivate' | 'getPrivateHash' | 'putPrivate' | 'putSecret' | 'deletePrivate' }
>

async function runPrivateStep(stub: Stub, step: PrivateStep): Promise<unknown> {
  switch (step.do) {
    case 'getPrivate':
      return text(await stub.getPrivateData(notesCollection, step.key))
    case 'getPrivateHash':
      return Buffer.from(await stub.getPrivateDataHash(notesCollection, step.key)).toString('hex')
    case 'putPrivate':
      return stub.putPrivateData(notesCollection, step.key, Buffer.from(step.value)).then(() => undefined)
    case 'putSecret': {
      const secret = stub.getTransient().get(step.field)
      if (secret === undefined) throw new Error(`the transient field ${step.field} is missing`)
      return stub.putPrivateData(notesCollection, step.key, secret).then(() => undefined)
    }
    case 'deletePrivate':
      return stub.deletePrivateData(notesCollection, step.key).then(() => undefined)
  }
}

async function readRange(stub: Stub, start: string, end: string): Promise<string[]> {
  const keys = []
  for await (const { key } of stub.getStateByRange(start, end)) keys.push(key)
  return keys
}

async function readHistory(stub: Stub, key: string): Promise<(string | null)[]> {
  const values = []
  for await (const version of stub.getHistoryForKey(key))
    values.push(version.isDelete ? null : text(version.value))
  return values
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}
