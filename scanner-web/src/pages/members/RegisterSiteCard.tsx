import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Card } from '../../components/Card.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { useFields } from '../../components/form/useFields.ts'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { noPlace, placeBody, PlaceFields } from './PlaceFields.tsx'

export function RegisterSiteCard() {
  const { t } = useTranslation('members')
  const queries = useQueryClient()
  const register = useAction('POST /sites')
  const place = useFields(noPlace)

  async function submit() {
    place.noteTry()
    const body = placeBody(place.fields)
    if (body === null || (await register.send({ body })) === null) return
    place.empty()
    await queries.invalidateQueries({ queryKey: ['GET /sites'] })
  }
  return (
    <Card title={t('team.addSite')}>
      <Form onSubmit={() => void submit()}>
        <ActionNotice action={register} />
        {register.answer && <Notice tone="good">{t('team.siteDone', { name: register.answer.name })}</Notice>}
        <PlaceFields place={place} />
        <Actions>
          <SubmitButton action={register}>{t('team.siteSubmit')}</SubmitButton>
        </Actions>
      </Form>
    </Card>
  )
}
