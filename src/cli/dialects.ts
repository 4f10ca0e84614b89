import { cilium } from '../dialects/cilium/cilium';
import { defaultOptions } from '../dialects/cilium/options';
import { CILIUM_VERSIONS } from '../dialects/cilium/version';
import { Dialect } from '../dialects/dialect';
import { certainlyIgnores } from '../dialects/enforcers';
import { KUBERNETES } from '../dialects/kubernetes';
import { Peer } from '../model/peer';
import { Policy, Rule, Section } from '../model/policy';
import { UnsimulatedPolicy } from '../model/unsimulated';

const DIALECTS: ReadonlyMap<string, () => Dialect> = new Map([
  ['kubernetes', () => KUBERNETES],
  ...CILIUM_VERSIONS.map((version): [string, () => Dialect] =>
    [`cilium-${version}`, () => cilium(defaultOptions(version))]),
]);

/** The names that `--dialect` takes; the first one is the default. */
export const DIALECT_NAMES: readonly string[] = [...DIALECTS.keys()];

/** The dialect of the name, which is one of `DIALECT_NAMES`. */
export function dialectNamed(name: string): Dialect {
  return DIALECTS.get(name)!();
}

/** Whether a cluster of that dialect certainly ignores the policy; of `kubernetes` nobody knows who enforces it. */
export function ignoresFor(name: string): (policy: UnsimulatedPolicy) => boolean {
  const version = CILIUM_VERSIONS.find(known => name === `cilium-${known}`);
  return policy => version !== undefined
    && certainlyIgnores({ networkDriver: 'cilium', enforcesCiliumPolicy: true, ciliumVersion: version }, policy);
}

/** The same dialect in a cluster where no pod and no node has an address inside any ipBlock. */
export function withExternalBlocks(dialect: Dialect): Dialect {
  return {
    ...dialect,
    translate: (resource, workloads) => {
      const policy: Policy = dialect.translate(resource, workloads);
      return { ...policy, egress: externalOnly(policy.egress), ingress: externalOnly(policy.ingress) };
    },
  };
}

function externalOnly(section: Section | undefined): Section | undefined {
  return section && {
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
