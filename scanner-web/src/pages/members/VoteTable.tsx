import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { useOrganisationName } from '../../language/useOrganisationName.ts'
import styles from './members.module.css'

type Vote = AnswerOf<'GET /proposals/{id}'>['votes'][number]
type Organisation = AnswerOf<'GET /ledger'>['organisations'][number]

interface VoteTableProps {
  organisations: readonly Organisation[]
  votes: readonly Vote[]
  /** Decided, nobody is waited for: not even an organisation that this proposal made a voter. */
  isOpen: boolean
}

/** Whoever has voted, and whoever still may. */
export function VoteTable({ organisations, votes, isOpen }: VoteTableProps) {
  const { t } = useTranslation('members')
  const format = useFormat()
  const nameOf = useOrganisationName()
  const rows = organisations
    .map(({ msp, votes: isVoter }) => ({
      msp,
      isVoter,
      vote: votes.find((each) => each.organisation === msp),
    }))
    .filter(({ isVoter, vote }) => (isOpen && isVoter) || vote !== undefined)
  const columns: Column<(typeof rows)[number]>[] = [
    { title: t('proposal.organisation'), show: ({ msp }) => nameOf(msp) },
    { title: t('proposal.vote'), show: ({ vote }) => <VoteBadge vote={vote} /> },
    { title: t('proposal.at'), show: ({ vote }) => (vote ? format.moment(vote.at) : '–') },
  ]
  return (
    <>
      <p className={styles.lead}>{t('proposal.rule')}</p>
      <Table caption={t('proposal.votes')} columns={columns} rows={rows} keyOf={({ msp }) => msp} />
    </>
  )
}

function VoteBadge({ vote }: { vote: Vote | undefined }) {
  const { t } = useTranslation('members')
  if (vote === undefined) return <Badge tone="plain">{t('proposal.notYet')}</Badge>
  return vote.approve ? (
    <Badge tone="good">{t('proposal.for')}</Badge>
  ) : (
    <Badge tone="bad">{t('proposal.against')}</Badge>
  )
}
