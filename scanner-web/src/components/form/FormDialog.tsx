import type { ComponentProps, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionNotice } from '../ActionNotice.tsx'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import type { IconName } from '../iconPaths.ts'
import { Actions, Form } from './Form.tsx'
import { SubmitButton } from './SubmitButton.tsx'

interface FormDialogProps {
  open?: boolean
  title: ReactNode
  onClose: () => void
  onSubmit: () => void
  action: ComponentProps<typeof ActionNotice>['action'] & { reset?: () => void }
  /** In place of what `action` says of how it went. */
  notice?: ReactNode
  submit: { text: string; look?: 'grave'; icon?: IconName; disabled?: boolean }
  /** The other button goes back a step instead of closing. */
  back?: { text: string; onPress: () => void }
  children: ReactNode
}

/** Asks for what an action needs, sends it, says right above its buttons what came of it, and does not close before. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation()
  const { open = true, title, onClose, onSubmit, action, submit, back, children } = props
  const { text, look = 'main', ...button } = submit
  const { stage } = action
  const close = () => {
    action.reset?.()
    onClose()
  }
  return (
    <Dialog open={open} held={stage === 'sending' || stage === 'unknown'} onClose={close} title={title}>
      <Form onSubmit={onSubmit}>
        {children}
        {props.notice ?? <ActionNotice action={action} />}
        <Actions>
          <SubmitButton action={action} look={look} {...button}>
            {text}
          </SubmitButton>
          {/* Not known yet: who goes without knowing does so by this button alone. */}
          <Button look="quiet" disabled={stage === 'sending'} onClick={back?.onPress ?? close}>
            {back?.text ?? t('action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
