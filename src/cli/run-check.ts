import { Arguments } from './arguments';
import { FAIL_ON, FailOn, FINDINGS_FORMATS } from './check-choices';
import { chosenChecks } from './chosen-checks';
import { CHECK_NAMES } from './config/check-levels';
import { readCheckSettings } from './config/read-check-settings';
import { withExternalBlocks } from './dialects';
import { ExitCode } from './exit-code';
import { Findings, PLAIN, RENDER_REPORT, reportUnanswered, WRITE_FINDINGS, writeQuietly } from './findings-formats';
import { PathsRead, Reader, readPaths } from './read-paths';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';
import { findingsOn, StatedAssertion } from '../assertions/stated';
import { CHECKS } from '../checks/all';
import { CheckContext } from '../checks/check';
import { sift } from '../diagnosis/acceptances';
import { contextOf } from '../diagnosis/context';
import { isAsGraveAs } from '../diagnosis/levels';
import { runChecks } from '../diagnosis/run-checks';
import { PolicyReading, readingAt, targetAt } from '../dialects/described-cluster';
import { Finding, Problem, Severity } from '../model/finding';
import { Snapshot } from '../model/snapshot';
import { Checked } from '../render/json-findings';
import { renderPlainProblems } from '../render/plain';
import { withoutCommands } from '../render/workflow-commands';
import { Ground } from '../suggestions/ground';
import { withMend } from '../suggestions/mended';

/** Runs `netpol check`. */
export async function runCheck(args: Arguments, machine: Terminal): Promise<ExitCode> {
  const failOn = failOnIn(args);
  const fails = ({ severity }: { readonly severity: Severity }) => failOn !== 'never' && isAsGraveAs(severity, failOn);
  const isChosen = chosenChecks(args);
  const isQuiet = args.has('quiet');
  const format = (args.value('format') ?? FINDINGS_FORMATS[0]) as typeof FINDINGS_FORMATS[number];
  const terminal = format === 'github' ? withoutCommandsOn(machine) : machine;
  const read = await readPaths(args, terminal, readerFor(format, isQuiet ? fails : () => true, problems => {
    machine.writeOut(RENDER_REPORT[format]?.(reportUnanswered(problems, fails, machine)) ?? '');
  }));
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const { context, code } = read;
  const found = findingsIn(read, isChosen, args.operands);
  if (isQuiet && (format === 'text' || format === 'plain')) {
    writeQuietly(found.findings.filter(fails), terminal, format === 'plain' ? PLAIN : undefined);
  } else {
    WRITE_FINDINGS[format](found, context, fails, machine);
  }
  return code === ExitCode.FINE && [...context.problems, ...found.findings].some(fails) ? ExitCode.FINDINGS : code;
}

/** Of policies without effect there are checks. */
function readerFor(
  format: string, isSaid: (problem: Problem) => boolean, whenUnreadable: (problems: readonly Problem[]) => void,
): Reader {
  const renderAlike = format === 'plain' ? renderPlainProblems : undefined;
  return { verb: 'check', withoutEffect: () => [], readChecks: readCheckSettings, isSaid, renderAlike, whenUnreadable };
}

/** Whatever a workflow prints is looked through for commands, what is printed for people too. */
function withoutCommandsOn(machine: Terminal): Terminal {
  return Object.create(machine, {
    writeError: { value: (text: string) => machine.writeError(withoutCommands(text)) },
  }) as Terminal;
}

/** @throws WrongUsage */
function failOnIn(args: Arguments): FailOn {
  const given = args.value('fail-on') as FailOn | undefined;
  if (args.has('strict') && given !== undefined && given !== 'warning') {
    throw new WrongUsage(`\`--strict\` fails on warnings, and \`--fail-on\` is \`${given}\``, 'leave one of them out');
  }
  return args.has('strict') ? 'warning' : given ?? FAIL_ON[0];
}

function findingsIn(read: PathsRead, isChosen: ReturnType<typeof chosenChecks>, paths: readonly string[]): Findings {
  const { cluster: { checks: { levels, acceptances, assertions } }, locations, ingested, dialect } = read;
  const given = contextFor(read);
  const checks = CHECKS.map(({ meta }) => meta).filter(meta => isChosen.check(meta, levels)).map(({ name }) => name);
  const stated = assertions.filter(({ expectation }) => isChosen.assertion(expectation));
  const found = [
    ...runChecks(given, levels, ({ name }) => checks.includes(name)),
    ...stated.flatMap(({ about }) => findingsAbout({ ...ingested, dialect }, about(ingested.snapshot, paths))),
  ];
  const { findings, accepted } = sift(found, [...acceptances, ...ingested.acceptances],
    { names: CHECK_NAMES, isRun: name => checks.includes(name), objects: ingested.objects });
  const located = locations.locateFindings([...findings, ...accepted.map(({ finding }) => finding)]);
  return {
    findings: located.slice(0, findings.length),
    accepted: accepted.map((one, index) => ({ ...one, finding: located[findings.length + index] })),
    checked: { ...sizesOf(given.snapshot), checks, assertions: stated.length, target: given.target },
  };
}

function findingsAbout(ground: Ground, stated: StatedAssertion | Finding): Finding[] {
  return 'check' in stated ? [stated]
    : findingsOn(ground.snapshot, stated).map(finding => withMend(finding, stated, ground, 'manifests'));
}

function sizesOf({ workloads, policies, unsimulated }: Snapshot): Omit<Checked, 'checks' | 'assertions' | 'target'> {
  return { workloads: workloads.length, policies: policies.length, unsimulated: unsimulated.length };
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
