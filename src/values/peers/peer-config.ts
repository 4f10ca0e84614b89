import { Cidr } from './cidr';
import { DomainNames } from './domain-names';
import { IPeer, IpBlockConfig, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { checkText, listOf } from '../given';
import { LabelRequirement, LabelSelectorConfig } from '../labels/label-query';
import { checkLabels } from '../labels/label-syntax';
import { checkRequirement } from '../labels/requirement';
import { checkProperties, optional, Properties, struct, unchecked } from '../properties';
import { refuse } from '../refuse';

/**
 * What the peer stands for: any of these. That of somebody else's peer is looked at: it has not been through a factory.
 */
export function configsOf(where: string, peer: IPeer): readonly PeerConfig[] {
  const config = (peer.toPeerConfig() as PeerConfig | undefined) ?? {};
  if ((peer as { readonly _kind?: PeerKind })._kind === undefined) {
    checkConfig(where, config);
  }
  return choicesIn(where, config);
}

function checkConfig(where: string, config: PeerConfig): void {
  checkProperties(where, 'toPeerConfig()', config, PEER_CONFIG);
  // The factories refuse what the API server would refuse.
  config.ipBlocks?.forEach(({ cidr, exceptCidrs }) => Cidr.of(cidr, { exceptCidrs }));
  if (config.domainNames !== undefined) {
    DomainNames.of(...config.domainNames);
  }
  config.anyOf?.forEach(choice => checkConfig(where, choice));
}

function choicesIn(where: string, config: PeerConfig): readonly PeerConfig[] {
  const { anyOf, ...itself } = config;
  if (anyOf !== undefined && Object.values(itself).some(value => value !== undefined)) {
    refuse(where, '`toPeerConfig()` has other fields beside `anyOf`', 'make each choice an element of `anyOf`');
  }
  return anyOf === undefined ? [config] : anyOf.flatMap(choice => choicesIn(where, choice));
}

const REQUIREMENT: Properties<LabelRequirement> = { key: unchecked, operator: unchecked, values: unchecked };

const SELECTOR: Properties<LabelSelectorConfig> = {
  matchLabels: (where, _field, value) => checkLabels(where, value as { [key: string]: string }),
  matchExpressions: listOf((where, field, value) => {
    struct(REQUIREMENT)(where, field, value);
    checkRequirement(where, field, value);
  }, 'list requirements on labels, or none'),
};

const IP_BLOCK: Properties<IpBlockConfig> = {
  cidr: checkText,
  exceptCidrs: listOf(checkText, 'list the blocks that are left out, or none'),
};

const PEER_CONFIG: Properties<PeerConfig> = {
  podSelector: optional(struct(SELECTOR)),
  namespaceSelector: optional(struct(SELECTOR)),
  ipBlocks: optional(listOf(struct(IP_BLOCK), 'list blocks of addresses, or leave the field out')),
  nodeSelector: optional(struct(SELECTOR)),
  domainNames: optional(listOf(checkText, 'list domain names, or leave the field out')),
  anyOf: optional(listOf((where, field, value) => struct(PEER_CONFIG)(where, field, value), 'list choices, or leave the field out')),
};
