import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { may, type Me } from '../../api/session.ts'
import { Card } from '../../components/Card.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { ParticipantName } from '../../components/ParticipantName.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { urls } from '../../urls.ts'
import styles from './batches.module.css'
import { PackCounts } from './PackCounts.tsx'

export function BatchFacts({ batch, me }: { batch: AnswerOf<'GET /batches/{gtin}/{lot}'>; me: Me | null }) {
  const { t, i18n } = useTranslation('batches')
  const format = useFormat()
  const countries = new Intl.DisplayNames(i18n.language, { type: 'region' })
  const { markets, storage, packs } = batch
  return (
    <Card title={t('facts.title')}>
      <Facts>
        <Fact name={t('gtin')}>
          <span className="code">{batch.gtin}</span>
        </Fact>
        <Fact name={t('expiresOn')}>{format.day(batch.expiresOn)}</Fact>
        <Fact name={t('facts.registrant')}>
          <ParticipantName gln={batch.registrant} />
        </Fact>
        <Fact name={t('facts.changedAt')}>{format.moment(batch.changedAt)}</Fact>
        <Fact name={t('facts.markets')}>
          {markets.length === 0
            ? t('facts.notStated')
            : markets.map((code) => countries.of(code) ?? code).join(', ')}
        </Fact>
        <Fact name={t('facts.storage')}>
          {storage === null
            ? t('facts.notStated')
            : t('facts.range', {
                min: format.number(storage.minTenthsC / 10),
                max: format.number(storage.maxTenthsC / 10),
              })}
        </Fact>
        {packs !== null && <Fact name={t('facts.packs')}>{format.number(packs)}</Fact>}
        <Fact name={t('movedPacks')}>
          <PackCounts touched={batch.touched} />
        </Fact>
        <Fact name={t('facts.height')}>{format.number(batch.height)}</Fact>
        <Trail lot={batch.lot} me={me} />
      </Facts>
    </Card>
  )
}

/** Where its packs went and were seen, as far as she may look. */
function Trail({ lot, me }: { lot: string; me: Me | null }) {
  const { t } = useTranslation('batches')
  const search = { find: lot }
  if (!may(me, 'units:read') && !may(me, 'scans:read')) return null
  return (
    <Fact name={t('facts.trail')}>
      <span className={styles.trail}>
        {may(me, 'units:read') && (
          <Link to={urls.shipments} search={search}>
            {t('facts.shipments')}
          </Link>
        )}
        {may(me, 'scans:read') && (
          <Link to={urls.scans} search={search}>
            {t('facts.scans')}
          </Link>
        )}
      </span>
    </Fact>
  )
}
