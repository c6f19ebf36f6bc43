import { useId } from 'react'
import { Icon } from '../Icon.tsx'
import type { IconName } from '../iconPaths.ts'
import styles from './Field.module.css'

interface ChoicesProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; text: string; icon?: IconName; lang?: string }[]
}

/** One of a few, all in sight. */
export function Choices<Value extends string>({ label, value, onChange, options }: ChoicesProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.set}>
      <legend>{label}</legend>
      <div className={styles.choices}>
        {options.map((each) => (
          <label className={styles.choice} key={each.value} lang={each.lang}>
            <input
              type="radio"
              name={name}
              value={each.value}
              checked={each.value === value}
              onChange={() => onChange(each.value)}
            />
            <span>
              {each.icon && <Icon name={each.icon} size={1.125} />}
              {each.text}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
