import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Notice } from '../../components/Notice.tsx'
import { ParticipantName } from '../../components/ParticipantName.tsx'
import { useFormat } from '../../language/useFormat.ts'

type Batch = AnswerOf<'GET /batches/{gtin}/{lot}'>

/** Why packs of this batch may not be supplied. */
export function StopNotices({ batch: { recalled, withdrawn, expired } }: { batch: Batch }) {
  const { t } = useTranslation('batches')
  return (
    <>
      {recalled && <StopNotice stop={recalled} title={t('stop.recalledTitle', { class: recalled.class })} />}
      {withdrawn && (
        <StopNotice stop={withdrawn} title={t('stop.withdrawnTitle', { class: withdrawn.class })} />
      )}
      {expired && <Notice tone="caution">{t('stop.expired')}</Notice>}
    </>
  )
}

function StopNotice({
  stop: { by, reason, at },
  title,
}: {
  stop: NonNullable<Batch['recalled']>
  title: string
}) {
  const format = useFormat()
  return (
    <Notice tone="bad">
      <p>{title}</p>
      <p>{reason}</p>
      <p>
        <ParticipantName gln={by} />, {format.moment(at)}
      </p>
    </Notice>
  )
}
