import type { ComponentProps, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionNotice } from '../ActionNotice.tsx'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import type { IconName } from '../iconPaths.ts'
import { Actions, Form } from './Form.tsx'

interface FormDialogProps {
  open?: boolean
  title: ReactNode
  onClose: () => void
  onSubmit: () => void
  action: ComponentProps<typeof ActionNotice>['action']
  /** In place of what `action` says of how it went. */
  notice?: ReactNode
  submit: { text: string; look?: 'grave'; icon?: IconName; disabled?: boolean }
  /** The other button goes back a step instead of closing. */
  back?: { text: string; onPress: () => void }
  children: ReactNode
}

/** Asks for what an action needs, sends it, and says right above its buttons what came of it. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation()
  const { open = true, title, onClose, onSubmit, action, submit, back, children } = props
  const { text, look = 'main', ...button } = submit
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <Form onSubmit={onSubmit}>
        {children}
        {props.notice ?? <ActionNotice action={action} />}
        <Actions>
          <Button type="submit" look={look} busy={action.sending} {...button}>
            {text}
          </Button>
          <Button look="quiet" onClick={back?.onPress ?? onClose}>
            {back?.text ?? t('action.cancel')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
