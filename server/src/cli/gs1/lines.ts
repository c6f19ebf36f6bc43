/** Longer lines are cut off and answered as malformed: no code is near that long. */
const maxLine = 1 << 20

/**
 * The lines of a byte stream, in batches: one batch for each chunk that ends at least one line, so that an answer goes
 * out as soon as its line is there. A line over 1 MiB arrives as null.
 */
export async function* lineBatches(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<readonly (string | null)[]> {
  const decoder = new TextDecoder()
  let rest = ''
  let skipping = false
  for await (const chunk of input) {
    const lines = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split('\n')
    const batch: (string | null)[] = []
    for (const [i, line] of lines.entries()) {
      if (!skipping) rest += line
      if (rest.length > maxLine) skipping = true
      if (i === lines.length - 1) break
      batch.push(skipping ? null : rest.replace(/\r$/, ''))
      rest = ''
      skipping = false
    }
    if (skipping) rest = ''
    if (batch.length > 0) yield batch
  }
  rest += decoder.decode()
  if (skipping || rest !== '') yield [skipping ? null : rest.replace(/\r$/, '')]
}
