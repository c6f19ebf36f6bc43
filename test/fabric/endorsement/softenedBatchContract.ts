/** Changes the contract where it is loaded: a recall's class is always the mildest. */
import { BatchContract } from '../../../chaincode/src/contracts/batchContract.ts'
import { canonicalJson } from '../../../chaincode/src/domain/canonicalJson.ts'

const recall = Reflect.get(BatchContract.prototype, 'recall')
BatchContract.prototype.recall = function (ctx, requestId, input) {
  const asked = JSON.parse(input) as object
  return recall.call(this, ctx, requestId, canonicalJson({ ...asked, class: 3 }))
}
