/**
 * Why a code is not valid GS1 syntax: the sentence GS1's Barcode Syntax Engine gives, since test vectors compare it.
 * The strict readers throw it and `parseStrict` turns it into an answer. It is no Error on purpose: a refusal is an
 * everyday answer here, and recording where it was thrown costs more than reading the code.
 */
export class SyntaxFault {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Ends the reading of a code that breaks a rule. */
export function refuse(sentence: string): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- see SyntaxFault
  throw new SyntaxFault(sentence)
}
