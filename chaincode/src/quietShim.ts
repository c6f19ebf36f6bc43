/** Keeps fabric-shim 2.5.8 from its log: it formats some forty lines a transaction, also where none is printed. */
import logging from 'fabric-shim/lib/logger.js'

const names = ['lib/chaincode.js', 'lib/handler.js', 'lib/iterators.js', 'lib/server.js', 'lib/stub.js']

export function quietShim(): void {
  const nothing = () => undefined
  for (const name of names)
    Object.assign(logging.getLogger(name), { debug: nothing, info: nothing, warn: nothing, error: nothing })
}
