import { absentKey, keyOfAbsent, OTHER_PODS } from './record';
import { explainTrace } from '../explanations/trace-lines';
import { ChangeGroup, ChangeKind, ComparedEndpoint, FoldedComparison, WayInChange } from '../model/connection-change';
import { Finding } from '../model/finding';
import { Endpoint } from '../model/flow';
import { representativeOf } from '../model/matrix';
import { Origin } from '../model/origin';
import { Snapshot } from '../model/snapshot';
import { admittedBy, Trace } from '../model/trace';
import { Workload } from '../model/workload';
import { withAbsentPeers } from '../semantics/absent-peers';
import { judge } from '../semantics/judge';
import { witness } from '../semantics/witness';
import { count, list } from '../wording/lists';
import { describeDoubts, settleDoubts } from '../wording/traces';

/** What findings about a lock are called. */
export const LOCK_CHECK = 'reachability-lock';

/** What messages about a lock say. */
export interface LockWords {
  /** What the user calls the file. */
  readonly file: string;
  /** How what is found is accepted: `netpol lock k8s/`. */
  readonly command: string;
  /** Puts endpoints in few words. */
  readonly fold: (endpoints: readonly ComparedEndpoint[]) => readonly string[];
}

/**
 * What opened or became unknown since a lock was written is an error, with the policies that admit it; what closed is said
 * in a line.
 */
export function lockFindings(comparison: FoldedComparison, snapshot: Snapshot, words: LockWords): Finding[] {
  const judged = new Judged(withAbsentPeers(snapshot));
  const { groups, waysIn, pairs } = comparison;
  const closed = pairs.filter(({ change }) => !change.closed.isEmpty).length;
  const closedWays = waysIn.filter(way => !isWider(way)).length;
  return [
    ...FAILING.flatMap(([kind, verb]) => groups[kind].map(group => findingOf(group, verb, judged, comparison, words))),
    ...waysIn.filter(isWider).map(way => wayFinding(way, words)),
    ...closed + closedWays === 0 ? [] : [closedFinding(closed, closedWays, words)],
  ];
}

const FAILING: readonly (readonly [ChangeKind, string])[] = [
  ['opened', 'may connect'], ['perhapsOpened', 'perhaps may connect'], ['perhapsClosed', 'perhaps may no longer connect'],
];

function isWider({ before = 'denied', after = 'denied' }: WayInChange): boolean {
  return after === 'allowed' || (after === 'unknown' && before !== after);
}

function findingOf(
  { sources, destinations, traffic }: ChangeGroup, verb: string, judged: Judged, { everything }: FoldedComparison, words: LockWords,
): Finding {
  const trace = judged.traceOf({ sources, destinations, traffic });
  const [from, to] = [sources, destinations].map(ends => list(words.fold(ends)));
  const isUnknown = trace?.verdict === 'unknown';
  return {
    check: LOCK_CHECK,
    severity: 'error',
    title: `${from} ${verb} to ${to} (${traffic.format(everything)}), and ${words.file} says otherwise`,
    at: trace === undefined ? { object: words.file, file: words.file } : placeOf(trace),
    evidence: trace === undefined ? [] : explainTrace(judged.snapshot, trace),
    notes: isUnknown ? describeDoubts(trace, judged.snapshot.facts) : [],
    help: [
      ...admissionsIn(trace),
      `if it is meant, accept it: \`${words.command}\``,
      ...isUnknown ? settleDoubts(trace, judged.snapshot.facts) : [],
    ],
  };
}

/** What would close it again. */
function admissionsIn(trace: Trace | undefined): string[] {
  const admitting = trace === undefined ? [] : [...new Set([...admittedBy(trace.ingress), ...admittedBy(trace.egress)]
    .map(({ policy, rule }) => `rule ${rule.index + 1} of \`${policy.origin.object}\``))];
  return admitting.length === 0 ? [] : [`if it is not meant, narrow ${admitting.join(' or ')}`];
}

/** The policy that admits it, or else the pods that none isolates. */
function placeOf({ flow, egress, ingress }: Trace): Origin {
  const [step] = [...admittedBy(ingress), ...admittedBy(egress)];
  const [end] = [flow.destination, flow.source].flatMap(one => (one.kind === 'workload' && one.workload.absentPeer === undefined ? [one.workload] : []));
  return step?.policy.origin ?? end?.origin ?? { object: 'the cluster' };
}

function wayFinding({ way, before, after }: WayInChange, { file, command }: LockWords): Finding {
  const state = after === 'allowed' ? 'is open' : 'is perhaps open';
  return {
    check: LOCK_CHECK,
    severity: 'error',
    title: `a way in from outside ${state}, and ${file} ${before === undefined ? 'does not have it' : `has it as ${before}`}`,
    at: { object: file, file },
    evidence: [{ label: 'way', text: way }],
    notes: [],
    help: [`if it is meant, accept it: \`${command}\``],
  };
}

function closedFinding(pairs: number, ways: number, { file, command }: LockWords): Finding {
  const what = [...pairs === 0 ? [] : [count(pairs, 'connection')], ...ways === 0 ? [] : [count(ways, 'way') + ' in']].join(' and ');
  return {
    check: LOCK_CHECK,
    severity: 'info',
    title: `${what} of ${file} ${pairs + ways === 1 ? 'is' : 'are'} closed now, in full or in part`,
    at: { object: file, file },
    evidence: [],
    notes: [],
    help: [`so that nobody opens them again unnoticed: \`${command}\``],
  };
}

/** The cluster with the pods that its rules name and that it does not have. */
class Judged {
  private readonly absent: ReadonlyMap<string, Workload>;

  public constructor(public readonly snapshot: Snapshot) {
    this.absent = new Map(snapshot.workloads.filter(({ absentPeer }) => absentPeer !== undefined)
      .map(workload => [keyOfAbsent(workload), workload]));
  }

  /** Why a flow of the group passes, which stands for all of them; undefined where there are no such pods any more. */
  public traceOf({ sources, destinations, traffic }: ChangeGroup): Trace | undefined {
    for (const from of sources) {
      for (const to of destinations) {
        const [source, destination] = [this.endpointOf(from), this.endpointOf(to)];
        const flow = from === to && from.kind === 'workload' && from.workload.isSinglePod || source === undefined || destination === undefined
          ? undefined : witness(traffic, source, destination);
        if (flow !== undefined) {
          return judge(this.snapshot, flow);
        }
      }
    }
    return undefined;
  }

  private endpointOf(end: ComparedEndpoint): Endpoint | undefined {
    if (end.kind === 'external' || end.kind === 'nodes') {
      return representativeOf(end);
    }
    const workload = end.kind === 'absent' ? this.absent.get(absentKey(end.description))
      : end.workload.absentPeer === undefined ? end.workload : this.absent.get(OTHER_PODS);
    return workload && { kind: 'workload', workload };
  }
}
