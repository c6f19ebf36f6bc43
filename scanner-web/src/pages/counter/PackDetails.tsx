import { useTranslation } from 'react-i18next'
import { Disclosure } from '../../components/Disclosure.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { CodeFacts } from './CodeFacts.tsx'
import { LastTouch } from './LastTouch.tsx'
import styles from './PackPanel.module.css'
import { RepairNotice } from './RepairNotice.tsx'
import type { Act, Verification } from './round.ts'
import { SignatureNotice } from './SignatureNotice.tsx'
import { StopNotice } from './StopNotice.tsx'

/** Everything below the verdict and its buttons, so that nothing above moves when there is more or less of it. */
export function PackDetails({ answer, act }: { answer: Verification; act: Act | null }) {
  const { t } = useTranslation('counter')
  const { product, code, notes } = answer
  return (
    <div className={styles.details}>
      <StopNotice answer={answer} />
      <RepairNotice answer={answer} />
      <SignatureNotice answer={answer} />
      {code !== null && (
        <div className={styles.label}>
          <h3 className={styles.product}>{product?.name ?? t('pack.unknownProduct')}</h3>
          {product && (
            <p className={styles.form}>
              {product.strength}, {product.form}, {t('pack.size', { count: product.packSize })}
            </p>
          )}
          <CodeFacts answer={answer}>
            {answer.pack && act?.stage !== 'done' && <LastTouch touch={answer.pack.lastTouch} />}
          </CodeFacts>
        </div>
      )}
      {notes.length > 0 && <Notice tone="info">{t('noShipment')}</Notice>}
      <Basis answer={answer} act={act} />
    </div>
  )
}

function Basis({ answer: { basis }, act }: { answer: Verification; act: Act | null }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  const moved = act?.stage === 'done' ? act.answer : null
  return (
    <Disclosure summary={t('basis.title')}>
      <Facts>
        <Fact name={t('basis.at')}>{format.moment(basis.at)}</Fact>
        <Fact name={t('basis.height')}>{format.number(basis.height)}</Fact>
        <Fact name={t('basis.checkpoint')}>
          {basis.checkpoint === null ? (
            t('basis.noCheckpoint')
          ) : (
            <>
              {t('basis.checkpointText', { size: format.number(basis.checkpoint.size) })}{' '}
              <code>{basis.checkpoint.root}</code>
            </>
          )}
        </Fact>
        {moved && <Fact name={t('basis.recorded')}>{format.number(moved.height)}</Fact>}
        {moved && (
          <Fact name={t('basis.tx')}>
            <code>{moved.txId}</code>
          </Fact>
        )}
      </Facts>
    </Disclosure>
  )
}
