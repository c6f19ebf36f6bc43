import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/api.ts'
import { isProblem } from '../../api/apiProblem.ts'
import type { AnswerOf } from '../../api/createApi.ts'
import { Badge } from '../../components/Badge.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { ProblemNotice } from '../../components/ProblemNotice.tsx'
import { Table, type Column } from '../../components/Table.tsx'
import { useFormat } from '../../language/useFormat.ts'
import { deviceOf } from './deviceOf.ts'

type Session = AnswerOf<'GET /sessions'>['items'][number]

export function SessionsCard({ sessions }: { sessions: Session[] }) {
  const { t } = useTranslation('account')
  const format = useFormat()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<unknown>(null)

  async function end(id: string) {
    setProblem(null)
    try {
      await api.call('DELETE /sessions/{id}', { params: { id } })
    } catch (error) {
      // It has ended by itself: what was wanted.
      if (!isProblem(error, 'NOT_FOUND')) setProblem(error)
    }
    await queries.invalidateQueries({ queryKey: ['GET /sessions'] })
  }
  const columns: Column<Session>[] = [
    { title: t('sessions.device'), show: (each) => deviceOf(each.userAgent) ?? t('sessions.unknownDevice') },
    { title: t('sessions.address'), show: (each) => <span className="code">{each.address}</span> },
    { title: t('sessions.since'), show: (each) => format.moment(each.createdAt) },
    { title: t('sessions.lastSeen'), show: (each) => format.ago(each.lastSeenAt) },
    {
      title: t('sessions.end'),
      show: (each) =>
        each.isThis ? (
          <Badge tone="info">{t('sessions.this')}</Badge>
        ) : (
          <Button look="quiet" onClick={() => void end(each.id)}>
            {t('sessions.end')}
          </Button>
        ),
    },
  ]
  return (
    <Card title={t('sessions.title')}>
      <ProblemNotice problem={problem} />
      <Table caption={t('sessions.title')} columns={columns} rows={sessions} keyOf={(each) => each.id} />
    </Card>
  )
}
