import { KnownFacts } from './facts';
import { DescribedCluster, isEnforcedAt, isSwitchedOff, readingAt } from '../../dialects/described-cluster';
import { Dialect } from '../../dialects/dialect';
import { Problem } from '../../model/finding';
import { DriverName, NETWORK_DRIVERS } from '../../model/network-drivers';
import { CILIUM_NAMES, DIALECT_NAMES, versionIn } from '../dialects';

/** The cluster that the policies are meant for. */
export interface ChosenTarget {
  /** As `--dialect` and `--driver` write it: `cilium-1.20.2`, `calico`. */
  readonly name: string;
  /** What enforces policies beside the network driver. */
  readonly policyController?: string;
  /** Which texts the API server refuses, it decides. */
  readonly kubernetesVersion?: string;
}

/** The facts that decide how the target reads policies. */
export type SettingsOfTarget = Pick<KnownFacts, 'cilium' | 'gkeClusterwidePolicies' | 'clusterNetworkPolicyEnabled'>;

/** Nobody says what enforces the policies: they mean what Kubernetes documents. */
export const DOCUMENTED: ChosenTarget = { name: DIALECT_NAMES[0] };

/** The drivers as `ExistingCluster` and `netpol.yaml` name them. */
export const DRIVERS = Object.keys(NETWORK_DRIVERS) as readonly DriverName[];

/** The names that `--driver` takes: with Cilium the version is decisive. */
export const DRIVER_NAMES: readonly string[] =
  DRIVERS.flatMap(driver => (driver === 'cilium' ? CILIUM_NAMES : [driver]));

/** Whether settings of Cilium have a meaning there. */
export function takesSettings(target: ChosenTarget): boolean {
  return versionIn(target.name) !== undefined || isGoogles(target);
}

/** Whether it is Google's build of Cilium, which enforces policies always. */
export function isGoogles({ name }: ChosenTarget): boolean {
  return name === 'gke-dataplane-v2';
}

/** The target with the patch release that the facts tell, unless it is told already. */
export function withPatch(target: ChosenTarget, patch: number | undefined): ChosenTarget {
  const known = versionIn(target.name);
  return patch === undefined || known === undefined || known.patch !== undefined
    ? target : { ...target, name: `${target.name}.${patch}` };
}

/** The target with what the facts tell of it; undefined where nobody says what enforces the policies. */
export function clusterAt(
  target: ChosenTarget, { cilium: settings, gkeClusterwidePolicies, clusterNetworkPolicyEnabled }: SettingsOfTarget,
): DescribedCluster | undefined {
  const known = versionIn(target.name);
  const networkDriver = driverOf(target);
  return networkDriver && {
    networkDriver,
    policyController: target.policyController,
    enforcesNetworkPolicy: NETWORK_DRIVERS[networkDriver] || target.policyController !== undefined,
    supportsCiliumPolicy: known !== undefined,
    ciliumVersion: known?.version,
    ciliumPatch: known?.patch,
    kubernetesVersion: target.kubernetesVersion,
    settings,
    gkeClusterwidePolicies,
    clusterNetworkPolicyEnabled,
  };
}

/** What comes of the policies there: nothing where nothing enforces them. */
export function dialectAt(cluster: DescribedCluster | undefined): Dialect {
  const { dialect } = readingAt(cluster);
  return cluster === undefined || isEnforcedAt(cluster) ? dialect
    : { ...dialect, enforcement: { ...dialect.enforcement, mode: 'never' } };
}

/** Says that no policy has an effect. Whoever wrote some believes that they have. */
export function unenforcedProblems(target: ChosenTarget, cluster: DescribedCluster | undefined): Problem[] {
  return cluster === undefined || isEnforcedAt(cluster) ? [] : [{
    severity: 'warning',
    message: isSwitchedOff(cluster)
      ? 'no policy has an effect: Cilium runs with `policyEnforcementMode: never`, and every connection is allowed'
      : `no policy has an effect: \`${target.name}\` enforces none by itself, and every connection is allowed`,
    at: { object: 'the cluster' },
    help: `if something enforces policies beside \`${cluster.networkDriver}\`, name it: \`--policy-controller\`, or `
      + '`policyController` in netpol.yaml',
  }];
}

/** The driver without its version; undefined where a dialect is named. */
export function driverOf({ name }: ChosenTarget): DriverName | undefined {
  return versionIn(name) === undefined ? DRIVERS.find(driver => driver === name) : 'cilium';
}
