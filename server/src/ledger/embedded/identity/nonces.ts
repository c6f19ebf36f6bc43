import { randomFillSync } from 'node:crypto'

const nonceBytes = 24
const drawn = 256

/** Random nonces, drawn from the operating system many at a time: a draw costs 4 us whatever its size. */
export class Nonces {
  private pool = Buffer.alloc(0)

  next(): Uint8Array {
    if (this.pool.length === 0) this.pool = randomFillSync(Buffer.allocUnsafeSlow(nonceBytes * drawn))
    const nonce = this.pool.subarray(0, nonceBytes)
    this.pool = this.pool.subarray(nonceBytes)
    return nonce
  }
}
