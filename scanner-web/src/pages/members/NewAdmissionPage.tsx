import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { ledgerQuery } from '../../api/ledgerQuery.ts'
import { useAction } from '../../api/useAction.ts'
import { ActionNotice } from '../../components/ActionNotice.tsx'
import { Card } from '../../components/Card.tsx'
import { SelectField } from '../../components/form/Field.tsx'
import { FileField } from '../../components/form/FileField.tsx'
import { Actions, Form } from '../../components/form/Form.tsx'
import { SubmitButton } from '../../components/form/SubmitButton.tsx'
import { Ticks } from '../../components/form/Ticks.tsx'
import { useFields } from '../../components/form/useFields.ts'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useOrganisationName } from '../../language/useOrganisationName.ts'
import type { Handle, PageLoad } from '../../page.tsx'
import { urls } from '../../urls.ts'
import { noPlace, placeBody, PlaceFields } from './PlaceFields.tsx'

// loader
export const loader = ({ queries }: PageLoad) => queries.query({ ...ledgerQuery, staleTime: 'static' })

// handle
export const handle: Handle = { title: 'members:new.title', texts: 'members', access: 'proposals:vote' }

const mostBytes = 10 * 1024 * 1024

// component
export function Component() {
  const { t } = useTranslation(['members', 'frame'])
  const { organisations } = useSuspenseQuery(ledgerQuery).data
  const nameOf = useOrganisationName()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const upload = useAction('POST /documents')
  const propose = useAction('POST /proposals')
  const place = useFields(noPlace)
  const [msp, setMsp] = useState(organisations[0]?.msp ?? '')
  const [roles, setRoles] = useState<readonly Role[]>([])
  const [proof, setProof] = useState<File | null>(null)
  const { tried } = place
  const offered = (organisations.find((each) => each.msp === msp)?.roles ?? []) as Role[]
  const isProof = proof !== null && proof.size <= mostBytes && proof.name.toLowerCase().endsWith('.pdf')

  async function submit() {
    place.noteTry()
    const who = placeBody(place.fields)
    if (who === null || roles.length === 0 || !isProof) return
    propose.reset()
    const document = await upload.send({ body: new Blob([proof], { type: 'application/pdf' }) })
    if (document === null) return
    const body = { ...who, organisation: msp, roles: [...roles], proof: document.hash }
    const made = await propose.send({ body })
    if (made === null) return
    await queries.invalidateQueries({ queryKey: ['GET /proposals'] })
    await navigate({ to: urls.admission, params: { id: made.id } })
  }
  return (
    <>
      <PageHeader title={t('new.title')} lead={t('new.lead')} />
      <Card>
        <Form onSubmit={() => void submit()}>
          <ActionNotice action={upload} />
          <ActionNotice action={propose} />
          <PlaceFields place={place} nameHint={t('place.licensedName')} />
          <SelectField
            label={t('new.organisation')}
            value={msp}
            onChange={(value) => {
              setMsp(value)
              setRoles([])
            }}
            options={organisations.map(({ msp: value }) => ({ value, text: nameOf(value) }))}
          />
          <Ticks
            label={t('new.roles')}
            hint={t('new.rolesHint')}
            fault={tried && roles.length === 0 ? t('new.rolesWrong') : null}
            chosen={roles}
            onChange={setRoles}
            options={offered.map((value) => ({ value, text: t(`frame:role.${value}`) }))}
          />
          <FileField
            label={t('new.proof')}
            hint={t('new.proofHint')}
            fault={tried && !isProof ? t('new.proofWrong') : null}
            accept=".pdf,application/pdf"
            required
            onChoose={setProof}
          />
          <Actions>
            <SubmitButton action={propose.stage === 'ready' ? upload : propose} look="main">
              {t('new.submit')}
            </SubmitButton>
          </Actions>
        </Form>
      </Card>
    </>
  )
}
