import { Arguments, Option } from './arguments';
import { CheckSettingsReader, KnownCluster, readCluster } from './config/known-cluster';
import { CLUSTER_OPTIONS } from './config/options';
import { withExternalBlocks } from './dialects';
import { ExitCode } from './exit-code';
import { Locations } from './input/locations';
import { Input, readInput } from './input/read-input';
import { writeProblems } from './messages';
import { SIZE_OPTION, sizeLimitIn } from './size-limit';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';
import { ignoresAt } from '../dialects/described-cluster';
import { Dialect } from '../dialects/dialect';
import { ingest, Ingested } from '../ingest/ingest';
import { NamespaceHelp, namespaceProblems } from '../ingest/namespace-use';
import { Problem } from '../model/finding';
import { Snapshot } from '../model/snapshot';
import { PolicyOfKind } from '../model/unsimulated';
import { ListingContext } from '../render/json-parts';
import { isDnsLabel } from '../syntax/names';

/** The options of every verb that reads manifests. */
export const INPUT_OPTIONS: readonly Option[] = [
  { name: 'namespace', short: 'n', value: 'NAME', summary: 'where objects stand that name no namespace, as for kubectl and helm' },
  { name: 'raw', summary: 'read charts and kustomizations as they are, though a tool would change them first' },
  { name: 'exclude', value: 'GLOB', isRepeatable: true, summary: 'what to leave out of folders, as in .gitignore; may be given again' },
  { name: 'keep-going', summary: 'end as if nothing had been left out, although something was' },
  { name: 'external-blocks', summary: 'no pod and no node has an address inside any ipBlock' },
  SIZE_OPTION,
  ...CLUSTER_OPTIONS,
];

/** What `netpol help` says about paths. */
export const INPUT_DETAILS: readonly string[] = [
  'PATH is a file, `-` for stdin, or a folder, which is read with all folders below it (.yaml, .yml, .json; not what',
  'is hidden, nor node_modules). In a folder, documents that are no Kubernetes objects are left out with a warning;',
  'in a file that is named they are an error. Below a folder, charts, kustomizations, files that cannot be read',
  'and policies that no server takes are left out: the rest is answered as partial, and the exit code is 3. The first',
  'format and the first dialect are the defaults.',
  '',
  'GLOB is for paths below the folder that is named: `test/**`, `*-crd.yaml`, `charts`. Nothing counts as left out because',
  'of it, and what is named as a PATH is read all the same. Objects that no answer depends on and that may be large',
  '(CustomResourceDefinition, ConfigMap, Secret) are not parsed, so that mistakes in them are not reported.',
];

/** A verb, as far as it decides how manifests are read. */
export interface Reader {
  /** Its name, for help with what is to be piped into it. */
  readonly verb: string;
  /** What it has to say before all answers of policies that have no effect. */
  readonly withoutEffect: (cluster: KnownCluster, ignored: readonly PolicyOfKind[]) => readonly Problem[];
  /** Reads what the configuration says of checks, for verbs that run some. */
  readonly readChecks?: CheckSettingsReader;
  /** Which of the problems are said where nothing of the input was left out; all of them, unless the verb is to be quiet. */
  readonly isSaid?: (problem: Problem) => boolean;
  /** The text of problems that are alike, where it is another than usual. */
  readonly renderAlike?: (alike: readonly Problem[]) => string;
  /** What is to be done, beside saying them, with problems that leave nothing to be answered. */
  readonly whenUnreadable?: (problems: readonly Problem[]) => void;
  /** Which of them have been said before, where the same is read several times. */
  readonly isKnown?: (problem: Problem) => boolean;
}

/** The manifests of the command line, of which everything that is wrong has been said. */
export interface PathsRead {
  readonly ingested: Ingested;
  readonly cluster: KnownCluster;
  /** What the policies mean. */
  readonly dialect: Dialect;
  readonly context: ListingContext;
  /** Finds the lines that problems and findings are about. */
  readonly locations: Locations;
  /** What the command ends with where the answer is what everybody wants. */
  readonly code: ExitCode;
}

/**
 * Reads the manifests, and says all that is wrong with them. Undefined where that leaves nothing to be answered.
 *
 * @throws WrongUsage
 */
export async function readPaths(
  args: Arguments, terminal: Terminal, reader: Reader,
): Promise<PathsRead | undefined> {
  if (args.operands.length === 0) {
    throw new WrongUsage('there is no PATH to read', 'name files or folders, or `-` for stdin');
  }
  const cluster = readCluster(args, terminal, reader.readChecks);
  return readOperands({ operands: args.operands, files: terminal, cluster }, args, terminal, reader);
}

/** Which manifests are read, and for which cluster. */
export interface Operands {
  readonly operands: readonly string[];
  /** Where files are read: the machine, or what a repository had at some time. */
  readonly files: Terminal;
  readonly cluster: KnownCluster;
}

/**
 * Reads the manifests of the operands, and says all that is wrong with them, as `readPaths` does.
 *
 * @throws WrongUsage
 */
export async function readOperands(
  { operands, files, cluster }: Operands, args: Arguments, terminal: Terminal, reader: Reader,
): Promise<PathsRead | undefined> {
  const isOutside = args.has('external-blocks');
  const input = await readInput(operands, files, {
    isRaw: args.has('raw'), globs: args.values('exclude'), config: cluster.configPath, limit: sizeLimitIn(args), verb: reader.verb,
  });
  const dialect = isOutside ? withExternalBlocks(cluster.dialect) : cluster.dialect;
  const namespace = namespaceIn(args);
  const ingested = ingest(input.manifests, {
    dialect,
    facts: { ...cluster.facts, addressesAreOutside: isOutside },
    namespace,
    isIgnored: ignoresAt(cluster.described),
  });
  files.tellProgress?.('working out the answer');
  const isLeftOut = (problem: Problem) =>
    isError(problem) && canBeLeftOut(problem) && !ingested.clashes.includes(problem) && input.isOfTree(problem);
  const leftOut = [...input.leftOut, ...input.locations.locate(ingested.problems.filter(isLeftOut)).map(withEffect)];
  const others = [
    ...ingested.problems.filter(problem => !isLeftOut(problem)), ...reader.withoutEffect(cluster, ingested.ignored),
  ];
  const problems = [...cluster.problems, ...problemsOf({ ...input, leftOut }, others, ingested.snapshot)];
  if (!problems.some(isError)) {
    problems.push(...input.locations.locate(namespaceProblems(ingested.namespaceUse, namespace, NAMESPACE_HELP)));
    problems.push(...ingested.snapshot.workloads.length === 0 ? [NO_PODS] : []);
  }
  const isPartial = leftOut.length > 0;
  const { isSaid = () => true, isKnown = () => false } = reader;
  const said = problems.filter(problem => !isKnown(problem) && (isPartial || isSaid(problem)));
  writeProblems(said, terminal, reader.renderAlike);
  if (problems.some(isError)) {
    reader.whenUnreadable?.(problems);
    return undefined;
  }
  return {
    ingested,
    cluster,
    dialect,
    context: { dialect: dialect.name, config: cluster.config, externalBlocks: isOutside, isPartial, problems },
    locations: input.locations,
    code: isPartial && !args.has('keep-going') ? ExitCode.UNREADABLE_INPUT : ExitCode.FINE,
  };
}

const NO_PODS: Problem = {
  severity: 'warning',
  message: 'the input has no pods, so that there is no connection to speak of',
  at: { object: 'the input' },
  help: 'add the workloads that the policies are for: their manifests, or `kubectl get pods -A -o yaml`',
};

/** What is wrong with the input. Parts of it are left out, and the rest is answered unless nothing is left. */
function problemsOf(
  { problems, leftOut, locations }: Input, withManifests: readonly Problem[], { workloads, policies }: Snapshot,
): Problem[] {
  const hasRest = workloads.length + policies.length > 0;
  return [
    ...problems,
    ...leftOut.map((problem): Problem =>
      (hasRest ? { ...problem, severity: 'warning', message: `${problem.message}; left out` } : problem)),
    ...locations.locate(withManifests),
  ];
}

/** A policy that is left out closes nothing and admits nobody, which may be wrong in both directions. */
function withEffect(problem: Problem): Problem {
  return problem.at.object.startsWith('Template ') ? problem
    : { ...problem, message: `${problem.message}; what ${problem.at.object} would close or open is not in the answer` };
}

/** Of a faulty workload the connections would be missing without a trace, and a patch changes another object. */
function canBeLeftOut({ at }: Problem): boolean {
  const [kind] = at.object.split(' ');
  return kind.endsWith('Policy') || kind === 'Template';
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** Where objects stand that name no namespace; undefined when that is not said. */
function namespaceIn(args: Arguments): string | undefined {
  const name = args.value('namespace');
  if (name !== undefined && !isDnsLabel(name)) {
    throw new WrongUsage(`\`--namespace\` is \`${name}\`, not the name of a namespace`, 'write a name such as `shop`');
  }
  return name;
}

const NAMESPACE_HELP: NamespaceHelp = {
  state: example => `say where they are applied, as to kubectl: \`--namespace ${example}\``,
  instead: 'leave `--namespace` out; to see one namespace only, say `--in-namespace NAME`',
};
