import { Link, type LinkComponentProps } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'

interface Look {
  /** `main`: the one thing to do here; `grave`: cannot be taken back. */
  look?: 'main' | 'side' | 'quiet' | 'grave'
  size?: 'large' | undefined
  wide?: boolean
  icon?: IconName
  children: ReactNode
}

function classOf({ look = 'side', size, wide }: Omit<Look, 'children'>, busy = false): string {
  const names = [styles.button, styles[look], size && styles[size], wide && styles.wide, busy && styles.busy]
  return names.filter(Boolean).join(' ')
}

interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  /** Under way: says so, and a second press does nothing. */
  busy?: boolean
  disabled?: boolean
}

export function Button({
  look,
  size,
  wide,
  icon,
  busy = false,
  disabled = false,
  children,
  ...rest
}: ButtonProps) {
  const { onClick, type = 'button', ...others } = rest
  const idle = busy || disabled
  const shown = busy ? 'refresh' : icon
  return (
    <button
      {...others}
      type={type}
      className={classOf({ ...(look && { look }), size, ...(wide && { wide }) }, busy)}
      aria-disabled={idle || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (idle) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {shown && <Icon name={shown} size={1.25} />}
      {children}
    </button>
  )
}

/** Goes somewhere, and looks like a button. */
export function LinkButton({ look, size, wide, icon, children, ...rest }: Look & LinkComponentProps) {
  return (
    <Link {...rest} className={classOf({ ...(look && { look }), size, ...(wide && { wide }) })}>
      {icon && <Icon name={icon} size={1.25} />}
      {children}
    </Link>
  )
}

interface DownloadLinkProps extends Look {
  href: string
  /** Name of the file. */
  download: string
  onClick?: () => void
}

/** Saves what the server gives at `href`. */
export function DownloadLink({ look, size, wide, icon = 'download', children, ...rest }: DownloadLinkProps) {
  return (
    <a {...rest} className={classOf({ ...(look && { look }), size, ...(wide && { wide }) })}>
      <Icon name={icon} size={1.25} />
      {children}
    </a>
  )
}
