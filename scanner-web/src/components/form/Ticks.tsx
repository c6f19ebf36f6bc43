import type { ReactNode } from 'react'
import styles from './Field.module.css'
import { Tick } from './Tick.tsx'
import { useNotes, type Notes } from './useNotes.tsx'

interface TicksProps<Value extends string> extends Notes {
  label: ReactNode
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
  options: readonly { value: Value; text: ReactNode }[]
}

/** Any of several, all in sight. */
export function Ticks<Value extends string>(props: TicksProps<Value>) {
  const { label, chosen, onChange, options } = props
  const { describedBy, hint, fault } = useNotes(props)
  return (
    <fieldset className={styles.set} aria-describedby={describedBy}>
      <legend>{label}</legend>
      {hint}
      <div className={styles.ticks}>
        {options.map(({ value, text }) => (
          <Tick
            key={value}
            checked={chosen.includes(value)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          >
            {text}
          </Tick>
        ))}
      </div>
      {fault}
    </fieldset>
  )
}
