/** Makes `t('account:title')` a compile error where there is no such text. A new file of texts gets a line here. */
import 'i18next'
import type account from './en/account.json'
import type batches from './en/batches.json'
import type calibration from './en/calibration.json'
import type members from './en/members.json'
import type patient from './en/patient.json'
import type products from './en/products.json'
import type counter from './en/counter.json'
import type frame from './en/frame.json'
import type problems from './en/problems.json'
import type shipments from './en/shipments.json'
import type signingKeys from './en/signingKeys.json'
import type status from './en/status.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame'
    resources: {
      account: typeof account
      batches: typeof batches
      calibration: typeof calibration
      members: typeof members
      patient: typeof patient
      products: typeof products
      counter: typeof counter
      frame: typeof frame
      problems: typeof problems
      shipments: typeof shipments
      signingKeys: typeof signingKeys
      status: typeof status
    }
  }
}
