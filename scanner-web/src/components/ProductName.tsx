import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../api/api.ts'

/** A registered product never changes its name. */
export function ProductName({ gtin }: { gtin: string }) {
  const { data } = useQuery({
    ...apiQuery('GET /products/{gtin}', { params: { gtin } }),
    staleTime: Infinity,
  })
  return data ? `${data.name} ${data.strength}` : <span className="code">{gtin}</span>
}
