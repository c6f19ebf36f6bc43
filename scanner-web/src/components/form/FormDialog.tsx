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
  // Who was told that an outcome is not known may leave; it is not shown to her again.
  const isHeld = action.stage === 'sending'
  const close = () => {
    action.reset?.()
    onClose()
  }
  return (
    <Dialog open={open} held={isHeld} onClose={close} title={title}>
      <Form onSubmit={onSubmit}>
        {children}
        {props.notice ?? <ActionNotice action={action} />}
        <Actions>
          <SubmitButton action={action} look={look} {...button}>
            {text}
          </SubmitButton>
          <Button look="quiet" disabled={isHeld} onClick={back?.onPress ?? close}>
            {back?.text ?? t('action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
