import fc from 'fast-check';
import { anyAdminPolicies } from './admin-policies';
import { anyOrderlyManifests } from './orderly';
import { anyPolicies, anyUnsimulated } from './policies';
import { anyNamespaces, anyNodes, anyWorkloads } from './workloads';
import { cilium } from '../../src/dialects/cilium/cilium';
import { CiliumOptions } from '../../src/dialects/cilium/options';
import { CILIUM_VERSIONS } from '../../src/dialects/cilium/version';
import { Dialect } from '../../src/dialects/dialect';
import { spokenBy } from '../../src/dialects/enforcers';
import { gkeDataplaneV2 } from '../../src/dialects/gke';
import { KUBERNETES } from '../../src/dialects/kubernetes';
import { ingest } from '../../src/ingest/ingest';
import { Snapshot } from '../../src/model/snapshot';
import { facts } from '../fixture';

/** Everything that an answer depends on, as a file can hold it. */
export interface Scenario {
  readonly dialect: 'kubernetes' | 'gke-dataplane-v2' | 'calico' | CiliumOptions;
  readonly facts: { readonly pods?: readonly string[]; readonly nodes?: readonly string[] };
  readonly manifests: readonly object[];
}

/** What is read of a scenario. */
export function snapshotOf(scenario: Scenario): Snapshot {
  return ingest(scenario.manifests.map(content => ({ content })),
    { dialect: dialectOf(scenario), facts: facts(scenario.facts) }).snapshot;
}

/** Who enforces its policies. */
export function dialectOf({ dialect }: Scenario): Dialect {
  switch (dialect) {
    case 'kubernetes': return KUBERNETES;
    case 'gke-dataplane-v2': return gkeDataplaneV2({});
    // Whether it takes policies of the whole cluster depends on its version.
    case 'calico': return spokenBy({ networkDriver: 'calico', enforcesCiliumPolicy: false }, KUBERNETES);
    default: return cilium(dialect);
  }
}

const anyDialect: fc.Arbitrary<Scenario['dialect']> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('kubernetes' as const) },
  fc.constant('gke-dataplane-v2' as const),
  fc.constant('calico' as const),
  {
    weight: 3,
    arbitrary: fc.record({
      version: fc.constantFrom(...CILIUM_VERSIONS),
      cidrMatchesNodes: fc.boolean(),
      cidrMatchesPods: fc.boolean(),
      sctp: fc.boolean(),
      clusterName: fc.constantFrom('default', 'default', 'east'),
      patch: fc.constantFrom(undefined, 1, 2),
      nodeSelectorLabels: fc.boolean(),
      hostFirewall: fc.constantFrom(false, false, true),
      clusterNetworkPolicy: fc.boolean(),
      mode: fc.constantFrom('default' as const, 'default' as const, 'default' as const, 'always' as const, 'never' as const),
    }),
  },
);

const anyFacts: fc.Arbitrary<Scenario['facts']> = fc.record({
  pods: fc.constantFrom(['10.0.0.0/16'], ['10.0.0.0/8', 'fd00::/16'], ['fd00::/32']),
  nodes: fc.constantFrom(['192.168.0.0/24'], ['192.168.0.0/16', 'fd00:ffff::/32']),
}, { requiredKeys: [] });

const anyTenants: fc.Arbitrary<object[]> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(
      anyNamespaces, anyNodes, anyWorkloads, anyPolicies,
      fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: anyUnsimulated }),
    ).map(lists => lists.flat()),
  },
  { weight: 1, arbitrary: anyOrderlyManifests },
);

/** In half of the clusters somebody has laid policies over those of the namespaces. */
const anyManifests: fc.Arbitrary<object[]> = fc.tuple(
  anyTenants, fc.oneof(fc.constant([]), anyAdminPolicies)).map(lists => lists.flat());

/** A cluster, who enforces its policies, and what is known about it. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  dialect: anyDialect,
  facts: anyFacts,
  manifests: anyManifests,
});
