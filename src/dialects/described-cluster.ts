import { cilium } from './cilium/cilium';
import { CiliumOptions, defaultOptions } from './cilium/options';
import { Quirk, QUIRKS, quirksOf } from './cilium/quirks';
import { CiliumRelease } from './cilium/version';
import { Dialect } from './dialect';
import { Enforcer, enforces, spokenBy } from './enforcers';
import { gkeDataplaneV2, GkeSettings } from './gke';
import { KUBERNETES } from './kubernetes';
import { Target } from '../model/cluster';
import { PolicyOfKind } from '../model/unsimulated';

/** How an agent is configured, as far as somebody has said. */
export type CiliumSettings = Partial<Omit<CiliumOptions, 'version' | 'patch'>>;

/** A cluster as somebody describes it, as far as that decides what policies do there. */
export interface DescribedCluster {
  readonly networkDriver: string;
  /** A controller beside the driver that enforces policies. */
  readonly policyController?: string;
  /** Whether the driver, or what is beside it, enforces policies unless it is told not to. */
  readonly enforcesNetworkPolicy: boolean;
  /** Whether Cilium runs there, and knows its own kinds of policies. */
  readonly supportsCiliumPolicy: boolean;
  /** Where nobody has said, the oldest. */
  readonly ciliumVersion?: CiliumRelease;
  readonly ciliumPatch?: number;
  /** `1.36.2`, or its beginning. Undefined is unknown. */
  readonly kubernetesVersion?: string;
  /** How Cilium is configured there, or GKE's build of it. */
  readonly settings: CiliumSettings;
  /** Whether GKE's Dataplane V2 takes CiliumClusterwideNetworkPolicy. Undefined is unknown. */
  readonly gkeClusterwidePolicies?: boolean;
  /** Whether ClusterNetworkPolicy is switched on. Undefined is unknown. */
  readonly clusterNetworkPolicyEnabled?: boolean;
}

/** How policies are read, and what else the reading might be if its enforcer did one thing as documented. */
export interface PolicyReading {
  readonly dialect: Dialect;
  /** The documentation, for the kinds of policies that the enforcer takes. */
  readonly documented: Dialect;
  readonly without: readonly { readonly quirk: Quirk; readonly dialect: Dialect }[];
}

/** What is taken for the version where nobody has named one. */
const OLDEST: CiliumRelease = '1.15';

/**
 * The reading of a cluster that runs Cilium, or GKE's build of it, is Cilium's; every other enforcer is believed to follow
 * the documentation. Undefined is a cluster that nobody has described.
 */
export function readingAt(cluster: DescribedCluster | undefined): PolicyReading {
  if (cluster === undefined) {
    return { dialect: KUBERNETES, documented: KUBERNETES, without: [] };
  }
  const { dialect: spoken, without } = documentedOrCilium(cluster);
  const enforcer = enforcerAt(cluster);
  const dialect = spokenBy(enforcer, spoken);
  return {
    dialect,
    // What the cluster does not enforce at all is told by a check of its own.
    documented: spoken === KUBERNETES ? dialect : { ...KUBERNETES, takes: dialect.takes },
    without: without.map(({ quirk, dialect: other }) => ({ quirk, dialect: spokenBy(enforcer, other) })),
  };
}

function documentedOrCilium(cluster: DescribedCluster): Pick<PolicyReading, 'dialect' | 'without'> {
  const { supportsCiliumPolicy, policyController, settings } = cluster;
  if (isGoogles(cluster)) {
    const { mode, ...known }: GkeSettings & CiliumSettings = settings;
    return {
      dialect: gkeDataplaneV2(known),
      without: QUIRKS.map(quirk => ({ quirk, dialect: gkeDataplaneV2(known, quirk) })),
    };
  }
  const isReadByAnother = policyController !== undefined && isSwitchedOff(cluster);
  if (!supportsCiliumPolicy || isReadByAnother) {
    return { dialect: KUBERNETES, without: [] };
  }
  const options = optionsAt(cluster);
  return {
    dialect: cilium(options),
    without: QUIRKS.filter(quirk => quirksOf(options).has(quirk))
      .map(quirk => ({ quirk, dialect: cilium(options, quirk) })),
  };
}

function optionsAt(cluster: DescribedCluster): CiliumOptions {
  const { ciliumVersion = OLDEST, ciliumPatch, settings, clusterNetworkPolicyEnabled } = cluster;
  const defaults = defaultOptions(ciliumVersion);
  return {
    ...defaults,
    patch: ciliumPatch,
    clusterNetworkPolicy: clusterNetworkPolicyEnabled ?? defaults.clusterNetworkPolicy,
    ...settings,
  };
}

/** Whether Google's build of Cilium enforces the policies. */
function isGoogles({ networkDriver }: DescribedCluster): boolean {
  return networkDriver === 'gke-dataplane-v2';
}

/** What enforces policies there, to tell which kinds have no effect. */
export function enforcerAt(cluster: DescribedCluster): Enforcer {
  return {
    networkDriver: cluster.networkDriver,
    policyController: cluster.policyController,
    ciliumVersion: cluster.ciliumVersion,
    enforcesCiliumPolicy: cluster.supportsCiliumPolicy && !isSwitchedOff(cluster),
    takesClusterwidePolicies: cluster.gkeClusterwidePolicies,
    clusterNetworkPolicyEnabled: cluster.clusterNetworkPolicyEnabled,
  };
}

/** Whether it certainly ignores a policy that is not simulated; where nobody says who enforces, it may not. */
export function ignoresAt(cluster: DescribedCluster | undefined): (policy: PolicyOfKind) => boolean {
  const enforcer = cluster && enforcerAt(cluster);
  return policy => enforcer !== undefined && enforces(enforcer, policy) === 'no';
}

/** Whether policies have any effect there. A controller beside Cilium goes on where that is switched off. */
export function isEnforcedAt(cluster: DescribedCluster): boolean {
  return cluster.enforcesNetworkPolicy && (!isSwitchedOff(cluster) || cluster.policyController !== undefined);
}

/** The mode is Cilium's own, and means nothing to other drivers. */
export function isSwitchedOff({ supportsCiliumPolicy, settings }: DescribedCluster): boolean {
  return supportsCiliumPolicy && settings.mode === 'never';
}

/** The cluster as messages speak of it. */
export function targetAt(cluster: DescribedCluster, named: Pick<Target, 'name' | 'origin'>): Target {
  const { supportsCiliumPolicy, ciliumVersion = OLDEST } = cluster;
  return {
    ...named,
    networkDriver: cluster.networkDriver,
    policyController: cluster.policyController,
    enforcesNetworkPolicy: isEnforcedAt(cluster),
    supportsCiliumPolicy,
    ciliumVersion: supportsCiliumPolicy ? ciliumVersion : undefined,
    kubernetesVersion: cluster.kubernetesVersion,
    clusterNetworkPolicyEnabled: cluster.clusterNetworkPolicyEnabled,
    isCiliumSwitchedOff: isSwitchedOff(cluster),
  };
}
