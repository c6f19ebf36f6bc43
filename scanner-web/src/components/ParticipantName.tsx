import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../api/api.ts'

/** By its name; by its GLN where this server does not know the name. */
export function ParticipantName({ gln }: { gln: string }) {
  const { data } = useQuery({
    ...apiQuery('GET /participants/{gln}', { params: { gln } }),
    staleTime: 300_000,
  })
  return data?.name ?? <span className="code">{gln}</span>
}
