import { Construct } from 'constructs';
import { ClusterFacts, PolicyCidrMatchMode } from './cluster-facts';
import { CiliumCluster } from '../cluster/cilium-cluster';
import { CiliumVersion } from '../cluster/target/cilium-version';
import { ExistingCluster } from '../cluster/target/existing-cluster';
import { NetworkDriver } from '../cluster/target/network-driver';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { CiliumOptions, defaultOptions } from '../dialects/cilium/options';
import { CiliumSettings, DescribedCluster, PolicyReading, readingAt, targetAt } from '../dialects/described-cluster';
import { maySwitchClusterPolicyOn } from '../dialects/enforcers';
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
  const hasSwitch = target !== undefined && maySwitchClusterPolicyOn(target.networkDriver);
  if (facts.clusterNetworkPolicyEnabled !== undefined && !hasSwitch) {
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

/** The target with what the facts tell of it. */
export function describedCluster(target: INetworkPolicyTarget, facts: ClusterFacts): DescribedCluster {
  const { networkDriver, policyController, enforcesNetworkPolicy, supportsCiliumPolicy, ciliumVersion } = target;
  return {
    networkDriver,
    policyController,
    enforcesNetworkPolicy,
    supportsCiliumPolicy,
    ciliumVersion,
    ciliumPatch: facts.ciliumPatchVersion,
    kubernetesVersion: kubernetesVersionOf(target),
    settings: ciliumSettings(facts),
    gkeClusterwidePolicies: facts.gkeClusterwidePolicies,
    clusterNetworkPolicyEnabled: facts.clusterNetworkPolicyEnabled,
  };
}

/** A target that somebody made himself has no place for it. */
function kubernetesVersionOf(target: INetworkPolicyTarget): string | undefined {
  return target instanceof CiliumCluster || target instanceof ExistingCluster ? target.kubernetesVersion : undefined;
}

/** How a target reads policies, and what else it might be if it did one thing as documented. */
export function readingFor(target: INetworkPolicyTarget | undefined, facts: ClusterFacts): PolicyReading {
  return readingAt(target && describedCluster(target, facts));
}

export function ciliumOptions(version: CiliumVersion, facts: ClusterFacts): CiliumOptions {
  const defaults = defaultOptions(version);
  return {
    ...defaults,
    patch: facts.ciliumPatchVersion,
    clusterNetworkPolicy: facts.clusterNetworkPolicyEnabled ?? defaults.clusterNetworkPolicy,
    ...ciliumSettings(facts),
  };
}

/** What nobody has said is left out. */
function ciliumSettings(facts: ClusterFacts): CiliumSettings {
  const { policyCidrMatchModes: modes } = facts;
  const settings: CiliumSettings = {
    clusterName: facts.ciliumClusterName,
    hostFirewall: facts.hostFirewallEnabled,
    nodeSelectorLabels: facts.nodeSelectorLabels,
    cidrMatchesNodes: modes?.includes(PolicyCidrMatchMode.NODES),
    cidrMatchesPods: modes?.includes(PolicyCidrMatchMode.PODS),
    sctp: facts.sctpEnabled,
    mode: facts.policyEnforcementMode,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Whether Google's build of Cilium enforces the policies. */
function isGoogles({ networkDriver }: INetworkPolicyTarget): boolean {
  return networkDriver === NetworkDriver.GKE_DATAPLANE_V2;
}

/** The target as plain data, with the place where it is described. */
export function targetOf(target: INetworkPolicyTarget, facts: ClusterFacts): Target {
  return targetAt(describedCluster(target, facts), { name: target.targetName, origin: originOf(target) });
}

function originOf(target: INetworkPolicyTarget): Origin {
  const object = `cluster ${target.targetName}`;
  return Construct.isConstruct(target)
    ? { object, constructPath: authored(target).node.path, source: sourceOf(target) } : { object };
}
