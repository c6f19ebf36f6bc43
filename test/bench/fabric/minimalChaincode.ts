/** The least that a chaincode can do: puts filler under the keys it is told, and gets one. What ours is measured against. */
import shim, { type ChaincodeStub } from 'fabric-shim'

// A peer that dies takes the other end of these streams with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))

shim.start({
  Init: () => Promise.resolve(shim.success()),
  /** `put KEY SIZE KEY SIZE ...` or `get KEY` */
  async Invoke(stub: ChaincodeStub) {
    const [fn, ...args] = stub.getStringArgs()
    if (fn === 'get') return shim.success(await stub.getState(args[0] ?? ''))
    for (let at = 0; at < args.length; at += 2)
      await stub.putState(args[at] ?? '', Buffer.alloc(Number(args[at + 1]), 'v'))
    return shim.success()
  },
})
