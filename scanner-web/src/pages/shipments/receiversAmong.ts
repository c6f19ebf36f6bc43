import type { AnswerOf } from '../../api/createApi.ts'

type Participant = AnswerOf<'GET /participants'>['items'][number]

/** Roles that may take a unit in, by the server's access table (`units:receive`). */
const receiving: readonly string[] = ['manufacturer', 'wholesaler', 'carrier', 'pharmacy', 'hospital']

/** To whom somebody may ship, by name. @param own GLN of her participant: it holds the unit already */
export function receiversAmong(participants: readonly Participant[], own: string): Participant[] {
  const named = ({ name, gln }: Participant) => name ?? gln
  return participants
    .filter(({ gln, roles }) => gln !== own && roles.some((role) => receiving.includes(role)))
    .sort((a, b) => named(a).localeCompare(named(b)))
}
