/**
 * Why a code is not valid GS1 syntax. Thrown by the strict readers and turned into an answer by `parseStrict`, which is
 * its only catcher. The sentence is the one GS1's Barcode Syntax Engine gives: test vectors compare it.
 */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault'
}
