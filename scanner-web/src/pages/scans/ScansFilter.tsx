import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { SelectField, TextField } from '../../components/form/Field.tsx'
import { isVerdict, verdictLooks, type Verdict } from '../../components/verdict/verdictLook.ts'
import styles from './ScansPage.module.css'
import type { ScansSearch } from './scansSearch.ts'

interface ScansFilterProps {
  search: ScansSearch
  /** `YYYY-MM-DD`, here. */
  today: string
  mistyped: boolean
  onSearch: (search: ScansSearch) => void
}

/** Day and verdict act at once, what is typed when it is sent. */
export function ScansFilter({ search, today, mistyped, onSearch }: ScansFilterProps) {
  const { t } = useTranslation('counter')
  const [find, setFind] = useState(search.find ?? '')
  const { day: _day, ...withoutDay } = search
  const { verdict: _verdict, ...withoutVerdict } = search
  const { find: _find, ...withoutFind } = search
  const options = (Object.keys(verdictLooks) as Verdict[]).map((value) => ({
    value,
    text: said(t(`verdict.${value}.word`), t(`verdict.${value}.said`)),
  }))
  return (
    <form
      role="search"
      className={styles.filter}
      onSubmit={(event) => {
        event.preventDefault()
        const sought = find.trim()
        onSearch({ ...withoutFind, ...(sought !== '' && { find: sought }) })
      }}
    >
      <TextField
        label={t('scans.search')}
        hint={t('scans.searchHint')}
        fault={mistyped ? t('scans.gtinWrong') : null}
        code
        type="search"
        autoComplete="off"
        value={find}
        onChange={setFind}
      />
      <Button type="submit" icon="search">
        {t('scans.submit')}
      </Button>
      <TextField
        label={t('scans.day')}
        type="date"
        max={today}
        value={search.day ?? today}
        onChange={(day) => onSearch({ ...withoutDay, ...(day !== '' && day !== today && { day }) })}
      />
      <SelectField
        label={t('scans.verdict')}
        value={search.verdict ?? ''}
        onChange={(verdict) => onSearch({ ...withoutVerdict, ...(isVerdict(verdict) && { verdict }) })}
        options={[{ value: '', text: t('scans.anyVerdict') }, ...options]}
      />
    </form>
  )
}

/** Several verdicts share a word. */
const said = (word: string, sentence: string) => `${word}: ${sentence}`
