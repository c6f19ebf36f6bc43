/** What the test codes hold: together every character that a pack's code may hold, and the separator. */
import { groupSeparator } from '../../../../chaincode/src/domain/gs1/write.ts'

export interface TestCode {
  name: 'letters' | 'signs'
  lot: string
  serial: string
  elementString: string
}

/** GTIN with GS1's prefix for demonstrations (950, GS1 General Specifications 1.4.4): no pack carries it. */
const start = '0109506000134352' + '17301231'

function testCode(name: TestCode['name'], lot: string, serial: string): TestCode {
  return { name, lot, serial, elementString: `${start}10${lot}${groupSeparator}21${serial}` }
}

export const testCodes: readonly TestCode[] = [
  /** Letters that change places between keyboards (A Q, Z W, Y Z, M), both cases. */
  testCode('letters', 'AaQqWwZzYyMm', '0123456789XxEeRr'),
  /** All twenty signs of character set 82 (GS1 General Specifications, figure 7.11-1). */
  testCode('signs', '!"%&\'()*+,-./:;<=>?_', '0123456789'),
]
