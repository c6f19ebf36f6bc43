/** The chaincode: its contracts, and by name what they offer. */
import { BatchContract } from './contracts/batchContract.ts'
import { OrganisationContract } from './contracts/organisationContract.ts'
import { PackContract } from './contracts/packContract.ts'
import { PackKeyContract } from './contracts/packKeyContract.ts'
import { ParticipantContract } from './contracts/participantContract.ts'
import { ProductContract } from './contracts/productContract.ts'
import { RequestContract } from './contracts/requestContract.ts'
import { SiteContract } from './contracts/siteContract.ts'
import { SigningKeyContract } from './contracts/signingKeyContract.ts'
import { UnitContract } from './contracts/unitContract.ts'

export const contracts = [
  OrganisationContract,
  ParticipantContract,
  SiteContract,
  ProductContract,
  SigningKeyContract,
  PackKeyContract,
  BatchContract,
  PackContract,
  UnitContract,
  RequestContract,
] as const

export { queryNames, transactionNames } from './domain/parseInput.ts'
