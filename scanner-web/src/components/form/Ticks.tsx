import { useId, type ReactNode } from 'react'
import { Icon } from '../Icon.tsx'
import styles from './Field.module.css'
import { Tick } from './Tick.tsx'

interface TicksProps<Value extends string> {
  label: ReactNode
  hint?: ReactNode
  fault?: string | null
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
  options: readonly { value: Value; text: ReactNode }[]
}

/** Any of several, all in sight. */
export function Ticks<Value extends string>(props: TicksProps<Value>) {
  const { label, hint, fault, chosen, onChange, options } = props
  const id = useId()
  return (
    <fieldset className={styles.set} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {hint !== undefined && <div className={styles.hint}>{hint}</div>}
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
      {fault && (
        <div className={styles.fault} id={`${id}-fault`}>
          <Icon name="warning" size={1.125} />
          {fault}
        </div>
      )}
    </fieldset>
  )
}
