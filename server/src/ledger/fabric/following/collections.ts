/** Whose peers hold which private collection: the chaincode's committed definition says so. */
import { msp, peer } from '@hyperledger/fabric-protos'
import type { Msp } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import type { Network } from '@hyperledger/fabric-gateway'

/** Collection -> the organisations that are its members. */
export type Collections = ReadonlyMap<string, ReadonlySet<Msp>>

/** @throws GatewayError where the peer does not answer, or no such chaincode is committed */
export async function readCollections(network: Network, chaincode: string): Promise<Collections> {
  const args = new peer.lifecycle.QueryChaincodeDefinitionArgs()
  args.setName(chaincode)
  const answer = await network
    .getContract('_lifecycle')
    .evaluate('QueryChaincodeDefinition', { arguments: [args.serializeBinary()] })
  const definition = peer.lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(answer)
  const configs = definition.getCollections()?.getConfigList() ?? []
  return new Map(
    configs.flatMap((config) => {
      const collection = config.getStaticCollectionConfig()
      if (collection === undefined) return []
      const principals = collection.getMemberOrgsPolicy()?.getSignaturePolicy()?.getIdentitiesList() ?? []
      return [[collection.getName(), new Set(principals.flatMap(organisationIn))]]
    }),
  )
}

/** Of a principal that is a role in an organisation, the only kind that Fabric takes for members of a collection. */
function organisationIn(principal: msp.MSPPrincipal): Msp[] {
  if (principal.getPrincipalClassification() !== msp.MSPPrincipal.Classification.ROLE) return []
  return [msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8()).getMspIdentifier()]
}
