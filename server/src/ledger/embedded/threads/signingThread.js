// Signs many messages at a time. What crosses between threads costs more than a signature when it is sent one by one.
import { sign } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { answerQuestions } from './answerQuestions.js'

/** Of P-256: r and s. */
const signatureBytes = 64
const keys = workerData

answerQuestions(({ signers, lengths, bytes }) => {
  const signatures = new Uint8Array(signers.length * signatureBytes)
  let start = 0
  for (const [index, signer] of signers.entries()) {
    const end = start + lengths[index]
    const signature = sign('sha256', bytes.subarray(start, end), {
      key: keys[signer],
      dsaEncoding: 'ieee-p1363',
    })
    signatures.set(signature, index * signatureBytes)
    start = end
  }
  return { answer: signatures, moved: [signatures.buffer] }
})
