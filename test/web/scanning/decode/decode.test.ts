/** The two passes and the ladder, by a reader that the test plays; what zxing really reads, the pictures' test tells. */
import assert from 'node:assert/strict'
import { attempts } from '../../../../scanner-web/src/scanning/decode/attempts.ts'
import { createDecoder } from '../../../../scanner-web/src/scanning/decode/decode.ts'
import type { Picture } from '../../../../scanner-web/src/scanning/decode/picture.ts'
import type { ReadSymbol, ReadSymbols } from '../../../../scanner-web/src/scanning/decode/symbolReader.ts'

const frame: Picture = { width: 1280, height: 720, data: new Uint8ClampedArray(1280 * 720 * 4).fill(200) }

function symbolAt(text: string, x: number, y: number, more: Partial<ReadSymbol> = {}): ReadSymbol {
  const corner = { x, y }
  return {
    isValid: true,
    format: 'DataMatrix',
    text,
    symbologyIdentifier: ']d2',
    bytes: new TextEncoder().encode(text),
    position: { topLeft: corner, topRight: corner, bottomRight: corner, bottomLeft: corner },
    ...more,
  }
}

/** Answers the n-th call with what `found` gives for n, and counts the calls. */
function playedReader(found: (call: number, picture: Picture) => ReadSymbol[]) {
  const pictures: Picture[] = []
  const read: ReadSymbols = async (picture) => {
    pictures.push(picture)
    return found(pictures.length, picture)
  }
  return { pictures, read }
}

const stillClock = () => 0

describe('a decoder', () => {
  it('looks once in a fast pass, whatever it finds', async () => {
    const { pictures, read } = playedReader(() => [])
    assert.deepEqual(await createDecoder(read, stillClock).fastPass(frame), [])
    assert.equal(pictures.length, 1)
  })

  it('does not climb when the plain picture is readable', async () => {
    const { pictures, read } = playedReader(() => [symbolAt('0109506000134352', 10, 10)])
    const [code] = await createDecoder(read, stillClock).hardPass(frame)
    assert.equal(code?.text, '0109506000134352')
    assert.equal(pictures.length, 1)
  })

  it('tries every attempt on a picture without a code, and then says so', async () => {
    const { pictures, read } = playedReader(() => [])
    assert.deepEqual(await createDecoder(read, stillClock).hardPass(frame), [])
    const looks = attempts.reduce((sum, { where }) => sum + (where === 'areas' ? 2 : 1), 1)
    assert.equal(pictures.length, looks)
  })

  it('begins no attempt after its time, but looks at the plain picture always', async () => {
    let now = 0
    const { pictures, read } = playedReader(() => {
      now += 40
      return []
    })
    await createDecoder(read, () => now).hardPass(frame, { budgetMs: 60 })
    assert.equal(pictures.length, 3, 'the plain picture and the two areas of the first attempt')
    await createDecoder(read, () => now).hardPass(frame, { budgetMs: 0 })
    assert.equal(pictures.length, 4)
  })

  it('believes a short message from an enhanced picture only when it was seen twice', async () => {
    const short = symbolAt('A1', 5, 5)
    const first = playedReader((call) => (call === 2 ? [short] : []))
    assert.deepEqual(await createDecoder(first.read, stillClock).hardPass(frame), [])
    const twice = playedReader((call) => (call === 2 || call === 5 ? [short] : []))
    const [code] = await createDecoder(twice.read, stillClock).hardPass(frame)
    assert.equal(code?.text, 'A1')
  })

  it('says where a code stands in the whole picture, also when it was found in an enlarged part', async () => {
    const enlarged = attempts.findIndex(({ scale }) => scale === 3)
    const { pictures, read } = playedReader((call) =>
      call === 2 ? [symbolAt('0109506000134352', 300, 600)] : [],
    )
    const [code] = await createDecoder(read, stillClock).hardPass(frame, { firstAttempt: enlarged })
    const [corner] = code?.corners ?? []
    assert.equal(pictures[1]?.width, 324 * 3)
    // The first of two areas of an even picture is its upper left corner.
    assert.deepEqual(corner, { x: 100, y: 200 })
  })

  it('names first what is nearest the middle', async () => {
    const { read } = playedReader(() => [
      symbolAt('at the edge', 10, 10),
      symbolAt('in the middle', 640, 360),
    ])
    const codes = await createDecoder(read, stillClock).fastPass(frame)
    assert.deepEqual(
      codes.map(({ text }) => text),
      ['in the middle', 'at the edge'],
    )
  })

  it('drops symbols with errors and of other kinds', async () => {
    const { read } = playedReader(() => [
      symbolAt('damaged beyond repair', 0, 0, { isValid: false }),
      symbolAt('12345678', 0, 0, { format: 'MicroQRCode' }),
    ])
    assert.deepEqual(await createDecoder(read, stillClock).fastPass(frame), [])
  })
})
