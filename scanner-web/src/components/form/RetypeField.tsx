import { TextField } from './Field.tsx'

interface RetypeFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** What cannot be taken back is confirmed by typing the name of what it happens to. */
export function RetypeField(props: RetypeFieldProps) {
  return <TextField {...props} code required autoFocus autoComplete="off" />
}
