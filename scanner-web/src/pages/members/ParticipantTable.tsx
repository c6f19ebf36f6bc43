import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { useOrganisationName } from '../../language/useOrganisationName.ts'
import { useRoleNames } from '../../language/useRoleNames.ts'

type Participant = AnswerOf<'GET /participants'>['items'][number]

export function ParticipantTable({ participants }: { participants: readonly Participant[] }) {
  const { t } = useTranslation('members')
  const format = useFormat()
  const nameOf = useOrganisationName()
  const roleNames = useRoleNames()
  const columns: Column<Participant>[] = [
    { title: t('admissions.participant'), show: ({ name }) => name ?? t('admissions.unnamed') },
    { title: 'GLN', show: ({ gln }) => <span className="code">{gln}</span> },
    { title: t('admissions.roles'), show: ({ roles }) => roleNames(roles) },
    { title: t('admissions.organisation'), show: ({ organisation }) => nameOf(organisation) },
    { title: t('admissions.since'), show: ({ admittedAt }) => format.moment(admittedAt) },
  ]
  return (
    <Table
      caption={t('admissions.admitted')}
      columns={columns}
      rows={participants}
      keyOf={({ gln }) => gln}
    />
  )
}
