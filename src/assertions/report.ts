import { Assertion, Party, Stated } from './assertion';
import { betweenWorkloads } from './members';
import { explainRange } from './range-texts';
import { replayOf } from './replay';
import { Tally, Witness } from './tally';
import { describeWrong } from './wrong-pairs';
import { explainTrace } from '../explanations/trace-lines';
import { Evidence, Finding } from '../model/finding';
import { Flow, formatEndpoint, formatFlow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { count } from '../wording/lists';
import { describePortMatches } from '../wording/rules';
import { describeDoubts, settleDoubts } from '../wording/traces';

/** A finding for the flows whose verdict is not the asserted one, with one of them as the witness. */
export function violation(
  snapshot: Snapshot, check: string, assertion: Asserted, tally: Tally, witness: Witness, words: Violation,
): Finding {
  const { trace, isCertain } = witness;
  const asked = { ...trace, flow: betweenWorkloads(trace.flow, witness.source, witness.destination) };
  const ranges = [
    explainRange(snapshot, assertion.source, witness.source),
    explainRange(snapshot, assertion.destination, witness.destination),
  ];
  return {
    check,
    severity: 'error',
    title: isCertain ? words.wrong : words.unknown,
    at: assertion.at,
    evidence: [
      ...reasonOf(assertion),
      { label: 'witness', text: `${formatFlow(trace.flow)}, ${trace.verdict}` },
      ...serviceEvidence(witness),
      ...explainTrace(snapshot, trace),
      ...extent(snapshot, tally),
      ...replayLine(snapshot, asked.flow, assertion),
    ],
    effect: isCertain ? words.effect(trace) : undefined,
    notes: [
      ...replicaNote(trace),
      ...isCertain ? [] : describeDoubts(asked, snapshot.facts),
      ...isCertain || words.open === undefined ? [] : [words.open.note],
      ...words.notes ?? [],
      ...ranges.flatMap(({ notes }) => notes),
    ],
    help: [
      ...isCertain ? words.help(trace) : settleDoubts(asked, snapshot.facts),
      ...isCertain || words.open === undefined ? [] : [words.open.help],
      ...ranges.flatMap(({ help }) => help),
    ],
  };
}

/** What the violation of any assertion about pairs is told of. */
export type Asserted = Stated & { readonly source: Party; readonly destination: Party };

/** How one kind of assertion words its violation. */
export interface Violation {
  readonly wrong: string;
  readonly unknown: string;
  readonly effect: (witness: Trace) => string | undefined;
  readonly help: (witness: Trace) => string[];
  /** Why it is open whether the witness is meant at all, and what would settle that. */
  readonly open?: { readonly note: string; readonly help: string };
  readonly notes?: readonly string[];
}

/** `shop/web to shop/db on TCP 5432` */
export function describeParties({ source, destination, ports }: Assertion): string {
  return `\`${source.description}\` to \`${destination.description}\` on ${describePortMatches(ports)}`;
}

export function reasonOf({ reason }: Stated): Evidence[] {
  return reason === undefined ? [] : [{ label: 'reason', text: reason }];
}

function serviceEvidence({ destination: { service }, trace: { flow } }: Witness): Evidence[] {
  const front = service?.ports.find(({ protocol, target }) => protocol === flow.protocol && target === flow.port);
  return service === undefined || front === undefined ? []
    : [{ label: 'through', text: `${service.name}, ${front.protocol} ${front.port}` }];
}

function replicaNote({ flow: { source, destination } }: Trace): string[] {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    ? [`from \`${formatEndpoint(source)}\` to itself means between two of its replicas`] : [];
}

/** `2 of 3 pairs: shop/web, lab/* -> shop/db TCP 5432`, or a line for each that follows. */
function extent(snapshot: Snapshot, { pairCount, wrongCount, groups }: Tally): Evidence[] {
  const amount = `${wrongCount} of ${count(pairCount, 'pair')}`;
  const lines = describeWrong(snapshot, groups);
  return lines.length === 1 ? [{ label: 'in all', text: `${amount}: ${lines[0]}` }]
    : [{ label: 'in all', text: amount }, ...lines.map(text => ({ label: '', text }))];
}

/** How to see the witness for oneself. */
export function replayLine(snapshot: Snapshot, flow: Flow, stated: Stated): Evidence[] {
  const text = replayOf(snapshot, flow, stated);
  return text === undefined ? [] : [{ label: 'replay', text }];
}
