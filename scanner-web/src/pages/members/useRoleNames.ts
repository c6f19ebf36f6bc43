export { useRoleNames } from '../../language/useRoleNames.ts'
