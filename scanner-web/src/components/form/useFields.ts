import { useState } from 'react'

/** What stands in the fields of a form. What is wrong with it is shown from the first try to send it. */
export function useFields<Fields extends object>(blank: Fields) {
  const [fields, setFields] = useState(blank)
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Fields>) => setFields((was) => ({ ...was, ...part }))
  return {
    fields,
    change,
    /** For one field's `onChange`. */
    put:
      <Name extends keyof Fields>(name: Name) =>
      (value: Fields[Name]) =>
        change({ [name]: value } as unknown as Partial<Fields>),
    tried,
    noteTry: () => setTried(true),
    empty: () => {
      setFields(blank)
      setTried(false)
    },
  }
}
