import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fact, Facts } from '../../components/Facts.tsx'
import { useFormat } from '../../language/useFormat.ts'
import type { Verification } from './round.ts'

/** What was read from the pack, as it is printed there; where the ledger says otherwise, both. */
export function CodeFacts({ answer, children }: { answer: Verification | null; children?: ReactNode }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const code = answer?.code ?? null
  if (answer === null || code === null) return null
  const { batch } = answer
  const both = (registered: string | undefined, read: string | null) =>
    registered !== undefined && read !== null && registered !== read
      ? `${registered} (${t('pack.onCode', { value: read })})`
      : (registered ?? read)
  const day = (iso: string | null | undefined) => (iso ? format.day(iso) : null)
  const lot = both(batch?.lot, code.lot)
  const expiry = both(day(batch?.expiresOn) ?? undefined, day(code.expiresOn))
  return (
    <Facts>
      {lot !== null && (
        <Fact name={t('pack.lot')}>
          <span className="code">{lot}</span>
        </Fact>
      )}
      {expiry !== null && <Fact name={t('pack.expiry')}>{expiry}</Fact>}
      {code.serial !== null && (
        <Fact name={t('pack.serial')}>
          <span className="code">{code.serial}</span>
        </Fact>
      )}
      <Fact name={t('pack.gtin')}>
        <span className="code">{code.gtin}</span>
      </Fact>
      {children}
    </Facts>
  )
}
