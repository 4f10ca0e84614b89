import { KnownFacts } from './facts';
import { Dialect } from '../../dialects/dialect';
import { Enforcer, enforces, spokenBy } from '../../dialects/enforcers';
import { KUBERNETES } from '../../dialects/kubernetes';
import { Problem } from '../../model/finding';
import { DriverName, NETWORK_DRIVERS } from '../../model/network-drivers';
import { PolicyOfKind } from '../../model/unsimulated';
import { CILIUM_NAMES, CiliumSettings, DIALECT_NAMES, dialectNamed, versionIn } from '../dialects';

/** The cluster that the policies are meant for. */
export interface ChosenTarget {
  /** As `--dialect` and `--driver` write it: `cilium-1.20.2`, `calico`. */
  readonly name: string;
  /** What enforces policies beside the network driver. */
  readonly policyController?: string;
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

/** What the policies mean there. */
export function dialectOf(target: ChosenTarget, { cilium: settings, ...facts }: SettingsOfTarget): Dialect {
  const isReadByAnother = target.policyController !== undefined && isSwitchedOff(target, settings);
  const enforcer = enforcerAt(target, { cilium: settings, ...facts });
  const named = isReadByAnother ? KUBERNETES : dialectNamed(target.name, settings);
  const dialect = enforcer === undefined ? named : spokenBy(enforcer, named);
  return isEnforced(target, settings) ? dialect
    : { ...dialect, enforcement: { ...dialect.enforcement, mode: 'never' } };
}

/** Whether the cluster certainly ignores a policy that is not simulated; where nobody says who enforces, it may not. */
export function ignoresFor(target: ChosenTarget, settings: SettingsOfTarget): (policy: PolicyOfKind) => boolean {
  const enforcer = enforcerAt(target, settings);
  return policy => enforcer !== undefined && enforces(enforcer, policy) === 'no';
}

/** What enforces the policies there; undefined where nobody says. */
export function enforcerAt(
  target: ChosenTarget, { cilium, gkeClusterwidePolicies, clusterNetworkPolicyEnabled }: SettingsOfTarget,
): Enforcer | undefined {
  const networkDriver = driverOf(target);
  const known = versionIn(target.name);
  return networkDriver && {
    networkDriver,
    policyController: target.policyController,
    ciliumVersion: known?.version,
    enforcesCiliumPolicy: known !== undefined && !isSwitchedOff(target, cilium),
    takesClusterwidePolicies: gkeClusterwidePolicies,
    clusterNetworkPolicyEnabled,
  };
}

/** Says that no policy has an effect. Whoever wrote some believes that they have. */
export function unenforcedProblems(target: ChosenTarget, settings: CiliumSettings): Problem[] {
  return isEnforced(target, settings) ? [] : [{
    severity: 'warning',
    message: isSwitchedOff(target, settings)
      ? 'no policy has an effect: Cilium runs with `policyEnforcementMode: never`, and every connection is allowed'
      : `no policy has an effect: \`${target.name}\` enforces none by itself, and every connection is allowed`,
    at: { object: 'the cluster' },
    help: `if something enforces policies beside \`${driverOf(target)}\`, name it: \`--policy-controller\`, or `
      + '`policyController` in netpol.yaml',
  }];
}

function isEnforced(target: ChosenTarget, settings: CiliumSettings): boolean {
  const driver = driverOf(target);
  return driver === undefined || target.policyController !== undefined
    || (NETWORK_DRIVERS[driver] && !isSwitchedOff(target, settings));
}

/** The mode is Cilium's own, and means nothing to other drivers. */
function isSwitchedOff({ name }: ChosenTarget, { mode }: CiliumSettings): boolean {
  return versionIn(name) !== undefined && mode === 'never';
}

function driverOf({ name }: ChosenTarget): DriverName | undefined {
  return versionIn(name) === undefined ? DRIVERS.find(driver => driver === name) : 'cilium';
}
