import type { Journal } from '../../../server/src/audit/journal.ts'

/** Every record of the journal as text, in order. */
export async function readJournal(journal: Journal): Promise<string[]> {
  const texts: string[] = []
  for (const { segment } of journal.segments()) {
    let offset = 0
    for (;;) {
      const frames = await journal.read(segment, offset, 1000)
      for (const frame of frames) texts.push(new TextDecoder().decode(frame.payload))
      const last = frames.at(-1)
      if (last === undefined) break
      offset = last.end
    }
  }
  return texts
}
