import { Construct } from 'constructs';
import { ClusterFacts, PolicyCidrMatchMode, PolicyEnforcementMode } from './cluster-facts';
import { CiliumCluster } from '../cluster/cilium-cluster';
import { CiliumVersion } from '../cluster/target/cilium-version';
import { NetworkDriver } from '../cluster/target/network-driver';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { cilium } from '../dialects/cilium/cilium';
import { CiliumOptions, defaultOptions } from '../dialects/cilium/options';
import { Quirk, QUIRKS, quirksOf } from '../dialects/cilium/quirks';
import { Dialect } from '../dialects/dialect';
import { Enforcer, spokenBy } from '../dialects/enforcers';
import { gkeDataplaneV2, GkeSettings } from '../dialects/gke';
import { KUBERNETES } from '../dialects/kubernetes';
import { Target } from '../model/cluster';
import { Origin } from '../model/origin';
import { refuse } from '../values/refuse';
import { authored, sourceOf } from '../values/source-location';

/** The facts that only GKE's Dataplane V2 has a use for. */
const FACTS_OF_GKE = ['gkeClusterwidePolicies'] as const;

/** Of these nothing can be said there: Google does not name the version, and policies are enforced always. */
const FACTS_THAT_GOOGLE_FIXES: readonly string[] = ['ciliumPatchVersion', 'policyEnforcementMode'];

/** The facts that only Cilium has a use for, GKE's build of it for most. */
const FACTS_OF_CILIUM = [
  'ciliumClusterName', 'ciliumPatchVersion', 'hostFirewallEnabled', 'nodeSelectorLabels', 'policyCidrMatchModes',
  'policyEnforcementMode', 'sctpEnabled',
] as const;

/** Who takes ClusterNetworkPolicy, if it is switched on. */
const DRIVERS_WITH_CLUSTER_POLICY: readonly string[] = [
  NetworkDriver.ANTREA, NetworkDriver.CALICO, NetworkDriver.CILIUM, NetworkDriver.GKE_DATAPLANE_V2,
  NetworkDriver.KINDNET,
];

/** Refuses facts that nothing would read, so that nobody relies on them. */
export function refuseUnreadFacts(target: INetworkPolicyTarget | undefined, facts: ClusterFacts): void {
  const given = (names: readonly (keyof ClusterFacts)[]) => names.find(fact => facts[fact] !== undefined);
  const unreadByOthers = given(FACTS_OF_GKE);
  if (unreadByOthers !== undefined && (target === undefined || !isGoogles(target))) {
    refuse('ClusterFacts', `\`${unreadByOthers}\` is a setting of GKE's Dataplane V2, ${target === undefined
      ? 'and no target says that the cluster has it' : `but cluster \`${target.targetName}\` runs ${target.networkDriver}`}`,
    'name the cluster: `target: ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.GKE_DATAPLANE_V2 })`; '
      + 'or leave the fact out');
  }
  const mayTakeClusterPolicy = target !== undefined && DRIVERS_WITH_CLUSTER_POLICY.includes(target.networkDriver);
  if (facts.clusterNetworkPolicyEnabled !== undefined && !mayTakeClusterPolicy) {
    refuse('ClusterFacts', `\`clusterNetworkPolicyEnabled\` is a setting of what enforces the policies, ${target === undefined
      ? 'and no target says what that is: ClusterNetworkPolicy counts as enforced' : `and ${target.networkDriver} has none`}`,
    'name the cluster: `target: ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.CILIUM })`; or leave the fact out');
  }
  const isRead = target !== undefined && isGoogles(target)
    ? (fact: string) => !FACTS_THAT_GOOGLE_FIXES.includes(fact) : () => target?.supportsCiliumPolicy === true;
  const unread = given(FACTS_OF_CILIUM.filter(fact => !isRead(fact)));
  if (unread !== undefined) {
    refuse('ClusterFacts', `\`${unread}\` is a setting of Cilium, ${target === undefined
      ? 'and no target says that the cluster runs it' : `but cluster \`${target.targetName}\` runs ${target.networkDriver}`}`,
    `${target === undefined ? 'name the cluster' : 'if it is wrong, correct the target'}: `
      + '`target: ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.CILIUM })`; or leave the fact out');
  }
}

/** How a target reads policies, and what else it might be if it did one thing as documented. */
export interface PolicyReading {
  readonly dialect: Dialect;
  readonly without: readonly { readonly quirk: Quirk; readonly dialect: Dialect }[];
}

/**
 * The reading of a cluster that runs Cilium, or GKE's build of it, is Cilium's; every other enforcer is believed to follow
 * the documentation.
 */
export function readingFor(target: INetworkPolicyTarget | undefined, facts: ClusterFacts): PolicyReading {
  const { dialect, without } = documentedOrCilium(target, facts);
  const spoken = (one: Dialect) => (target === undefined ? one : spokenBy(enforcerOf(target, facts), one));
  return {
    dialect: spoken(dialect),
    without: without.map(({ quirk, dialect: other }) => ({ quirk, dialect: spoken(other) })),
  };
}

function documentedOrCilium(target: INetworkPolicyTarget | undefined, facts: ClusterFacts): PolicyReading {
  if (target !== undefined && isGoogles(target)) {
    const { version, patch, mode, ...known } = ciliumOptions(CiliumVersion.V1_15, facts);
    const settings: GkeSettings = { ...known, sctp: facts.sctpEnabled };
    return {
      dialect: gkeDataplaneV2(settings),
      without: QUIRKS.map(quirk => ({ quirk, dialect: gkeDataplaneV2(settings, quirk) })),
    };
  }
  const isReadByAnother = target?.policyController !== undefined && isSwitchedOff(target, facts);
  if (target === undefined || !target.supportsCiliumPolicy || isReadByAnother) {
    return { dialect: KUBERNETES, without: [] };
  }
  const options = ciliumOptions(target.ciliumVersion ?? CiliumVersion.V1_15, facts);
  return {
    dialect: cilium(options),
    without: QUIRKS.filter(quirk => quirksOf(options).has(quirk))
      .map(quirk => ({ quirk, dialect: cilium(options, quirk) })),
  };
}

export function ciliumOptions(version: CiliumVersion, facts: ClusterFacts): CiliumOptions {
  const modes = facts.policyCidrMatchModes ?? [];
  const defaults = defaultOptions(version);
  return {
    version,
    patch: facts.ciliumPatchVersion,
    clusterName: facts.ciliumClusterName ?? defaults.clusterName,
    hostFirewall: facts.hostFirewallEnabled ?? defaults.hostFirewall,
    nodeSelectorLabels: facts.nodeSelectorLabels ?? defaults.nodeSelectorLabels,
    clusterNetworkPolicy: facts.clusterNetworkPolicyEnabled ?? defaults.clusterNetworkPolicy,
    cidrMatchesNodes: modes.includes(PolicyCidrMatchMode.NODES),
    cidrMatchesPods: modes.includes(PolicyCidrMatchMode.PODS),
    sctp: facts.sctpEnabled ?? defaults.sctp,
    mode: facts.policyEnforcementMode ?? defaults.mode,
  };
}

/** Whether Google's build of Cilium enforces the policies. */
function isGoogles({ networkDriver }: INetworkPolicyTarget): boolean {
  return networkDriver === NetworkDriver.GKE_DATAPLANE_V2;
}

/** What enforces policies there, to tell which kinds have no effect. */
export function enforcerOf(target: INetworkPolicyTarget, facts: ClusterFacts): Enforcer {
  const { networkDriver, policyController, supportsCiliumPolicy, ciliumVersion } = target;
  return {
    networkDriver,
    policyController,
    ciliumVersion,
    enforcesCiliumPolicy: supportsCiliumPolicy && !isSwitchedOff(target, facts),
    takesClusterwidePolicies: facts.gkeClusterwidePolicies,
    clusterNetworkPolicyEnabled: facts.clusterNetworkPolicyEnabled,
  };
}

/** The target as plain data, with the place where it is described. */
export function targetOf(target: INetworkPolicyTarget, facts: ClusterFacts): Target {
  const { targetName, networkDriver, policyController, enforcesNetworkPolicy, supportsCiliumPolicy } = target;
  return {
    name: targetName,
    networkDriver,
    policyController,
    enforcesNetworkPolicy: enforcesNetworkPolicy && (!isSwitchedOff(target, facts) || policyController !== undefined),
    supportsCiliumPolicy,
    ciliumVersion: supportsCiliumPolicy ? target.ciliumVersion ?? CiliumVersion.V1_15 : undefined,
    ...target instanceof CiliumCluster ? { kubernetesVersion: target.kubernetesVersion } : {},
    clusterNetworkPolicyEnabled: facts.clusterNetworkPolicyEnabled,
    isCiliumSwitchedOff: isSwitchedOff(target, facts),
    origin: originOf(target),
  };
}

/** The mode is Cilium's own, and means nothing to other drivers. */
function isSwitchedOff({ supportsCiliumPolicy }: INetworkPolicyTarget, facts: ClusterFacts): boolean {
  return supportsCiliumPolicy && facts.policyEnforcementMode === PolicyEnforcementMode.NEVER;
}

function originOf(target: INetworkPolicyTarget): Origin {
  const object = `cluster ${target.targetName}`;
  return Construct.isConstruct(target)
    ? { object, constructPath: authored(target).node.path, source: sourceOf(target) } : { object };
}
