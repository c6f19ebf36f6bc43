/** A code that is typed. What a wedge scanner types into the field goes the wedge's way, which empties it by a reset. */
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { TextField } from '../components/form/Field.tsx'
import { Actions, Form } from '../components/form/Form.tsx'
import { scanFieldAttribute } from './wedge/listenForWedge.ts'

interface CodeEntryProps {
  label: string
  hint?: string
  submit: string
  busy?: boolean
  fault?: string | null
  /** Empties the field. */
  onCode: (text: string) => void
}

export function CodeEntry({ label, hint, submit, busy = false, fault = null, onCode }: CodeEntryProps) {
  const [text, setText] = useState('')
  const send = () => {
    if (text.trim() === '') return
    setText('')
    onCode(text)
  }
  return (
    <div onReset={() => setText('')}>
      <Form onSubmit={send}>
        <TextField
          code
          autoComplete="off"
          label={label}
          hint={hint}
          fault={fault}
          value={text}
          onChange={setText}
          {...{ [scanFieldAttribute]: '' }}
        />
        <Actions>
          <Button type="submit" look="main" busy={busy}>
            {submit}
          </Button>
        </Actions>
      </Form>
    </div>
  )
}
