import { CiliumVersion } from '../cluster/target/cilium-version';
import { NetworkDriver } from '../cluster/target/network-driver';
import { INetworkPolicyTarget } from '../cluster/target/network-policy-target';
import { checkBoolean, checkText, hasFields, memberOf } from '../values/given';
import { optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

const HELP = 'pass a `CiliumCluster`, or describe the cluster: '
  + '`ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.CALICO })`';

/** What the validation reads of a target. Everything else about it is its own. */
const TARGET: Properties<INetworkPolicyTarget> = {
  targetName: checkText,
  networkDriver: memberOf(NetworkDriver, HELP),
  policyController: optional(checkText),
  enforcesNetworkPolicy: checkBoolean,
  supportsCiliumPolicy: checkBoolean,
  ciliumVersion: optional(memberOf(CiliumVersion, HELP)),
};

/** Refuses what is no target, as the name of one. */
export function checkTarget(where: string, field: string, value: unknown): void {
  if (!hasFields(value, 'targetName', 'networkDriver')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a cluster`, HELP);
  }
  for (const [name, check] of Object.entries(TARGET)) {
    check(where, `${field}.${name}`, (value as Record<string, unknown>)[name]);
  }
}
