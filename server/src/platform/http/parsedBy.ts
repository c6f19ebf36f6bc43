import { z } from 'zod'

/**
 * A schema for a text that a parser of the domain turns into a branded value: the parser's own reason becomes the
 * problem, so that nothing is checked twice. `parse` throws an error that may carry `facts.reason`.
 */
export function parsedBy<Value>(parse: (text: string) => Value, example: string) {
  return z
    .string()
    .max(4096)
    .meta({ example })
    .transform((text, context): Value => {
      try {
        return parse(text)
      } catch (error) {
        context.issues.push({ code: 'custom', message: reasonOf(error), input: text })
        return z.NEVER
      }
    })
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'facts' in error) {
    const { reason } = error.facts as { reason?: unknown }
    if (typeof reason === 'string') return reason
  }
  throw error
}
