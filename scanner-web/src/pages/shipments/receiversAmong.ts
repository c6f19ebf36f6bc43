import { unitHandlers } from '../../../../chaincode/src/domain/unit.ts'
import type { AnswerOf } from '../../api/createApi.ts'

type Participant = AnswerOf<'GET /participants'>['items'][number]

const receiving: readonly string[] = unitHandlers

/** To whom somebody may ship, by name. @param own GLN of her participant: it holds the unit already */
export function receiversAmong(participants: readonly Participant[], own: string): Participant[] {
  const named = ({ name, gln }: Participant) => name ?? gln
  return participants
    .filter(({ gln, roles }) => gln !== own && roles.some((role) => receiving.includes(role)))
    .sort((a, b) => named(a).localeCompare(named(b)))
}
