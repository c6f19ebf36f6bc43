/**
 * Proofs over an append-only Merkle tree. RFC 6962 section 2.1; the checking algorithms are those that RFC 9162
 * writes down in sections 2.1.3.2 (inclusion) and 2.1.4.2 (consistency). Sizes are integers up to 2^53 - 1.
 */
import { equalBytes } from './bytes.ts'
import { nodeHashOf, type Hashing } from './names.ts'

export interface InclusionClaim {
  index: number
  size: number
  leafHash: Uint8Array
  root: Uint8Array
  /** From the leaf up. */
  proof: readonly Uint8Array[]
}

/** Is the leaf at `index` of the tree of `size` leaves with this root? Never throws: what cannot be checked is false. */
export function verifyInclusion(h: Hashing, { index, size, leafHash, root, proof }: InclusionClaim): boolean {
  if (!isSize(index) || !isSize(size) || index >= size) return false
  let at = index
  let last = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHashOf(h, sibling, hash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash = nodeHashOf(h, hash, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equalBytes(hash, root)
}

export interface ConsistencyClaim {
  size1: number
  size2: number
  root1: Uint8Array
  root2: Uint8Array
  proof: readonly Uint8Array[]
}

/**
 * Does the tree (size2, root2) only append to (size1, root1)? An empty first tree is refused: everything extends it,
 * so there would be nothing to prove. Never throws.
 */
export function verifyConsistency(h: Hashing, claim: ConsistencyClaim): boolean {
  const { size1, size2, root1, root2, proof } = claim
  if (!isSize(size1) || !isSize(size2) || size1 > size2) return false
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2)
  // A first tree that is a full subtree of the second is its own starting hash, so the proof leaves it out.
  const [start, ...rest] = isPowerOfTwo(size1) ? [root1, ...proof] : proof
  if (size1 === 0 || proof.length === 0 || start === undefined) return false

  let [at, last] = [size1 - 1, size2 - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let [hash1, hash2] = [start, start]
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash1 = nodeHashOf(h, sibling, hash1)
      hash2 = nodeHashOf(h, sibling, hash2)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash2 = nodeHashOf(h, hash2, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equalBytes(hash1, root1) && equalBytes(hash2, root2)
}

// Sizes pass 2^32, where JavaScript's bit operators would wrap.
const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0
const isOdd = (n: number) => n % 2 === 1
const half = (n: number) => Math.floor(n / 2)

function isPowerOfTwo(n: number): boolean {
  while (n > 1 && !isOdd(n)) n = half(n)
  return n === 1
}
