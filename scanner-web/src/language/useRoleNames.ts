import { useTranslation } from 'react-i18next'
import type { Role } from '../../../chaincode/src/domain/ledgerApi.ts'

/** Gives roles as words in a row. */
export function useRoleNames(): (roles: readonly string[]) => string {
  const { t } = useTranslation('frame')
  return (roles) => roles.map((role) => t(`role.${role as Role}`)).join(', ')
}
