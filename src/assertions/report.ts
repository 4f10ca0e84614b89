import { Assertion } from './assertion';
import { betweenWorkloads } from './members';
import { explainRange } from './range-texts';
import { Tally, Witness } from './tally';
import { explainTrace } from '../explanations/trace-lines';
import { Evidence, Finding } from '../model/finding';
import { formatEndpoint, formatFlow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { count, list } from '../wording/lists';
import { describePortMatches } from '../wording/rules';
import { describeDoubts, settleDoubts } from '../wording/traces';

/** A finding for the flows whose verdict is not the asserted one, with one of them as the witness. */
export function violation(
  snapshot: Snapshot, check: string, assertion: Assertion, tally: Tally, witness: Witness, words: Violation,
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
      { label: 'in all', text: extent(tally) },
    ],
    effect: isCertain ? words.effect(trace) : undefined,
    notes: [
      ...replicaNote(trace),
      ...isCertain ? [] : describeDoubts(asked, snapshot.facts),
      ...ranges.flatMap(({ notes }) => notes),
    ],
    help: [
      ...isCertain ? words.help(trace) : settleDoubts(asked, snapshot.facts),
      ...ranges.flatMap(({ help }) => help),
    ],
  };
}

/** How one kind of assertion words its violation. */
export interface Violation {
  readonly wrong: string;
  readonly unknown: string;
  readonly effect: (witness: Trace) => string | undefined;
  readonly help: (witness: Trace) => string[];
}

/** `shop/web to shop/db on TCP 5432` */
export function describeParties({ source, destination, ports }: Assertion): string {
  return `\`${source.description}\` to \`${destination.description}\` on ${describePortMatches(ports)}`;
}

export function reasonOf({ reason }: Assertion): Evidence[] {
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

/** `2 of 3 pairs: from shop/web, shop/admin to shop/db` */
function extent({ pairCount, wrongCount, wrongSources, wrongDestinations }: Tally): string {
  return `${wrongCount} of ${count(pairCount, 'pair')}: from ${list([...wrongSources])} to ${list([...wrongDestinations])}`;
}
