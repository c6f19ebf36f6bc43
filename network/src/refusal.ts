/** Nothing was started or changed, for a reason that the operator can act on; its message is all they need to see. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
