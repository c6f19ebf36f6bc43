import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'

interface MoreButtonProps {
  /** What `useInfiniteQuery` gives. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}

/** Below a list: its next page, where there is one. */
export function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation()
  if (!list.hasNextPage) return null
  return (
    <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t('action.more')}
    </Button>
  )
}
