import { FACT_NAMES, GivenFact, GivenFacts } from './facts';
import { ChosenTarget, DRIVER_NAMES, driverOf } from './target';
import { readKubernetesVersion } from '../../model/kubernetes-version';
import { AddressSet, NO_ADDRESSES } from '../../sets/addresses';
import { parseCidr } from '../../sets/cidr';
import { listed } from '../../wording/lists';
import { Arguments, Option } from '../arguments';
import { DIALECT_NAMES, EXACT_VERSION } from '../dialects';
import { WrongUsage } from '../wrong-usage';

/** The options by which a verb is told about the cluster. */
export const CLUSTER_OPTIONS: readonly Option[] = [
  { name: 'dialect', value: 'DIALECT', choices: DIALECT_NAMES, pattern: EXACT_VERSION, summary: 'whose reading of the policies; with a patch release: cilium-1.20.2' },
  { name: 'driver', value: 'DRIVER', choices: DRIVER_NAMES, pattern: EXACT_VERSION, summary: 'in place of a dialect, what gives the pods their network; some enforce no policy' },
  { name: 'policy-controller', value: 'NAME', summary: 'what enforces policies beside the driver' },
  { name: 'pod-cidr', value: 'CIDR', isRepeatable: true, summary: 'where pods get their addresses from; for several, several times' },
  { name: 'node-cidr', value: 'CIDR', isRepeatable: true, summary: 'the same of nodes' },
  { name: 'service-cidr', value: 'CIDR', isRepeatable: true, summary: 'the same of Services' },
  { name: 'facts', value: 'FILE', summary: 'what else is known about the cluster, as YAML or JSON' },
  { name: 'no-config', summary: 'do not read netpol.yaml' },
];

/** Only what the API server refuses depends on it, of which nothing but checks speaks. */
export const KUBERNETES_OPTION: Option = {
  name: 'kubernetes-version', value: 'X.Y', summary: 'the version of Kubernetes, which decides what the API server refuses: 1.36',
};

/** What `netpol help` says about the facts. */
export const CLUSTER_DETAILS: readonly string[] = [
  'What is known about the cluster stands in `netpol.yaml` of the working folder (`facts`, `target`), in the file of',
  '--facts, and in options, of which the latter replace the former, each fact by itself. The facts:',
  ...inLines(FACT_NAMES),
];

/** The target that the options name; undefined when they name none. */
export function targetFrom(args: Arguments): ChosenTarget | undefined {
  const [dialect, driver, policyController] = ['dialect', 'driver', 'policy-controller'].map(name => args.value(name));
  if (dialect !== undefined && driver !== undefined) {
    throw new WrongUsage('`--dialect` and `--driver` both say who enforces the policies', 'give one of them');
  }
  if (policyController !== undefined && driver === undefined) {
    throw new WrongUsage('`--policy-controller` is there without `--driver`',
      'say what gives the pods their network: `--driver flannel`');
  }
  const name = dialect ?? driver;
  return name === undefined ? undefined : { name, policyController };
}

/** The version of Kubernetes that an option names, for a target that is named too. */
export function kubernetesFrom(args: Arguments, target: ChosenTarget): string | undefined {
  const text = args.value(KUBERNETES_OPTION.name);
  const version = readKubernetesVersion(text);
  if (text !== undefined && version === undefined) {
    throw new WrongUsage(`\`--${KUBERNETES_OPTION.name}\` is \`${text}\`, not a version of Kubernetes`, 'write `--kubernetes-version 1.36`');
  }
  if (version !== undefined && driverOf(target) === undefined) {
    throw new WrongUsage(`\`--${KUBERNETES_OPTION.name}\` is there, and nothing says which cluster has it`,
      'say what gives the pods their network: `--driver calico`');
  }
  return version;
}

const CIDR_OPTIONS = [
  ['podCidrs', 'pod-cidr', 'podAddresses'], ['nodeCidrs', 'node-cidr', 'nodeAddresses'],
  ['serviceCidrs', 'service-cidr', 'serviceAddresses'],
] as const;

/** The facts that the options tell. */
export function factsFrom(args: Arguments): GivenFacts {
  return new Map(CIDR_OPTIONS.filter(([, option]) => args.has(option)).map(([fact, option, key]): [string, GivenFact] =>
    [fact, { tells: { declared: { [key]: addressesOf(option, args.values(option)) } } }]));
}

function addressesOf(option: string, values: readonly string[]): AddressSet {
  return values.reduce<AddressSet>((sum, value) => {
    const block = parseCidr(value);
    if (block === undefined) {
      throw new WrongUsage(`\`--${option}\` is \`${value}\`, not an address block`, value.includes(',')
        ? `give the option once for each block: ${listed(value.split(',').map(part => `--${option} ${part}`))}`
        : `write \`--${option} 10.244.0.0/16\``);
    }
    return sum.union(block.addresses);
  }, NO_ADDRESSES);
}

function inLines(names: readonly string[]): string[] {
  const third = Math.ceil(names.length / 3);
  return [0, 1, 2].map(part => `  ${names.slice(part * third, (part + 1) * third).join(', ')}`);
}
