import { Link } from '@tanstack/react-router'
import { urls } from '../../urls.ts'
import styles from './Brand.module.css'

export function Brand() {
  return (
    <Link to={urls.home} className={styles.brand}>
      <img src="/icon.svg" alt="" width="34" height="34" />
      Veritrail
    </Link>
  )
}
