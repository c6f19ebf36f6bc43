import type { LinterName } from '../aiEntry.ts'
import { hh, hhmi, mi, ss, yymmd0, yymmdd, yyyymmdd } from './calendar.ts'
import { csum, csumalpha } from './checkCharacters.ts'
import { iso3166, iso3166999, iso3166alpha2, iso4217, iso5218, mediatype, packagetype } from './codeLists.ts'
import { gcppos1, gcppos2 } from './companyPrefix.ts'
import { couponcode, couponposoffer } from './coupon.ts'
import { iban } from './iban.ts'
import type { Linter } from './linter.ts'
import {
  hasnondigit,
  hyphen,
  importeridx,
  latitude,
  longitude,
  nonzero,
  nozeroprefix,
  pcenc,
  pieceoftotal,
  posinseqslash,
  winding,
  yesno,
  zero,
} from './numberForm.ts'

/** Every linter the dictionary names. */
export const linters: Readonly<Record<LinterName, Linter>> = {
  csum,
  csumalpha,
  gcppos1,
  gcppos2,
  yymmd0,
  yymmdd,
  yyyymmdd,
  hhmi,
  hh,
  mi,
  ss,
  iso3166,
  iso3166999,
  iso3166alpha2,
  iso4217,
  iso5218,
  iban,
  packagetype,
  mediatype,
  latitude,
  longitude,
  couponcode,
  couponposoffer,
  pieceoftotal,
  posinseqslash,
  zero,
  nonzero,
  nozeroprefix,
  hasnondigit,
  hyphen,
  yesno,
  winding,
  importeridx,
  pcenc,
}
