/** Every address of the app, once. `$name` is a parameter; links are typed by the router from these. */
export const urls = {
  home: '/',
  logIn: '/log-in',
  founding: '/founding',
  invitation: '/invitation',
  account: '/account',
  status: '/status',

  scan: '/scan',
  scans: '/scans',
  calibration: '/calibration',

  products: '/products',
  batches: '/batches',
  newBatch: '/batches/new',
  batch: '/batches/$gtin/$lot',
  signingKeys: '/signing-keys',
  shipments: '/shipments',
  newShipment: '/shipments/new',

  admissions: '/admissions',
  newAdmission: '/admissions/new',
  admission: '/admissions/$id',
  team: '/team',
  tokens: '/tokens',

  /** What a pack's QR code opens: a GS1 Digital Link (GS1 Digital Link Standard: URI Syntax, section 4). */
  patient: '/01/$',
} as const

/** What the server shows by itself, outside the app. */
export const serverUrls = {
  apiPage: '/api/docs/',
  openApi: '/api/v1/openapi.json',
  checkpoints: '/api/v1/ledger/checkpoints',
  readiness: '/readyz',
} as const
