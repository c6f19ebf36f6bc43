import assert from 'node:assert/strict'
import type { LinterName } from '../../../../chaincode/src/domain/gs1/aiEntry.ts'
import { linters } from '../../../../chaincode/src/domain/gs1/lint/linters.ts'

/** One line a rule: values it lets pass, values it refuses. */
const cases: Record<LinterName, { good: string[]; bad: string[] }> = {
  csum: { good: ['09506000134352', '24'], bad: ['09506000134353', '', '0950600013435x'] },
  csumalpha: { good: ['1987654Ad4X4bL5ttr2310c2K', '22'], bad: ['1987654Ad4X4bL5ttr2310c2L', '2', '23'] },
  gcppos1: { good: ['9506000', '9506'], bad: ['950', '95A6000', ''] },
  gcppos2: { good: ['09506', 'A9506'], bad: ['0950', '0A506', ''] },
  yymmd0: {
    good: ['261123', '240229', '260200'],
    bad: ['260229', '261301', '260001', '260431', '2611', '26112x'],
  },
  yymmdd: { good: ['261123'], bad: ['261100', '261131'] },
  yyyymmdd: { good: ['20000229', '19991231'], bad: ['19000229', '20261100', '261123'] },
  hhmi: { good: ['0000', '2359'], bad: ['2400', '2360', '123', '12345'] },
  hh: { good: ['23'], bad: ['24', '1', '1x'] },
  mi: { good: ['59'], bad: ['60', ''] },
  ss: { good: ['59'], bad: ['60', '123'] },
  iso3166: { good: ['250', '276', '826'], bad: ['251', '999', '25'] },
  iso3166999: { good: ['250', '999'], bad: ['998'] },
  iso3166alpha2: { good: ['FR', 'DE'], bad: ['XX', 'fr', 'F'] },
  iso4217: { good: ['978', '840'], bad: ['979x', '001'] },
  iso5218: { good: ['0', '1', '2', '9'], bad: ['3', ''] },
  iban: {
    good: ['GB82WEST12345698765432', 'DE89370400440532013000'],
    bad: ['GB82WEST12345698765433', 'GB8', 'XX82WEST12345698765432', 'GB82WEST12', 'GB82WEST1234569876543a'],
  },
  packagetype: { good: ['BX', '9', 'X11'], bad: ['B', 'bx', ''] },
  mediatype: { good: ['01', '10', '80', '99'], bad: ['00', '11', '79', '1'] },
  latitude: { good: ['0000000000', '1800000000'], bad: ['1800000001', '180000000', '18000000xx'] },
  longitude: { good: ['3600000000'], bad: ['3600000001', ''] },
  couponcode: {
    good: [
      '106141410222223100110222111101231023456721104561045678991201',
      '106141411234562891101201212085010048000214025610048000310123191000',
    ],
    bad: [
      '',
      '7',
      '0123456',
      '01234561234561',
      '012345612345611110123x',
      '0123456123456111101238',
      '01234561234561111012326102842609302',
    ],
  },
  couponposoffer: {
    good: ['001234561234560123456', '161234567890121234569123456789012345'],
    bad: ['', '2', '07', '00123456', '00123456123456', '0012345612345601234567'],
  },
  pieceoftotal: { good: ['0102', '9999'], bad: ['0201', '0001', '0100', '012', '0x02'] },
  posinseqslash: { good: ['1/2', '3/3', '9/10'], bad: ['2/1', '10/9', '0/1', '1/0', '1-2', '1/', '/1', ''] },
  zero: { good: ['0'], bad: ['1', ''] },
  nonzero: { good: ['0010'], bad: ['0000', '00x1'] },
  nozeroprefix: { good: ['10'], bad: ['01', '1x'] },
  hasnondigit: { good: ['12A'], bad: ['12', ''] },
  hyphen: { good: ['-'], bad: ['+', ''] },
  yesno: { good: ['0', '1'], bad: ['2', ''] },
  winding: { good: ['0', '1', '9'], bad: ['2', '10'] },
  importeridx: { good: ['A', '-', '_', 'z', '0'], bad: ['!', 'AB'] },
  pcenc: { good: ['a%20b', ''], bad: ['%2', '%', 'a%zz'] },
}

describe('linters', () => {
  for (const [name, { good, bad }] of Object.entries(cases)) {
    const lint = linters[name as LinterName]
    for (const value of good) {
      it(`${name} accepts "${value}"`, () => {
        assert.equal(lint(value), null)
      })
    }
    for (const value of bad) {
      it(`${name} refuses "${value}" with a sentence`, () => {
        assert.match(lint(value) ?? 'accepted', /^[A-Z].*\.$/)
      })
    }
  }
})
