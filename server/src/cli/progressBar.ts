import type { Terminal } from './outcome.ts'

const width = 30

/** A bar on standard error; on anything but a terminal, a line each tenth of the way. */
export function progressBar(terminal: Terminal, label: string): (done: number, total: number) => void {
  let lastTenth = -1
  return (done, total) => {
    const part = total === 0 ? 1 : Math.min(1, done / total)
    const line = `${label} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
    const tenth = Math.floor(part * 10)
    if (terminal.interactive) {
      const filled = Math.round(part * width)
      terminal.err(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${line}${part === 1 ? '\n' : ''}`)
    } else if (tenth !== lastTenth) {
      terminal.err(`${line}\n`)
    }
    lastTenth = tenth
  }
}
