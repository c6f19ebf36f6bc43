import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { useRoleNames } from '../../language/useRoleNames.ts'
import { urls } from '../../urls.ts'
import { OutcomeBadge } from './OutcomeBadge.tsx'

type Proposal = AnswerOf<'GET /proposals'>['items'][number]

export function ProposalTable({ caption, proposals }: { caption: string; proposals: readonly Proposal[] }) {
  const { t } = useTranslation('members')
  const format = useFormat()
  const roleNames = useRoleNames()
  const columns: Column<Proposal>[] = [
    {
      title: t('admissions.participant'),
      show: ({ id, gln, name }) => (
        <Link to={urls.admission} params={{ id }}>
          {name ?? gln}
        </Link>
      ),
    },
    { title: t('admissions.roles'), show: ({ roles }) => roleNames(roles) },
    { title: t('admissions.proposed'), show: ({ openedAt }) => format.moment(openedAt) },
    {
      title: t('admissions.votes'),
      show: ({ votes }) => {
        const approvals = votes.filter(({ approve }) => approve).length
        return t('admissions.votesFor', { approvals, rejections: votes.length - approvals })
      },
    },
    { title: t('admissions.outcome'), show: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
  ]
  return <Table caption={caption} columns={columns} rows={proposals} keyOf={({ id }) => id} />
}
