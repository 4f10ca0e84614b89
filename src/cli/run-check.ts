import { Arguments } from './arguments';
import { FAIL_ON, FINDINGS_FORMATS } from './check-choices';
import { chosenChecks } from './chosen-checks';
import { readCheckLevels } from './config/check-levels';
import { withExternalBlocks } from './dialects';
import { ExitCode } from './exit-code';
import { WRITE_FINDINGS } from './findings-formats';
import { PathsRead, Reader, readPaths } from './read-paths';
import { Terminal } from './terminal';
import { CHECKS } from '../checks/all';
import { CheckContext } from '../checks/check';
import { contextOf } from '../diagnosis/context';
import { isAsGraveAs } from '../diagnosis/levels';
import { runChecks } from '../diagnosis/run-checks';
import { PolicyReading, readingAt, targetAt } from '../dialects/described-cluster';
import { Severity } from '../model/finding';
import { Snapshot } from '../model/snapshot';
import { Checked } from '../render/json-findings';

/** Of policies without effect there are checks. */
const READER: Reader = { verb: 'check', withoutEffect: () => [], readLevels: readCheckLevels };

/** Runs `netpol check`. */
export async function runCheck(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const write = WRITE_FINDINGS[(args.value('format') ?? FINDINGS_FORMATS[0]) as typeof FINDINGS_FORMATS[number]];
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
  write(findings, { ...sizesOf(given.snapshot), checks, target: given.target }, context, terminal);
  return code === ExitCode.FINE && [...context.problems, ...findings].some(({ severity }) => isGrave(severity, failOn))
    ? ExitCode.FINDINGS : code;
}

function sizesOf({ workloads, policies, unsimulated }: Snapshot): Omit<Checked, 'checks' | 'target'> {
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

function isGrave(severity: Severity, failOn: typeof FAIL_ON[number]): boolean {
  return failOn !== 'never' && isAsGraveAs(severity, failOn);
}
