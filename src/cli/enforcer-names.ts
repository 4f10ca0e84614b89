import { Arguments } from './arguments';
import { ChosenTarget, DRIVER_NAMES, driverOf } from './config/target';
import { DIALECT_NAMES, EXACT_VERSION } from './dialects';
import { WrongUsage } from './wrong-usage';
import { minorVersionOf, readKubernetesVersion } from '../model/kubernetes-version';
import { nearest } from '../sets/nearest';
import { listed } from '../wording/lists';

/** What enforces policies, as `--from` and `--to` name it. */
export interface ChosenEnforcer {
  readonly name: string;
  readonly target: ChosenTarget;
  /** The minor version of Kubernetes; undefined where the name does not tell. */
  readonly kubernetesMinor?: number;
}

/** Whatever `--dialect` and `--driver` take. */
const ENFORCER_NAMES: readonly string[] = [...new Set([...DIALECT_NAMES, ...DRIVER_NAMES])];

const KUBERNETES = 'kubernetes';

const VERSIONED = `${KUBERNETES}-`;

/** What the option names. @throws WrongUsage */
export function enforcerIn(args: Arguments, option: 'from' | 'to'): ChosenEnforcer {
  const name = args.value(option);
  if (name === undefined) {
    throw new WrongUsage(`there is no \`--${option}\``, 'name both: `--from cilium-1.15 --to cilium-1.20`');
  }
  if (ENFORCER_NAMES.includes(name) || EXACT_VERSION.test(name)) {
    return { name, target: withController({ name }, args) };
  }
  const isOfKubernetes = name.startsWith(VERSIONED);
  const version = isOfKubernetes ? readKubernetesVersion(name.slice(VERSIONED.length)) : undefined;
  if (version === undefined) {
    throw new WrongUsage(`\`--${option}\` is \`${name}\`, which enforces nothing that netpol knows`,
      isOfKubernetes ? 'write a version of Kubernetes as in `kubernetes-1.36`' : helpWith(name));
  }
  return { name, target: { name: KUBERNETES }, kubernetesMinor: minorVersionOf(version) };
}

function helpWith(name: string): string {
  const meant = nearest(name, ENFORCER_NAMES);
  return meant === undefined ? `it knows ${listed(ENFORCER_NAMES)}, and versions of Kubernetes: \`kubernetes-1.36\``
    : `did you mean \`${meant}\`?`;
}

/** A controller stands beside the drivers; the documentation of Kubernetes is none. */
function withController(target: ChosenTarget, args: Arguments): ChosenTarget {
  const policyController = args.value('policy-controller');
  return driverOf(target) === undefined || policyController === undefined ? target : { ...target, policyController };
}
