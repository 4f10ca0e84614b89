import { JudgedState } from './judged';
import { ChangeGroup, ComparedEndpoint, FoldedComparison, WayInChange } from '../model/connection-change';
import { Finding } from '../model/finding';
import { Origin } from '../model/origin';
import { Snapshot } from '../model/snapshot';
import { admittedBy, RuleStep, Trace } from '../model/trace';
import { count, list } from '../wording/lists';
import { Cause, causesIn } from '../wording/traces';

/** What findings about a lock are called. */
export const LOCK_CHECK = 'reachability-lock';

/** What messages about a lock say. */
export interface LockWords {
  /** What the user calls the file. */
  readonly file: string;
  /** How what is found is accepted, in words. */
  readonly command: string;
  /** Puts endpoints in few words. */
  readonly fold: (endpoints: readonly ComparedEndpoint[]) => readonly string[];
  /** Puts a cause of an unknown in the words of those who read it. */
  readonly word: (cause: Cause) => Cause;
}

/**
 * What opened or became unknown since a lock was written is an error, with the policies that admit it; what closed is said
 * in a line.
 */
export function lockFindings(comparison: FoldedComparison, snapshot: Snapshot, words: LockWords): Finding[] {
  const judged = new JudgedState(snapshot);
  const { groups, waysIn, pairs } = comparison;
  const closed = pairs.filter(({ change }) => !change.closed.isEmpty).length;
  const closedWays = waysIn.filter(way => !isWider(way)).length;
  return [
    ...FAILING.flatMap(kind => groups[kind].map(group => findingOf(kind, group, judged, comparison, words))),
    ...waysIn.filter(isWider).map(way => wayFinding(way, words)),
    ...closed + closedWays === 0 ? [] : [closedFinding(closed, closedWays, words)],
  ];
}

const FAILING = ['opened', 'perhapsOpened', 'perhapsClosed'] as const;

type FailingKind = typeof FAILING[number];

const TITLES: Readonly<Record<FailingKind, (from: string, to: string, file: string) => string>> = {
  opened: (from, to, file) => `${from} may connect to ${to}, which \`${file}\` does not allow`,
  perhapsOpened: (from, to, file) => `${from} perhaps may connect to ${to}, which \`${file}\` has as denied`,
  perhapsClosed: (from, to, file) => `it is unknown whether ${from} may still connect to ${to}, which \`${file}\` has as allowed`,
};

function isWider({ before = 'denied', after = 'denied' }: WayInChange): boolean {
  return after === 'allowed' || (after === 'unknown' && before !== after);
}

function findingOf(
  kind: FailingKind, group: ChangeGroup, judged: JudgedState, { everything }: FoldedComparison, words: LockWords,
): Finding {
  const trace = judged.traceOf(group);
  const [from, to] = [group.sources, group.destinations].map(ends => list(words.fold(ends)));
  const causes = trace?.verdict === 'unknown' ? causesIn(trace, judged.snapshot.facts).map(words.word) : [];
  return {
    check: LOCK_CHECK,
    severity: 'error',
    title: TITLES[kind](from, `${to} (${group.traffic.format(everything)})`, words.file),
    at: trace === undefined ? { object: words.file, file: words.file } : placeOf(trace),
    evidence: trace === undefined ? [] : judged.explain(trace),
    notes: causes.map(({ what }) => what),
    help: [
      ...kind === 'perhapsClosed' ? [] : admissionsIn(trace),
      `if it is meant, accept it: ${words.command}`,
      ...new Set(causes.map(({ help }) => help)),
    ],
  };
}

/** What would close it again. */
function admissionsIn(trace: Trace | undefined): string[] {
  const admitting = trace === undefined ? [] : [...new Set(admissionsOf(trace)
    .map(({ policy, rule }) => `rule ${rule.index + 1} of \`${policy.origin.object}\``))];
  return admitting.length === 0 ? [] : [`if it is not meant, narrow ${admitting.join(' or ')}`];
}

/** The rules that admit it; those that perhaps do count where no others do. */
function admissionsOf({ egress, ingress }: Trace): RuleStep[] {
  return [ingress, egress].flatMap(direction => {
    const steps = admittedBy(direction);
    const certain = steps.filter(step => step.certain);
    return certain.length === 0 ? steps : certain;
  });
}

/** The policy that admits it, or else the pods that none isolates. */
function placeOf(trace: Trace): Origin {
  const [step] = admissionsOf(trace);
  const { flow } = trace;
  const [end] = [flow.destination, flow.source].flatMap(one => (one.kind === 'workload' && one.workload.absentPeer === undefined ? [one.workload] : []));
  return step?.policy.origin ?? end?.origin ?? { object: 'the cluster' };
}

function wayFinding({ way, before, after }: WayInChange, { file, command }: LockWords): Finding {
  const state = after === 'allowed' ? 'is open' : 'is perhaps open';
  return {
    check: LOCK_CHECK,
    severity: 'error',
    title: `a way in from outside ${state}, and \`${file}\` ${before === undefined ? 'does not have it' : `has it as ${before}`}`,
    at: { object: file, file },
    evidence: [{ label: 'way', text: way }],
    notes: [],
    help: [`if it is meant, accept it: ${command}`],
  };
}

function closedFinding(pairs: number, ways: number, { file, command }: LockWords): Finding {
  const what = [...pairs === 0 ? [] : [count(pairs, 'connection')], ...ways === 0 ? [] : [count(ways, 'way') + ' in']].join(' and ');
  return {
    check: LOCK_CHECK,
    severity: 'info',
    title: `${what} of \`${file}\` ${pairs + ways === 1 ? 'is' : 'are'} closed now, in full or in part`,
    at: { object: file, file },
    evidence: [],
    notes: [],
    help: [`so that nobody opens them again unnoticed: ${command}`],
  };
}
