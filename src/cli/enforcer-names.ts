import { Arguments } from './arguments';
import { ChosenTarget, DRIVER_NAMES, driverOf } from './config/target';
import { DIALECT_NAMES, EXACT_VERSION } from './dialects';
import { WrongUsage } from './wrong-usage';
import { minorVersionOf, readKubernetesVersion } from '../model/kubernetes-version';
import { nearest } from '../sets/nearest';
import { listed } from '../wording/lists';

/** What enforces policies, as `--from` and `--to` name it. */
export interface NamedEnforcer {
  readonly name: string;
  readonly target: ChosenTarget;
  /** The minor version of Kubernetes; undefined where the name does not tell. */
  readonly kubernetesMinor?: number;
}

/** Whatever `--dialect` and `--driver` take. */
export const ENFORCER_NAMES: readonly string[] = [...new Set([...DIALECT_NAMES, ...DRIVER_NAMES])];

const KUBERNETES = 'kubernetes';

/** What the option names. @throws WrongUsage */
export function enforcerIn(args: Arguments, option: 'from' | 'to'): NamedEnforcer {
  const name = args.value(option);
  if (name === undefined) {
    throw new WrongUsage(`there is no \`--${option}\``, 'name both: `--from cilium-1.15 --to cilium-1.20`');
  }
  if (ENFORCER_NAMES.includes(name) || EXACT_VERSION.test(name)) {
    return { name, target: withController({ name }, args) };
  }
  const version = name.startsWith(`${KUBERNETES}-`) ? readKubernetesVersion(name.slice(KUBERNETES.length + 1)) : undefined;
  if (version === undefined) {
    const meant = nearest(name, ENFORCER_NAMES);
    throw new WrongUsage(`\`--${option}\` is \`${name}\`, which enforces nothing that netpol knows`,
      meant === undefined ? `it knows ${listed(ENFORCER_NAMES)}, and \`kubernetes-1.36\` for a version of Kubernetes` : `did you mean \`${meant}\`?`);
  }
  return { name, target: { name: KUBERNETES }, kubernetesMinor: minorVersionOf(version) };
}

/** A controller stands beside the drivers; the documentation of Kubernetes is none. */
function withController(target: ChosenTarget, args: Arguments): ChosenTarget {
  const policyController = args.value('policy-controller');
  return driverOf(target) === undefined || policyController === undefined ? target : { ...target, policyController };
}
