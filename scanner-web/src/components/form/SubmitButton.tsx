import type { ReactNode } from 'react'
import type { ActionState } from '../../api/useAction.ts'
import type { Operation } from '../../api/createApi.ts'
import { Button } from '../Button.tsx'
import type { IconName } from '../iconPaths.ts'

interface SubmitButtonProps {
  action: Pick<ActionState<Operation>, 'stage' | 'sending'>
  look?: 'main' | 'grave'
  icon?: IconName
  disabled?: boolean
  children: ReactNode
}

/** Begins an action; while what came of one is not known, no second one. */
export function SubmitButton({ action: { stage, sending }, disabled = false, ...rest }: SubmitButtonProps) {
  return <Button {...rest} type="submit" busy={sending} disabled={disabled || stage === 'unknown'} />
}
