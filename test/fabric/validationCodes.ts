/** Peers' verdicts on transactions: TxValidationCode, fabric-protos peer/transaction.proto. */
export const valid = 0
export const endorsementPolicyFailure = 10
