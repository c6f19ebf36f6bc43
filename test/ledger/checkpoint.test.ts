import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import {
  openCheckpoint,
  originOf,
  parseCheckpoint,
  signCheckpoint,
} from '../../server/src/ledger/log/checkpoint.ts'
import { openNote, parseVerifierKey, verifierKeyOf } from '../../server/src/ledger/log/signedNote.ts'

// The example key and note of the C2SP signed-note text, which are those of Go's golang.org/x/mod/sumdb/note (BSD-3-Clause).
const peterNeumann = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const note =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

// RFC 8032, section 7.1, test 1.
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'),
  type: 'pkcs8',
  format: 'der',
})
const signer = { name: 'veritrail/test/RegulatorMSP', key }
const checkpoint = { origin: 'veritrail/test/00', size: 7, root: Buffer.alloc(32, 7) }

describe('signed notes', () => {
  it('verify as others write them', () => {
    const text = openNote(note, parseVerifierKey(peterNeumann))
    assert.equal(text, note.slice(0, note.indexOf('\n\n') + 1))
    assert.equal(openNote(note.replace('answer', 'Answer'), parseVerifierKey(peterNeumann)), null)
  })

  it("refuse a verifier key whose id is another key's", () => {
    assert.throws(
      () => parseVerifierKey(peterNeumann.replace('c74f20a3', 'c74f20a4')),
      /do not belong together/,
    )
    assert.throws(() => parseVerifierKey('nonsense'), /not an Ed25519 verifier key/)
    assert.equal(verifierKeyOf(parseVerifierKey(peterNeumann)), peterNeumann)
  })
})

describe('checkpoints', () => {
  it('say origin, size and root, and come back as they were signed', () => {
    const signed = signCheckpoint(checkpoint, signer)
    assert.ok(signed.startsWith('veritrail/test/00\n7\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n\n— '))
    assert.deepEqual(openCheckpoint(signed, parseVerifierKey(verifierKeyOf(signer))), checkpoint)
  })

  it('do not open with a changed size, or under another name', () => {
    const signed = signCheckpoint(checkpoint, signer)
    assert.equal(openCheckpoint(signed.replace('\n7\n', '\n8\n'), signer), null)
    assert.equal(openCheckpoint(signed, { name: 'somebody', key }), null)
  })

  it('are refused when they are none', () => {
    for (const text of [
      '',
      'a\nb\nc\n',
      'o\n07\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n',
      'o\n7\nBwc=\n',
    ]) {
      assert.throws(() => parseCheckpoint(text), /not a checkpoint/)
    }
  })

  it('name a ledger by its channel and first block', () => {
    assert.equal(originOf('veritrail', Buffer.alloc(32, 0xab)), 'veritrail/veritrail/abababababababab')
  })
})
