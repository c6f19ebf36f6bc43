// Generated from the served OpenAPI document by `npm run web:api-types`. Do not edit: a test holds it equal.
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  facts: { [name: string]: unknown }
}
export interface Api {
  /** End one of my sessions; `this` is the one that asks (log out) */
  'DELETE /sessions/{id}': {
    params: { id: string | 'this' }
    query: undefined
    body: undefined
    answer: undefined
  }
  /** Revoke an API token, at once */
  'DELETE /tokens/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    answer: undefined
  }
  /** List batches by GTIN and lot number */
  'GET /batches': {
    params: undefined
    query: {
      limit?: number | undefined
      after?: string | undefined
      gtin?: string | undefined
      lot?: string | undefined
      registrant?: string | undefined
      stop?: 'recalled' | 'withdrawn' | undefined
      search?: string | undefined
    }
    body: undefined
    answer: {
      items: {
        gtin: string
        lot: string
        expiresOn: string
        expired: boolean
        registrant: string
        markets: string[]
        storage: {
          minTenthsC: number
          maxTenthsC: number
        } | null
        recalled: {
          by: string
          class: number
          reason: string
          at: number
        } | null
        withdrawn: {
          by: string
          class: number
          reason: string
          at: number
        } | null
        /** Registered or last extended */
        changedAt: number
        /** Packs that something happened to, by state; all others are active */
        touched: { [name: string]: number }
      }[]
      next: string | null
    }
  }
  /** Read a batch */
  'GET /batches/{gtin}/{lot}': {
    params: { gtin: string; lot: string }
    query: undefined
    body: undefined
    answer: {
      gtin: string
      lot: string
      expiresOn: string
      expired: boolean
      registrant: string
      markets: string[]
      storage: {
        minTenthsC: number
        maxTenthsC: number
      } | null
      recalled: {
        by: string
        class: number
        reason: string
        at: number
      } | null
      withdrawn: {
        by: string
        class: number
        reason: string
        at: number
      } | null
      /** Registered or last extended */
      changedAt: number
      /** Packs that something happened to, by state; all others are active */
      touched: { [name: string]: number }
      /** Packs registered; null for everybody but the maker */
      packs: number | null
      height: number
    }
  }
  /** The codes of a batch as CSV, for its maker */
  'GET /batches/{gtin}/{lot}/codes': {
    params: { gtin: string; lot: string }
    query: { first?: number | undefined; count?: number | undefined }
    body: undefined
    answer: Blob
  }
  /** Labels of a batch on A4 sheets of 3 x 8, for its maker */
  'GET /batches/{gtin}/{lot}/labels.pdf': {
    params: { gtin: string; lot: string }
    query: {
      first?: number | undefined
      count?: number | undefined
      symbol?: 'datamatrix' | 'qr' | undefined
    }
    body: undefined
    answer: Blob
  }
  /** Read a proof document */
  'GET /documents/{hash}': {
    params: { hash: string }
    query: undefined
    body: undefined
    answer: Blob
  }
  /** Draw the label of a code as PNG */
  'GET /labels/{symbol}.png': {
    params: { symbol: 'datamatrix' | 'qr' }
    query: { code: string }
    body: undefined
    answer: Blob
  }
  /** Draw the label of a code as SVG */
  'GET /labels/{symbol}.svg': {
    params: { symbol: 'datamatrix' | 'qr' }
    query: { code: string }
    body: undefined
    answer: Blob
  }
  /** Show how high the ledger stands and which organisations share it */
  'GET /ledger': {
    params: undefined
    query: undefined
    body: undefined
    answer: {
      kind: 'embedded' | 'fabric'
      operation: string
      height: number
      logSize: number
      verifierKey: string
      checkpoint: {
        note: string
        origin: string
        size: number
        root: string
      } | null
      organisations: {
        msp: string
        roles: string[]
        votes: boolean
      }[]
    }
  }
  /** List the checkpoints that this node signed, newest first; keep copies elsewhere */
  'GET /ledger/checkpoints': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        note: string
        origin: string
        size: number
        root: string
        signedAt: number
      }[]
      next: string | null
      verifierKey: string
    }
  }
  /** The newest checkpoint as a QR code, to be photographed and kept */
  'GET /ledger/checkpoints/latest.svg': {
    params: undefined
    query: undefined
    body: undefined
    answer: Blob
  }
  /** Prove that a transaction is in the log */
  'GET /ledger/proofs/{txId}': {
    params: { txId: string }
    query: undefined
    body: undefined
    answer: {
      index: number
      entry: string
      path: string[]
      checkpoint: {
        note: string
        origin: string
        size: number
        root: string
      }
    }
  }
  /** Who I am */
  'GET /me': {
    params: undefined
    query: undefined
    body: undefined
    answer: {
      id: string
      email: string
      name: string
      participant: {
        gln: string
        name: string | null
        organisation: string
      }
      roles: (
        | 'manufacturer'
        | 'wholesaler'
        | 'carrier'
        | 'pharmacy'
        | 'hospital'
        | 'regulator'
        | 'verifier'
        | 'detector'
      )[]
      site: {
        gln: string
        name: string
      } | null
      isAdmin: boolean
      /** What the roles and the admin flag allow */
      permissions: (
        | 'participants:read'
        | 'proposals:read'
        | 'proposals:vote'
        | 'documents:read'
        | 'documents:upload'
        | 'sites:read'
        | 'sites:register'
        | 'signingKeys:read'
        | 'signingKeys:register'
        | 'signingKeys:revoke'
        | 'users:read'
        | 'users:invite'
        | 'users:change'
        | 'tokens:read'
        | 'tokens:create'
        | 'tokens:revoke'
        | 'products:read'
        | 'products:register'
        | 'batches:read'
        | 'batches:register'
        | 'batches:readCodes'
        | 'batches:stop'
        | 'batches:lift'
        | 'labels:draw'
        | 'packs:read'
        | 'packs:supply'
        | 'packs:export'
        | 'packs:sample'
        | 'packs:giveFreeSample'
        | 'packs:checkOut'
        | 'packs:lock'
        | 'packs:destroy'
        | 'packs:reportStolen'
        | 'packs:undo'
        | 'units:read'
        | 'units:commission'
        | 'units:ship'
        | 'units:receive'
        | 'scans:read'
        | 'verifications:create'
        | 'ledger:read'
        | 'checkpoints:sign'
      )[]
      csrfToken: string
    }
  }
  /** What happened to a pack: for its maker, for who touched it, for the regulator */
  'GET /packs/{packId}': {
    params: { packId: string }
    query: undefined
    body: undefined
    answer: {
      packId: string
      gtin: string
      lot: string
      state: string
      touches: {
        seq: number
        move: string
        state: string
        organisation: string
        /** Made at the caller’s site */
        mine: boolean
        at: number
        height: number
        txId: string
      }[]
    }
  }
  /** List the admitted participants */
  'GET /participants': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        gln: string
        name: string | null
        address: string | null
        organisation: string
        roles: string[]
        proof: string
        admittedAt: number
      }[]
      next: string | null
    }
  }
  /** Show a participant */
  'GET /participants/{gln}': {
    params: { gln: string }
    query: undefined
    body: undefined
    answer: {
      gln: string
      name: string | null
      address: string | null
      organisation: string
      roles: string[]
      proof: string
      admittedAt: number
    }
  }
  /** List products by GTIN */
  'GET /products': {
    params: undefined
    query: {
      limit?: number | undefined
      after?: string | undefined
      registrant?: string | undefined
      search?: string | undefined
    }
    body: undefined
    answer: {
      items: {
        gtin: string
        name: string
        form: string
        strength: string
        packSize: number
        registrant: string
        registeredAt: number
      }[]
      next: string | null
    }
  }
  /** Read a product */
  'GET /products/{gtin}': {
    params: { gtin: string }
    query: undefined
    body: undefined
    answer: {
      gtin: string
      name: string
      form: string
      strength: string
      packSize: number
      registrant: string
      registeredAt: number
    }
  }
  /** List the proposals and their votes, latest first */
  'GET /proposals': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        id: string
        gln: string
        name: string | null
        organisation: string
        roles: string[]
        proof: string
        outcome: string
        openedAt: number
        decidedAt: number | null
        votes: {
          organisation: string
          approve: boolean
          at: number
        }[]
      }[]
      next: string | null
    }
  }
  /** Show a proposal and its votes */
  'GET /proposals/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    answer: {
      id: string
      gln: string
      name: string | null
      organisation: string
      roles: string[]
      proof: string
      outcome: string
      openedAt: number
      decidedAt: number | null
      votes: {
        organisation: string
        approve: boolean
        at: number
      }[]
    }
  }
  /** Ask what became of a change whose outcome was not known */
  'GET /requests/{requestId}': {
    params: { requestId: string }
    query: undefined
    body: undefined
    answer: {
      requestId: string
      transaction: string
      outcome: 'pending' | 'done' | 'refused' | 'unsent'
      txId: string | null
      height: number | null
      problem: {
        code: string
        facts: { [name: string]: string | number | boolean | null | string[] }
      } | null
    }
  }
  /** List the scans in the audit trail, newest first */
  'GET /scans': {
    params: undefined
    query: {
      limit?: number | undefined
      after?: string | undefined
      verdict?: string | undefined
      gtin?: string | undefined
      lot?: string | undefined
      from?: number | undefined
      to?: number | undefined
    }
    body: undefined
    answer: {
      items: {
        at: number
        channel: string
        participant: string | null
        site: string | null
        account: string | null
        verdict: string
        alert: string | null
        gtin: string | null
        lot: string | null
        /** Of a registered pack */
        packId: string | null
        /** Of anything else: equal for equal scans */
        scanHash: string | null
        intent: string | null
        height: number
        /** Of AI 8030, where the code has it */
        signature: string | null
      }[]
      next: string | null
    }
  }
  /** List my sessions */
  'GET /sessions': {
    params: undefined
    query: undefined
    body: undefined
    answer: {
      items: {
        id: string
        createdAt: number
        lastSeenAt: number
        endsAt: number
        address: string
        userAgent: string
        isThis: boolean
      }[]
    }
  }
  /** List the keys with which makers sign their packs */
  'GET /signing-keys': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        /** First 24 bits of SHA-256 of the public key */
        keyId: string
        /** Ed25519 (RFC 8032), 32 bytes in base64url */
        publicKey: string
        participant: string
        validFrom: string
        validUntil: string | null
        /** ms since 1970 */
        registeredAt: number
        revokedAt: number | null
      }[]
      next: string | null
    }
  }
  /** All signing keys as of now, signed, to check packs without a connection */
  'GET /signing-keys/list': {
    params: undefined
    query: undefined
    body: undefined
    answer: {
      /** ms since 1970 */
      asOf: number
      keys: {
        /** First 24 bits of SHA-256 of the public key */
        keyId: string
        /** Ed25519 (RFC 8032), 32 bytes in base64url */
        publicKey: string
        participant: string
        validFrom: string
        validUntil: string | null
        /** ms since 1970 */
        registeredAt: number
        revokedAt: number | null
      }[]
      /** Ed25519 over the canonical JSON (RFC 8785) of the list, base64url */
      signature: string
      /** Verifier key of the signer, as checkpoints have it; trust the one that you got elsewhere */
      signedBy: string
    }
  }
  /** List the sites of my participant; for a regulator, all of this server, or one participant’s */
  'GET /sites': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined; participant?: string | undefined }
    body: undefined
    answer: {
      items: {
        gln: string
        participant: string
        name: string
        address: string | null
        registeredAt: number
      }[]
      next: string | null
    }
  }
  /** List the API tokens of my participant */
  'GET /tokens': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        id: string
        name: string
        site: string | null
        scopes: string[]
        createdAt: number
        expiresAt: number
        revokedAt: number | null
      }[]
      next: string | null
    }
  }
  /** List the units my participant holds, awaits, sent or had; for a regulator, all of this server */
  'GET /units': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        sscc: string
        unitId: string
        standing: 'held' | 'arriving' | 'sent' | 'passed'
        contents: {
          gtin: string
          lot: string
          quantity: number
        }[]
        seq: number
        changedAt: number
      }[]
      next: string | null
    }
  }
  /** List the users of my participant */
  'GET /users': {
    params: undefined
    query: { limit?: number | undefined; after?: string | undefined }
    body: undefined
    answer: {
      items: {
        id: string
        email: string
        name: string
        site: string | null
        isAdmin: boolean
        active: boolean
      }[]
      next: string | null
    }
  }
  /** Register a batch with its packs */
  'POST /batches': {
    params: undefined
    query: undefined
    body: {
      gtin: string
      lot: string
      expiresOn: string
      /** ISO 3166-1 alpha-2; none: not stated */
      markets?: string[]
      storage?: {
        minTenthsC: number
        maxTenthsC: number
      } | null
      /** Draw so many serials of 80 random bits */
      count?: number
      /** Or: the serials that the packs carry */
      serials?: string[]
    }
    answer: {
      gtin: string
      lot: string
      /** Packs of the whole batch */
      packs: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Register the batches of a CSV file */
  'POST /batches/import': {
    params: undefined
    query: { markets?: string | undefined; minTenthsC?: number | undefined; maxTenthsC?: number | undefined }
    body: Blob
    answer: {
      rows: number
      batches: {
        gtin: string
        lot: string
        /** Packs of the whole batch */
        packs: number
        /** Block of the ledger that holds it */
        height: number
        txId: string
        /** The same request was answered before; nothing new happened */
        repeated: boolean
      }[]
    }
  }
  /** Register more packs of a batch */
  'POST /batches/{gtin}/{lot}/extend': {
    params: { gtin: string; lot: string }
    query: undefined
    body: {
      /** Draw so many serials of 80 random bits */
      count?: number
      /** Or: the serials that the packs carry */
      serials?: string[]
    }
    answer: {
      gtin: string
      lot: string
      /** Packs of the whole batch */
      packs: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Lift a recall or withdrawal: the regulator alone */
  'POST /batches/{gtin}/{lot}/lift': {
    params: { gtin: string; lot: string }
    query: undefined
    body: {
      kind: 'recalled' | 'withdrawn'
      reason: string
    }
    answer: {
      gtin: string
      lot: string
      kind: 'recalled' | 'withdrawn'
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Recall a batch: its maker or the regulator */
  'POST /batches/{gtin}/{lot}/recall': {
    params: { gtin: string; lot: string }
    query: undefined
    body: {
      /** 1 is the gravest */
      class: 1 | 2 | 3
      reason: string
    }
    answer: {
      gtin: string
      lot: string
      kind: 'recalled' | 'withdrawn'
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Withdraw a batch from the market: its maker or the regulator */
  'POST /batches/{gtin}/{lot}/withdraw': {
    params: { gtin: string; lot: string }
    query: undefined
    body: {
      /** 1 is the gravest */
      class: 1 | 2 | 3
      reason: string
    }
    answer: {
      gtin: string
      lot: string
      kind: 'recalled' | 'withdrawn'
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Upload a proof document (PDF, at most 10 MB) */
  'POST /documents': {
    params: undefined
    query: undefined
    body: Blob
    answer: {
      hash: string
      bytes: number
    }
  }
  /** Found the network, or enter a node that joins one, with the link that the start printed */
  'POST /founding': {
    params: undefined
    query: undefined
    body: {
      token: string
      participant: {
        gln: string
        name: string
      }
      user: {
        email: string
        name: string
        password: string
      }
    }
    answer: {
      id: string
      email: string
    }
  }
  /** Accept an invitation: choose a name and a password */
  'POST /invitations/{token}': {
    params: { token: string }
    query: undefined
    body: {
      name: string
      password: string
    }
    answer: {
      id: string
      email: string
    }
  }
  /** Sign a checkpoint of the log as it is now */
  'POST /ledger/checkpoints': {
    params: undefined
    query: undefined
    body: undefined
    answer: {
      note: string
      origin: string
      size: number
      root: string
    }
  }
  /** Check a pack out for repackaging */
  'POST /packs/check-out': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Destroy a pack; cannot be undone */
  'POST /packs/destroy': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Export a pack out of the market */
  'POST /packs/export': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Give a pack away as a free sample */
  'POST /packs/give-free-sample': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Lock a pack until somebody has looked at it */
  'POST /packs/lock': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Report a pack as stolen; cannot be undone */
  'POST /packs/report-stolen': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Take a pack as a sample for an authority */
  'POST /packs/sample': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Dispense a pack to the public */
  'POST /packs/supply': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Take the last move back, at the site that made it */
  'POST /packs/undo': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Unlock a pack, at the site that locked it */
  'POST /packs/unlock': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed: element string or Digital Link */
      code: string
      /** The user has seen what was repaired in the code */
      confirmed?: boolean
    }
    answer: {
      packId: string
      gtin: string
      lot: string
      move:
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      state:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      from:
        | 'active'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
      seq: number
      at: number
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Tell a patient about a pack, in plain words */
  'POST /patient-verifications': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed */
      code: string
    }
    answer: {
      outcome:
        | 'genuine'
        | 'dispensed'
        | 'not-recognised'
        | 'recalled'
        | 'expired'
        | 'not-for-dispensing'
        | 'unreadable'
        | 'unavailable'
      said: string
      advice: string | null
      product: {
        name: string
        form: string
        strength: string
      } | null
      dispensedOn: string | null
      expiresOn: string | null
    }
  }
  /** Register a product */
  'POST /products': {
    params: undefined
    query: undefined
    body: {
      gtin: string
      name: string
      form: string
      strength: string
      packSize: number
    }
    answer: {
      gtin: string
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Propose a participant, or other roles for one; this is my organisation’s vote for it */
  'POST /proposals': {
    params: undefined
    query: undefined
    body: {
      gln: string
      organisation: string
      roles: (
        | 'manufacturer'
        | 'wholesaler'
        | 'carrier'
        | 'pharmacy'
        | 'hospital'
        | 'regulator'
        | 'verifier'
        | 'detector'
      )[]
      proof: string
      name: string
      address?: string | null
    }
    answer: {
      id: string
      outcome: 'open' | 'admitted' | 'rejected'
      height: number
      txId: string
    }
  }
  /** Vote on a proposal, for my organisation */
  'POST /proposals/{id}/votes': {
    params: { id: string }
    query: undefined
    body: {
      approve: boolean
    }
    answer: {
      id: string
      outcome: 'open' | 'admitted' | 'rejected'
      height: number
      txId: string
    }
  }
  /** Log in */
  'POST /sessions': {
    params: undefined
    query: undefined
    body: {
      email: string
      password: string
    }
    answer: {
      id: string
      csrfToken: string
    }
  }
  /** Register a key with which my participant signs packs (AI 8030) */
  'POST /signing-keys': {
    params: undefined
    query: undefined
    body: {
      /** Ed25519 (RFC 8032), 32 bytes in base64url */
      publicKey: string
      validFrom: string
      validUntil?: string | null
    }
    answer: {
      /** First 24 bits of SHA-256 of the public key */
      keyId: string
      /** Ed25519 (RFC 8032), 32 bytes in base64url */
      publicKey: string
      participant: string
      validFrom: string
      validUntil: string | null
      /** ms since 1970 */
      registeredAt: number
      revokedAt: number | null
    }
  }
  /** Revoke a signing key of my participant, for ever */
  'POST /signing-keys/{keyId}/revoke': {
    params: { keyId: string }
    query: undefined
    body: undefined
    answer: {
      /** First 24 bits of SHA-256 of the public key */
      keyId: string
      /** Ed25519 (RFC 8032), 32 bytes in base64url */
      publicKey: string
      participant: string
      validFrom: string
      validUntil: string | null
      /** ms since 1970 */
      registeredAt: number
      revokedAt: number | null
    }
  }
  /** Register a site of my participant */
  'POST /sites': {
    params: undefined
    query: undefined
    body: {
      gln: string
      name: string
      address?: string | null
    }
    answer: {
      gln: string
      participant: string
      name: string
      address: string | null
      registeredAt: number
    }
  }
  /** Make an API token for pharmacy software */
  'POST /tokens': {
    params: undefined
    query: undefined
    body: {
      name: string
      site?: string | null
      scopes: (
        | 'participants:read'
        | 'proposals:read'
        | 'sites:read'
        | 'signingKeys:read'
        | 'products:read'
        | 'products:register'
        | 'batches:read'
        | 'batches:register'
        | 'batches:readCodes'
        | 'batches:stop'
        | 'batches:lift'
        | 'labels:draw'
        | 'packs:read'
        | 'packs:supply'
        | 'packs:export'
        | 'packs:sample'
        | 'packs:giveFreeSample'
        | 'packs:checkOut'
        | 'packs:lock'
        | 'packs:destroy'
        | 'packs:reportStolen'
        | 'packs:undo'
        | 'units:read'
        | 'units:commission'
        | 'units:ship'
        | 'units:receive'
        | 'scans:read'
        | 'verifications:create'
        | 'ledger:read'
        | 'checkpoints:sign'
      )[]
      days: number
    }
    answer: {
      id: string
      name: string
      site: string | null
      scopes: string[]
      createdAt: number
      expiresAt: number
      revokedAt: number | null
      token: string
    }
  }
  /** Commission a logistic unit with its contents */
  'POST /units': {
    params: undefined
    query: undefined
    body: {
      sscc: string
      contents: {
        gtin: string
        lot: string
        quantity: number
      }[]
    }
    answer: {
      sscc: string
      unitId: string
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Receive a unit: only the participant it was shipped to */
  'POST /units/{sscc}/receive': {
    params: { sscc: string }
    query: undefined
    body: undefined
    answer: {
      sscc: string
      unitId: string
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Ship a unit to a participant: only its holder */
  'POST /units/{sscc}/ship': {
    params: { sscc: string }
    query: undefined
    body: {
      to: string
    }
    answer: {
      sscc: string
      unitId: string
      /** Block of the ledger that holds it */
      height: number
      txId: string
      /** The same request was answered before; nothing new happened */
      repeated: boolean
    }
  }
  /** Invite a user by a link that works once, within seven days */
  'POST /users': {
    params: undefined
    query: undefined
    body: {
      email: string
      participant?: string | null
      site?: string | null
      isAdmin?: boolean
    }
    answer: {
      token: string
      link: string
      expiresAt: number
    }
  }
  /** Verify a pack from its scanned code */
  'POST /verifications': {
    params: undefined
    query: undefined
    body: {
      /** As scanned or typed */
      code: string
      intent?:
        | (
            | 'supply'
            | 'export'
            | 'sample'
            | 'giveFreeSample'
            | 'checkOut'
            | 'lock'
            | 'destroy'
            | 'reportStolen'
          )
        | null
    }
    answer: {
      verdict:
        | 'unreadable'
        | 'unavailable'
        | 'unknown-product'
        | 'unknown-batch'
        | 'unknown-serial'
        | 'batch-mismatch'
        | 'expiry-mismatch'
        | 'recalled'
        | 'withdrawn'
        | 'expired'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
        | 'genuine'
      /** Everything that holds, gravest first */
      facts: (
        | 'unreadable'
        | 'unavailable'
        | 'unknown-product'
        | 'unknown-batch'
        | 'unknown-serial'
        | 'batch-mismatch'
        | 'expiry-mismatch'
        | 'recalled'
        | 'withdrawn'
        | 'expired'
        | 'supplied'
        | 'exported'
        | 'sampled'
        | 'free-sample'
        | 'checked-out'
        | 'locked'
        | 'destroyed'
        | 'stolen'
        | 'genuine'
      )[]
      said: string
      advice: string | null
      alert: {
        /** Alert number of the EMVS */
        code: 'A1' | 'A2' | 'A3' | 'A7' | 'A24' | 'A52' | 'A68'
        kind: 'potential suspect falsification'
        said: string
      } | null
      code: {
        gtin: string
        serial: string | null
        lot: string | null
        expiresOn: string | null
      } | null
      repairs: {
        code:
          | 'line-end'
          | 'separator-disguised'
          | 'separator-missing'
          | 'caps-lock'
          | 'azerty'
          | 'qwertz'
          | 'double-scan'
          | 'glued-ean'
        said: string
      }[]
      candidates: {
        elementString: string
        repairs: {
          code:
            | 'line-end'
            | 'separator-disguised'
            | 'separator-missing'
            | 'caps-lock'
            | 'azerty'
            | 'qwertz'
            | 'double-scan'
            | 'glued-ean'
          said: string
        }[]
      }[]
      product: {
        gtin: string
        name: string
        form: string
        strength: string
        packSize: number
      } | null
      batch: {
        lot: string
        /** YYYY-MM-DD */
        expiresOn: string
      } | null
      recalled: {
        class: number
        reason: string
        /** ms since 1970 */
        at: number
      } | null
      withdrawn: {
        class: number
        reason: string
        /** ms since 1970 */
        at: number
      } | null
      pack: {
        packId: string
        state:
          | 'active'
          | 'supplied'
          | 'exported'
          | 'sampled'
          | 'free-sample'
          | 'checked-out'
          | 'locked'
          | 'destroyed'
          | 'stolen'
        lastTouch: {
          move:
            | 'supply'
            | 'export'
            | 'sample'
            | 'giveFreeSample'
            | 'checkOut'
            | 'lock'
            | 'destroy'
            | 'reportStolen'
            | 'undo'
          /** YYYY-MM-DD */
          on: string
          at: number | null
          here: boolean
          organisation: string | null
        } | null
      } | null
      signature: {
        finding:
          'made-by' | 'key-revoked' | 'key-not-yet-valid' | 'not-made-by' | 'key-unknown' | 'not-checkable'
        said: string
        proves: string | null
        provesNot: string | null
        /** Besides the verdict’s advice */
        advice: string | null
        key: {
          keyId: string
          /** GLN of the maker whose key it is */
          participant: string
          /** YYYY-MM-DD */
          validFrom: string
          validUntil: string | null
          revokedAt: number | null
        } | null
      } | null
      /** What the caller may do with the pack now */
      moves: (
        | 'supply'
        | 'export'
        | 'sample'
        | 'giveFreeSample'
        | 'checkOut'
        | 'lock'
        | 'destroy'
        | 'reportStolen'
        | 'undo'
      )[]
      notes: {
        code: 'no-shipment'
        said: string
      }[]
      basis: {
        /** ms since 1970 */
        at: number
        /** Blocks that the answer rests on */
        height: number
        checkpoint: {
          size: number
          root: string
        } | null
      }
    }
  }
  /** Change my password; every other session ends */
  'PUT /me/password': {
    params: undefined
    query: undefined
    body: {
      password: string
      newPassword: string
    }
    answer: {
      csrfToken: string
    }
  }
  /** Change a user’s site or admin flag, or (de)activate the account */
  'PUT /users/{id}': {
    params: { id: string }
    query: undefined
    body: {
      site?: string | null
      isAdmin?: boolean
      active?: boolean
    }
    answer: {
      id: string
      email: string
      name: string
      site: string | null
      isAdmin: boolean
      active: boolean
    }
  }
}
