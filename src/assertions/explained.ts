import { Assertion } from './assertion';
import { endsOf } from './ends';
import { eachResult, PairResult } from './evaluation';
import { explainPair } from './flows';
import { Member } from './member';
import { betweenWorkloads } from './members';
import { explainTrace } from '../explanations/trace-lines';
import { Explained } from '../model/explained';
import { carriedTraffic } from '../model/interpretation';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict, Trace } from '../model/trace';
import { Cause, causeOfDoubt, causesIn } from '../wording/traces';

/** The verdict on all that was asked for. */
export interface VerdictOnAll {
  /** `mixed` where flows have different ones. */
  readonly verdict: FlowVerdict | 'mixed';
  /** How many parts the answer has: for each pair of endpoints, one for each verdict on some of the ports. */
  readonly parts: number;
}

const FLOW_VERDICTS: readonly FlowVerdict[] = ['allowed', 'denied', 'unknown'];

/** What the policies say about the connections that the assertion means. */
export function verdictOnAll(snapshot: Snapshot, assertion: Assertion): VerdictOnAll {
  const [certain, oneOf, perhaps] = [new Set<FlowVerdict>(), new Set<FlowVerdict>(), new Set<FlowVerdict>()];
  let parts = 0;
  eachResult(snapshot, endsOf(snapshot, assertion), ({ source, destination, connections }) => {
    const open = [source, destination].filter(({ isPerhaps }) => isPerhaps);
    const found = open.length === 0 ? certain : open.every(({ isOneOf }) => isOneOf) ? oneOf : perhaps;
    const verdicts = FLOW_VERDICTS.filter(verdict => !connections[verdict].isEmpty);
    verdicts.forEach(verdict => found.add(verdict));
    parts += verdicts.length;
  });
  // One of these is meant for certain, and where all are decided alike it does not matter which.
  oneOf.forEach(verdict => (oneOf.size === 1 ? certain : perhaps).add(verdict));
  return { verdict: together(certain, perhaps), parts };
}

/** Flows of which it is open whether they were asked for leave the answer open, unless they are decided like the rest. */
function together(certain: ReadonlySet<FlowVerdict>, perhaps: ReadonlySet<FlowVerdict>): VerdictOnAll['verdict'] {
  const isOpen = [...perhaps].some(verdict => !certain.has(verdict));
  const all = new Set<FlowVerdict>([...certain, ...isOpen ? ['unknown' as const] : []]);
  return all.size === 1 ? [...all][0] : 'mixed';
}

/**
 * Why each part of the connections is decided as it is, pair by pair; ports that are decided alike are one part.
 *
 * @param word puts what is not known in the words of those who read it
 */
export function explainAll(
  snapshot: Snapshot, assertion: Assertion, word: (cause: Cause) => Cause = cause => cause,
): Explained[] {
  const found: Explained[] = [];
  eachResult(snapshot, endsOf(snapshot, assertion), pair =>
    found.push(...explainedPair(snapshot, assertion, pair, word)));
  return found;
}

function explainedPair(
  snapshot: Snapshot, assertion: Assertion, pair: PairResult, word: (cause: Cause) => Cause,
): Explained[] {
  const open = openEnds(assertion, pair).map(cause => (cause.id === 'pod-address' ? word(cause) : cause));
  const reasons = (trace: Trace) => JSON.stringify([
    trace.verdict, trace.egress.doubts, trace.ingress.doubts, explainTrace(snapshot, trace),
  ]);
  return explainPair(snapshot, pair, reasons).map(({ trace, traffic }) => {
    const asked = { ...trace, flow: betweenWorkloads(trace.flow, pair.source, pair.destination) };
    const causes = trace.verdict === 'unknown' ? causesIn(asked, snapshot.facts).map(word) : [];
    return {
      trace,
      traffic,
      everything: carriedTraffic(snapshot),
      lines: explainTrace(snapshot, trace),
      notes: [...open.map(({ what }) => what), ...throughService(pair), ...causes.map(({ what }) => what)],
      help: [...new Set([...open, ...causes].map(({ help }) => help))],
    };
  });
}

/** Which ends are only perhaps meant. */
function openEnds(assertion: Assertion, { source, destination }: PairResult): Cause[] {
  return [
    ...source.isPerhaps ? [openMember(assertion.source.description, source)] : [],
    ...destination.isPerhaps ? [openMember(assertion.destination.description, destination)] : [],
  ];
}

function openMember(party: string, { name, doubt }: Member): Cause {
  return doubt !== undefined ? { id: 'member', ...doubt } : {
    ...causeOfDoubt('pod-address'),
    what: `${party} may or may not mean ${name}, whose address is not known before it runs`,
  };
}

/** Which ports of a Service lead to the destination. */
function throughService({ destination: { service } }: PairResult): string[] {
  return service === undefined ? [] : [`${service.name} leads there: `
    + service.ports.filter(({ isOwn }) => !isOwn).map(({ protocol, port, target }) => `its ${protocol} ${port} to ${target}`).join(', ')];
}
