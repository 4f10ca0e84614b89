import { CILIUM_VERSIONS, CiliumRelease } from '../dialects/cilium/version';
import { Dialect } from '../dialects/dialect';
import { Peer } from '../model/peer';
import { Policy, Rule, Section } from '../model/policy';

const GKE = 'gke-dataplane-v2';

/** The versions of Cilium as `--dialect` and `--driver` write them. */
export const CILIUM_NAMES: readonly string[] = CILIUM_VERSIONS.map(version => `cilium-${version}`);

/** The names that `--dialect` takes; the first one is the default. */
export const DIALECT_NAMES: readonly string[] = ['kubernetes', ...CILIUM_NAMES, GKE];

/** A version of Cilium with its patch release, which `--dialect` and `--driver` take too. */
export const EXACT_VERSION = new RegExp(
  `^cilium-(${CILIUM_VERSIONS.join('|').replace(/\./g, '\\.')})\\.(0|[1-9]\\d*)$`);

/** The version of Cilium in the name of a dialect or driver; undefined where it is another. */
export function versionIn(name: string): { readonly version: CiliumRelease; readonly patch?: number } | undefined {
  const exact = EXACT_VERSION.exec(name);
  const version = CILIUM_VERSIONS.find(candidate => candidate === exact?.[1] || name === `cilium-${candidate}`);
  return version === undefined ? undefined : { version, patch: exact === null ? undefined : Number(exact[2]) };
}

/** The same dialect in a cluster where no pod and no node has an address inside any ipBlock. */
export function withExternalBlocks(dialect: Dialect): Dialect {
  return {
    ...dialect,
    alternatives: dialect.alternatives?.map(withExternalBlocks),
    translate: (resource, workloads) => withExternalSections(dialect.translate(resource, workloads)),
    translateAdmin: (resource, workloads) => withExternalSections(dialect.translateAdmin(resource, workloads)),
  };
}

function withExternalSections(policy: Policy): Policy {
  return { ...policy, egress: externalOnly(policy.egress), ingress: externalOnly(policy.ingress) };
}

function externalOnly(section: Section | undefined): Section | undefined {
  return section && {
    ...section,
    rules: section.rules.map(rule => (rule.peers.some(isBlock) ? withExternalPeers(rule) : rule)),
  };
}

function withExternalPeers(rule: Rule): Rule {
  return { ...rule, peers: rule.peers.map(externalPeer) };
}

function isBlock({ kind }: Peer): boolean {
  return kind === 'addresses';
}

function externalPeer(peer: Peer): Peer {
  return peer.kind === 'addresses' ? { ...peer, matchesPods: false, matchesNodes: false } : peer;
}
