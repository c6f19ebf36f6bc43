/**
 * Keeps fabric-shim 2.5.8 from formatting some forty lines a transaction, also where none is printed. Its errors and warnings stay:
 * a broken connection to the peer is told there alone.
 */
import logging from 'fabric-shim/lib/logger.js'

const names = ['lib/chaincode.js', 'lib/handler.js', 'lib/iterators.js', 'lib/server.js', 'lib/stub.js']

export function quietShim(): void {
  const nothing = () => undefined
  for (const name of names) Object.assign(logging.getLogger(name), { debug: nothing, info: nothing })
}
