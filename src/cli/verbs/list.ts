import { reach } from '../../engine/reach';
import { Causes } from '../../explanations/causes';
import { ingest } from '../../ingest/ingest';
import { NamespaceHelp, namespaceProblems } from '../../ingest/namespace-use';
import { isDnsLabel } from '../../ingest/reading/names';
import { Problem } from '../../model/finding';
import { carriedTraffic } from '../../model/interpretation';
import { Snapshot } from '../../model/snapshot';
import { UnsimulatedPolicy } from '../../model/unsimulated';
import { Workload } from '../../model/workload';
import { Listing } from '../../render/listing';
import { Arguments } from '../arguments';
import { inWordsOfTheCommand } from '../cause-help';
import { DIALECT_NAMES, dialectNamed, EXACT_VERSION, ignoresFor, withExternalBlocks } from '../dialects';
import { ExitCode } from '../exit-code';
import { NO_FILE_FACTS, readFactsFile } from '../facts';
import { FORMATS, formatNamed } from '../formats';
import { Input, readInput } from '../input/read-input';
import { writeProblems } from '../messages';
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
    { name: 'dialect', value: 'DIALECT', choices: DIALECT_NAMES, pattern: EXACT_VERSION, summary: 'who enforces the policies; with a patch release: cilium-1.20.2' },
    { name: 'namespace', short: 'n', value: 'NAME', summary: 'where objects stand that name no namespace, as for kubectl and helm' },
    { name: 'raw', summary: 'read charts and kustomizations as they are, though a tool would change them first' },
    { name: 'exclude', value: 'GLOB', isRepeatable: true, summary: 'what to leave out of folders, as in .gitignore; may be given again' },
    { name: 'keep-going', summary: 'end with 0 although something was left out' },
    { name: 'external-blocks', summary: 'no pod and no node has an address inside any ipBlock' },
    { name: 'facts', value: 'FILE', summary: 'what is known about the cluster: podCidrs, nodeCidrs, serviceCidrs, existing, settings of Cilium' },
  ],
  details: [
    'PATH is a file, `-` for stdin, or a folder, which is read with all folders below it (.yaml, .yml, .json; not what',
    'is hidden, nor node_modules). In a folder, documents that are no Kubernetes objects are left out with a warning;',
    'in a file that is named they are an error. Below a folder, charts, kustomizations and files that cannot be read are left',
    'out: the rest is answered as partial, and the exit code is 3. The first format and the first dialect are the defaults.',
    '',
    'GLOB is for paths below the folder that is named: `test/**`, `*-crd.yaml`, `charts`. Nothing counts as left out because',
    'of it, and what is named as a PATH is read all the same. Objects that no answer depends on and that may be large',
    '(CustomResourceDefinition, ConfigMap, Secret) are not parsed, so that mistakes in them are not reported.',
    '',
    'formats:',
    '  text      a table for people; addresses outside the cluster stand as blocks',
    '  json      every allowed and every unknown connection, with port ranges; a pair that is absent is denied',
    '  connlist  the lines of np-guard\'s netpol-analyzer 1.4.4, to compare with: IPv4 only, nothing unknown',
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.operands.length === 0) {
    throw new WrongUsage('there is no PATH to read', 'name files or folders, or `-` for stdin');
  }
  const problems: Problem[] = [];
  const isOutside = args.has('external-blocks');
  const dialectName = args.value('dialect') ?? DIALECT_NAMES[0];
  const { declared, cilium, gkeClusterwidePolicies } = args.has('facts')
    ? readFactsFile(args.value('facts')!, dialectName, terminal, problems) : NO_FILE_FACTS;
  const facts = { ...declared, addressesAreOutside: isOutside };
  const input = await readInput(args.operands, terminal, args.has('raw'), args.values('exclude'));
  const chosen = dialectNamed(dialectName, cilium);
  const dialect = isOutside ? withExternalBlocks(chosen) : chosen;
  const namespace = namespaceIn(args);
  const isIgnored = ignoresFor(dialectName, cilium, gkeClusterwidePolicies);
  const read = ingest(input.manifests, { dialect, facts, namespace, isIgnored });
  const ignored = read.ignored.map(policy => ignoredBy(dialectName, policy));
  problems.push(...problemsOf(input, [...read.problems, ...ignored], read.snapshot));
  if (!problems.some(isError)) {
    problems.push(...input.locations.locate(namespaceProblems(read.namespaceUse, namespace, NAMESPACE_HELP)));
    problems.push(...read.snapshot.workloads.length === 0 ? [NO_PODS] : []);
  }

  writeProblems(problems, terminal);
  if (problems.some(isError)) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const isPartial = input.leftOut.length > 0;
  const write = formatNamed(args.value('format') ?? FORMATS[0]);
  const context = { dialect: dialect.name, externalBlocks: isOutside, isPartial, problems };
  write(listingOf(read.snapshot), context, terminal);
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
  instead: 'leave `--namespace` out',
};

/** A policy that has no effect protects nothing, and whoever wrote it believes that it does. */
function ignoredBy(dialectName: string, { kind, origin }: UnsimulatedPolicy): Problem {
  return {
    severity: 'warning',
    message: `${origin.object} has no effect: \`${dialectName}\` enforces no \`${kind}\``,
    at: origin,
    field: 'kind',
    help: 'write it as a NetworkPolicy, or name the dialect of what enforces it',
  };
}

/** All connections of the cluster. */
export function listingOf(snapshot: Snapshot): Listing {
  const { endpoints, externalBlocks, bySource, classOf, likeness } = reach(snapshot);
  const alike = { classOf: (workload: Workload) => classOf(workload).index, likeness };
  const causes = new Causes(snapshot, alike, inWordsOfTheCommand);
  return {
    workloads: endpoints.flatMap(endpoint => (endpoint.kind === 'workload' ? [endpoint.workload] : [])),
    blocks: externalBlocks,
    policies: snapshot.policies,
    everything: carriedTraffic(snapshot),
    bySource: bySource(),
    causesOf: cell => causes.of(cell),
  };
}
