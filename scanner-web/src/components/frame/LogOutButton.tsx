import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { logOut } from '../../api/session.ts'
import { urls } from '../../urls.ts'
import { Button } from '../Button.tsx'
import { ProblemNotice } from '../ProblemNotice.tsx'
import styles from './FullFrame.module.css'

export function LogOutButton() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [problem, setProblem] = useState<unknown>(null)
  const leave = async () => {
    try {
      await logOut(queries)
      await navigate({ to: urls.logIn })
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <div className={styles.leave}>
      <ProblemNotice problem={problem} />
      <Button look="quiet" icon="logOut" onClick={() => void leave()}>
        {t('action.logOut')}
      </Button>
    </div>
  )
}
