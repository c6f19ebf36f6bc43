/**
 * A wedge scanner that presses the keys of a US keyboard on a computer that reads another one, key by key.
 * Source: the layouts as Windows ships them (KBDUS, KBDFR, KBDGR); only the keys that GS1 codes need.
 */
const us =
  '0123456789' + 'abcdefghijklmnopqrstuvwxyz' + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' + '!"%&\'()*+,-./:;<=>?_'
const fr =
  'à&é"\'(-è_ç' + 'qbcdefghijkl,noparstuvzxyw' + 'QBCDEFGHIJKL?NOPARSTUVZXYW' + '1%57ù908+;):!Mm.=/§°'
const de = '0123456789' + 'abcdefghijklmnopqrstuvwxzy' + 'ABCDEFGHIJKLMNOPQRSTUVWXZY' + '!Ä%/ä)=(`,ß.-Öö;´:_?'

function typedOn(layout: string): (text: string) => string {
  const keys = new Map(Array.from(us).map((character, i) => [character, Array.from(layout)[i] ?? '']))
  return (text) => Array.from(text, (character) => keys.get(character) ?? character).join('')
}

export const onAzerty = typedOn(fr)
export const onQwertz = typedOn(de)

export function withCapsLock(text: string): string {
  const swap = (letter: string) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  return text.replace(/[a-z]/gi, swap)
}
