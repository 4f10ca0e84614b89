import { ingest } from '../../ingest/ingest';
import { NamespaceHelp, namespaceProblems } from '../../ingest/namespace-use';
import { Problem } from '../../model/finding';
import { Snapshot } from '../../model/snapshot';
import { PolicyOfKind } from '../../model/unsimulated';
import { isDnsLabel } from '../../syntax/names';
import { ADMIN_GROUP, whyUntaken } from '../../wording/admin-kinds';
import { Arguments } from '../arguments';
import { KnownCluster, readCluster } from '../config/known-cluster';
import { CLUSTER_DETAILS, CLUSTER_OPTIONS } from '../config/options';
import { withExternalBlocks } from '../dialects';
import { ExitCode } from '../exit-code';
import { FOCUS_OPTIONS, focusIn } from '../focus';
import { FORMATS, formatNamed, LAYOUT_OPTIONS, layoutIn } from '../formats';
import { Input, readInput } from '../input/read-input';
import { listingOf } from '../listing-of';
import { writeProblems } from '../messages';
import { SIZE_OPTION, sizeLimitIn } from '../size-limit';
import { Terminal } from '../terminal';
import { Verb } from '../verb';
import { WrongUsage } from '../wrong-usage';

/** `netpol list`: every connection that the policies of some manifests allow. */
export const listVerb: Verb = {
  name: 'list',
  summary: 'every connection that the policies allow',
  usage: 'PATH... [options]',
  options: [
    { name: 'format', value: 'FORMAT', choices: FORMATS, summary: 'how to write the answer' },
    ...LAYOUT_OPTIONS,
    ...FOCUS_OPTIONS,
    { name: 'namespace', short: 'n', value: 'NAME', summary: 'where objects stand that name no namespace, as for kubectl and helm' },
    { name: 'raw', summary: 'read charts and kustomizations as they are, though a tool would change them first' },
    { name: 'exclude', value: 'GLOB', isRepeatable: true, summary: 'what to leave out of folders, as in .gitignore; may be given again' },
    { name: 'keep-going', summary: 'end with 0 although something was left out' },
    { name: 'external-blocks', summary: 'no pod and no node has an address inside any ipBlock' },
    SIZE_OPTION,
    ...CLUSTER_OPTIONS,
  ],
  details: [
    'PATH is a file, `-` for stdin, or a folder, which is read with all folders below it (.yaml, .yml, .json; not what',
    'is hidden, nor node_modules). In a folder, documents that are no Kubernetes objects are left out with a warning;',
    'in a file that is named they are an error. Below a folder, charts, kustomizations, files that cannot be read',
    'and policies that no server takes are left out: the rest is answered as partial, and the exit code is 3. The first',
    'format and the first dialect are the defaults.',
    '',
    'GLOB is for paths below the folder that is named: `test/**`, `*-crd.yaml`, `charts`. Nothing counts as left out because',
    'of it, and what is named as a PATH is read all the same. Objects that no answer depends on and that may be large',
    '(CustomResourceDefinition, ConfigMap, Secret) are not parsed, so that mistakes in them are not reported.',
    '',
    'formats:',
    '  text      what stands out, and then a table for people, where endpoints of which the same holds share a row',
    '  json      every allowed and every unknown connection, with port ranges; a pair that is absent is denied',
    '  connlist  the lines of np-guard\'s netpol-analyzer 1.4.4, to compare with: IPv4 only, nothing unknown',
    '',
    ...CLUSTER_DETAILS,
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.operands.length === 0) {
    throw new WrongUsage('there is no PATH to read', 'name files or folders, or `-` for stdin');
  }
  const write = formatNamed(args.value('format') ?? FORMATS[0], layoutIn(args));
  const cluster = readCluster(args, terminal);
  const isOutside = args.has('external-blocks');
  const facts = { ...cluster.facts, addressesAreOutside: isOutside };
  const input = await readInput(args.operands, terminal, {
    isRaw: args.has('raw'), globs: args.values('exclude'), config: cluster.configPath, limit: sizeLimitIn(args),
  });
  const dialect = isOutside ? withExternalBlocks(cluster.dialect) : cluster.dialect;
  const namespace = namespaceIn(args);
  const read = ingest(input.manifests, { dialect, facts, namespace, isIgnored: cluster.isIgnored });
  const ignored = read.ignored.map(policy => ignoredBy(cluster, policy));
  const isLeftOut = (problem: Problem) =>
    isError(problem) && canBeLeftOut(problem) && !read.clashes.includes(problem) && input.isOfTree(problem);
  const leftOut = [...input.leftOut, ...input.locations.locate(read.problems.filter(isLeftOut)).map(withEffect)];
  const others = [...read.problems.filter(problem => !isLeftOut(problem)), ...ignored];
  const problems = [...cluster.problems, ...problemsOf({ ...input, leftOut }, others, read.snapshot)];
  if (!problems.some(isError)) {
    problems.push(...input.locations.locate(namespaceProblems(read.namespaceUse, namespace, NAMESPACE_HELP)));
    problems.push(...read.snapshot.workloads.length === 0 ? [NO_PODS] : []);
  }

  writeProblems(problems, terminal);
  if (problems.some(isError)) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const isPartial = leftOut.length > 0;
  const context = { dialect: dialect.name, config: cluster.config, externalBlocks: isOutside, isPartial, problems };
  write(listingOf(read.snapshot, focusIn(args, read.snapshot.workloads)), context, terminal);
  return isPartial && !args.has('keep-going') ? ExitCode.UNREADABLE_INPUT : ExitCode.FINE;
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

/** A policy that has no effect protects nothing, and whoever wrote it believes that it does. */
function ignoredBy({ name, enforcer }: KnownCluster, { group, kind, origin }: PolicyOfKind): Problem {
  const { reason, help } = group === ADMIN_GROUP && enforcer !== undefined ? whyUntaken(kind, enforcer)
    : { reason: `\`${name}\` enforces no \`${kind}\``, help: ['write it as a NetworkPolicy, or name the dialect of what enforces it'] };
  return {
    severity: 'warning',
    message: `${origin.object} has no effect: ${reason}`,
    at: origin,
    field: 'kind',
    help: help.join('; '),
  };
}
