/** How a command ends, for people, for scripts (`--json`: one JSON object) and for the shell (exit code). */
export const exitCodes = { done: 0, refused: 1, usage: 2, unavailable: 3 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command that could not do what it was asked; `detail` is what `--json` prints under `error`. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly exitCode: ExitCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(
    kind: Exclude<keyof typeof exitCodes, 'done'>,
    message: string,
    detail: Record<string, unknown> = {},
  ) {
    super(message)
    this.exitCode = exitCodes[kind]
    this.detail = { kind, message, ...detail }
  }
}

/** Where a command writes: results by the line on `out`, progress and complaints as they come on `err`. */
export interface Terminal {
  out: (line: string) => void
  err: (text: string) => void
  /** True when `err` is a terminal, so that a progress bar may redraw its line. */
  interactive: boolean
}
