import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import styles from './MoreButton.module.css'
import { ProblemNotice } from './ProblemNotice.tsx'

interface MoreButtonProps {
  /** What `useInfiniteQuery` gives. */
  list: {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => Promise<unknown>
    error: Error | null
  }
}

/** Below a list: its next page, where there is one, and why the last one asked for did not come. */
export function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation()
  if (!list.hasNextPage && list.error === null) return null
  return (
    <div className={styles.more}>
      <ProblemNotice problem={list.error} />
      {list.hasNextPage && (
        <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </div>
  )
}
