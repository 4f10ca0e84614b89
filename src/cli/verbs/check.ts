import { CHECKS } from '../../checks/all';
import { CheckContext } from '../../checks/check';
import { contextOf } from '../../diagnosis/context';
import { isAsGraveAs, SEVERITIES } from '../../diagnosis/levels';
import { runChecks } from '../../diagnosis/run-checks';
import { PolicyReading, readingAt, targetAt } from '../../dialects/described-cluster';
import { Severity } from '../../model/finding';
import { Arguments } from '../arguments';
import { CHOICE_OPTIONS, chosenChecks } from '../chosen-checks';
import { CLUSTER_DETAILS } from '../config/options';
import { withExternalBlocks } from '../dialects';
import { ExitCode } from '../exit-code';
import { FINDINGS_FORMATS, findingsFormatNamed } from '../findings-formats';
import { INPUT_DETAILS, INPUT_OPTIONS, PathsRead, Reader, readPaths } from '../read-paths';
import { Terminal } from '../terminal';
import { Verb } from '../verb';

/** What `--fail-on` takes; the first one is the default. */
const FAIL_ON = [...SEVERITIES, 'never'] as const;

/** `netpol check`: what is wrong with the policies of some manifests. */
export const checkVerb: Verb = {
  name: 'check',
  summary: 'what people get wrong in policies: what is blocked, open or without effect unintended',
  usage: 'PATH... [options]',
  options: [
    { name: 'format', value: 'FORMAT', choices: FINDINGS_FORMATS, summary: 'how to write the findings' },
    { name: 'fail-on', value: 'SEVERITY', choices: FAIL_ON, summary: 'end with 1 if anything found is at least as grave' },
    ...CHOICE_OPTIONS,
    ...INPUT_OPTIONS,
  ],
  details: [
    ...INPUT_DETAILS,
    '',
    'What is wrong with the input itself goes to stderr and counts for --fail-on as well. What is found in a part of the',
    'input may be mended by what was left out of it, so that the exit code is 3 then, unless --keep-going says otherwise.',
    'Checks, and how grave their findings are, can be set in `netpol.yaml`: `checks: { dns-blocked: warning }`, or `off`.',
    '',
    'formats:',
    '  text  the findings, each with its place, its evidence and what to do, and a line that counts them',
    '  json  the same as data, of the form of schema/check.schema.json',
    '',
    ...CLUSTER_DETAILS,
  ],
  run,
};

/** Of policies without effect there are checks. */
const READER: Reader = { verb: 'check', withoutEffect: () => [] };

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const write = findingsFormatNamed(args.value('format') ?? FINDINGS_FORMATS[0]);
  const failOn = (args.value('fail-on') ?? FAIL_ON[0]) as typeof FAIL_ON[number];
  const isChosen = chosenChecks(args);
  const read = await readPaths(args, terminal, READER);
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const { cluster: { levels }, locations, context, code } = read;
  const given = contextFor(read);
  const checks = CHECKS.map(({ meta }) => meta).filter(meta => isChosen(meta, levels)).map(({ name }) => name);
  const findings = locations.locateFindings(runChecks(given, levels, ({ name }) => checks.includes(name)));
  const { workloads, policies, unsimulated } = given.snapshot;
  const checked = { checks, workloads: workloads.length, policies: policies.length, unsimulated: unsimulated.length, target: given.target };
  write(findings, checked, context, terminal);
  return code === ExitCode.FINE && [...context.problems, ...findings].some(({ severity }) => isGrave(severity, failOn))
    ? ExitCode.FINDINGS : code;
}

function contextFor({ ingested, cluster: { described }, context: { externalBlocks } }: PathsRead): CheckContext {
  const reading = readingAt(described);
  return contextOf(ingested, {
    reading: externalBlocks ? withExternalReading(reading) : reading,
    target: described && targetAt(described, { origin: { object: 'the cluster' } }),
    audience: 'manifests',
  });
}

function withExternalReading({ dialect, documented, without }: PolicyReading): PolicyReading {
  return {
    dialect: withExternalBlocks(dialect),
    documented: withExternalBlocks(documented),
    without: without.map(one => ({ ...one, dialect: withExternalBlocks(one.dialect) })),
  };
}

function isGrave(severity: Severity, failOn: typeof FAIL_ON[number]): boolean {
  return failOn !== 'never' && isAsGraveAs(severity, failOn);
}
