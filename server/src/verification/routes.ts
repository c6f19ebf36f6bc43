import { z } from 'zod'
import { packMoves, packStates } from '../../../chaincode/src/domain/ledgerApi.ts'
import { repairCodes } from '../../../chaincode/src/domain/gs1/scanReading.ts'
import { signatureFindings } from '../../../chaincode/src/domain/gs1/signature/signatureWords.ts'
import { endpoint, type Endpoint } from '../platform/http/endpoint.ts'
import { patientOutcomes } from './patientAnswer.ts'
import { alertCodes, verdicts } from './verdict.ts'
import type { Verifier } from './verifier.ts'

/** Characters; a Digital Link with every element is a few hundred. */
export const maxCodeLength = 2048

const time = z.number().int().meta({ description: 'ms since 1970' })
const day = z.string().meta({ description: 'YYYY-MM-DD', example: '2028-06-30' })
const code = z
  .string()
  .min(1)
  .max(maxCodeLength)
  .meta({ description: 'As scanned or typed', example: '010950600013435217280630' })
const repairs = z.array(z.object({ code: z.enum(repairCodes), said: z.string() })).readonly()
const stop = z.object({ class: z.number().int(), reason: z.string(), at: time }).nullable()
const moveOrUndo = z.enum([...packMoves, 'undo'])

const lastTouch = z.object({
  move: moveOrUndo,
  on: day,
  at: time.nullable(),
  here: z.boolean(),
  organisation: z.string().nullable(),
})

const signature = z
  .object({
    finding: z.enum(signatureFindings),
    said: z.string(),
    proves: z.string().nullable(),
    provesNot: z.string().nullable(),
    advice: z.string().nullable().meta({ description: 'Besides the verdict’s advice' }),
    key: z
      .object({
        keyId: z.string(),
        participant: z.string().meta({ description: 'GLN of the maker whose key it is' }),
        validFrom: day,
        validUntil: day.nullable(),
        revokedAt: time.nullable(),
      })
      .nullable(),
  })
  .meta({ description: 'Of AI 8030, where the code has it; no part of the verdict' })

const verification = z.object({
  verdict: z.enum(verdicts),
  facts: z.array(z.enum(verdicts)).meta({ description: 'Everything that holds, gravest first' }),
  said: z.string(),
  advice: z.string().nullable(),
  alert: z
    .object({
      code: z.enum(alertCodes).meta({ description: 'Alert number of the EMVS' }),
      kind: z.literal('potential suspect falsification'),
      said: z.string(),
    })
    .nullable(),
  code: z
    .object({
      gtin: z.string(),
      serial: z.string().nullable(),
      lot: z.string().nullable(),
      expiresOn: day.nullable(),
    })
    .nullable(),
  repairs,
  candidates: z.array(z.object({ elementString: z.string(), repairs })).readonly(),
  product: z
    .object({
      gtin: z.string(),
      name: z.string(),
      form: z.string(),
      strength: z.string(),
      packSize: z.number().int(),
    })
    .nullable(),
  batch: z.object({ lot: z.string(), expiresOn: day }).nullable(),
  recalled: stop,
  withdrawn: stop,
  pack: z
    .object({ packId: z.string(), state: z.enum(packStates), lastTouch: lastTouch.nullable() })
    .nullable(),
  signature: signature.nullable(),
  moves: z.array(moveOrUndo).meta({ description: 'What the caller may do with the pack now' }),
  notes: z.array(z.object({ code: z.literal('no-shipment'), said: z.string() })),
  basis: z.object({
    at: time,
    height: z.number().int().meta({ description: 'Blocks that the answer rests on' }),
    checkpoint: z.object({ size: z.number().int(), root: z.string() }).nullable(),
  }),
})

const patientVerification = z.object({
  outcome: z.enum(patientOutcomes),
  said: z.string(),
  advice: z.string().nullable(),
  product: z.object({ name: z.string(), form: z.string(), strength: z.string() }).nullable(),
  dispensedOn: day.nullable(),
  expiresOn: day.nullable(),
})

/** A person types one code after another; software that guesses serials does not come far. */
const patientsPerMinute = 20

export function verificationRoutes(verifier: Verifier): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/verifications',
      summary: 'Verify a pack from its scanned code',
      description:
        'Every scan is kept in the audit trail before it is answered. `intent` names the move that is about to be asked for: an alert then tells a repeated move (A7) from another one (A24).',
      access: { resource: 'verifications', action: 'create' },
      body: z.object({ code, intent: z.enum(packMoves).nullish() }),
      answers: { 200: verification },
      handle: async ({ caller, body }) => ({ status: 200, body: await verifier.verify(caller, body) }),
    }),
    endpoint({
      method: 'post',
      path: '/patient-verifications',
      summary: 'Tell a patient about a pack, in plain words',
      description: 'Needs no account. Never tells a place or a serial number.',
      access: 'public',
      perMinute: patientsPerMinute,
      body: z.object({ code }),
      answers: { 200: patientVerification },
      handle: async ({ body }) => ({ status: 200, body: await verifier.verifyForPatient(body.code) }),
    }),
  ]
}
