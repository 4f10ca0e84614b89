import { read } from '../../../src/analysis/snapshot-of';
import { Check, CheckContext } from '../../../src/checks/check';
import { CiliumVersion } from '../../../src/cluster/target/cilium-version';
import { CILIUM_VERSIONS } from '../../../src/dialects/cilium/version';
import { Finding } from '../../../src/model/finding';
import { Manifest } from '../../../src/model/manifest';
import { ClusterFacts, ExistingCluster, INetworkPolicyTarget, NetworkDriver } from 'cdk8s-netpol';

/** What is known beside the manifests. */
export interface Known {
  readonly target?: INetworkPolicyTarget;
  readonly facts?: ClusterFacts;
}

export const VERSIONS = CILIUM_VERSIONS as readonly CiliumVersion[];

/** A cluster called `staging` that runs that version of Cilium. */
export function ciliumCluster(ciliumVersion?: CiliumVersion): ExistingCluster {
  return ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, ciliumVersion });
}

/** A cluster called `staging` with that network driver, and perhaps a controller beside it. */
export function clusterWith(networkDriver: NetworkDriver, policyController?: string): ExistingCluster {
  return ExistingCluster.of('staging', { networkDriver, policyController });
}

/** What checks are given for these manifests. */
export function contextOf(manifests: readonly object[], known: Known): CheckContext {
  return contextOfManifests(manifests.map(content => ({ content })), known);
}

/** The same for manifests that constructs have made. */
export function contextOfManifests(manifests: readonly Manifest[], known: Known): CheckContext {
  const { problems, context } = read(manifests, known);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return context();
}

/** What the check finds in the manifests. */
export function findings(check: Check, manifests: readonly object[], known: Known): Finding[] {
  return check.check(contextOf(manifests, known));
}

/** The same as `severity: title`. */
export function found(check: Check, manifests: readonly object[], known: Known): string[] {
  return findings(check, manifests, known).map(({ severity, title }) => `${severity}: ${title}`);
}
