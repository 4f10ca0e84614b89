import { Assertion } from '../assertions/assertion';
import { endsOf } from '../assertions/ends';
import { eachResult, PairResult } from '../assertions/evaluation';
import { explainPair } from '../assertions/flows';
import { Member } from '../assertions/member';
import { betweenWorkloads } from '../assertions/members';
import { explainTrace } from '../explanations/trace-lines';
import { carriedTraffic } from '../model/interpretation';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict, Trace } from '../model/trace';
import { renderExplained } from '../render/trace';
import { describeDoubts, settleDoubts } from '../wording/traces';

/** What the policies say about a connection. */
export enum Verdict {
  /** Both sides let it pass. */
  ALLOWED = 'allowed',

  /** One side or both do not let it pass. */
  DENIED = 'denied',

  /** It depends on something that the manifests do not say; the explanation names it. */
  UNKNOWN = 'unknown',

  /** The question was about several flows, and they have different verdicts. */
  MIXED = 'mixed',
}

/**
 * The answer to a question about connections, with its reasons.
 */
export class Answer {
  /** @internal */
  public static _of(snapshot: Snapshot, assertion: Assertion): Answer {
    return new Answer(snapshot, assertion);
  }

  /** The verdict on every flow that was asked for, or `MIXED` when they differ. */
  public readonly verdict: Verdict;

  /** How many parts the answer has: for each pair of endpoints, one for each verdict on some of the ports. */
  public readonly flowCount: number;

  private text?: string;

  private constructor(private readonly snapshot: Snapshot, private readonly assertion: Assertion) {
    const [certain, oneOf, perhaps] = [new Set<FlowVerdict>(), new Set<FlowVerdict>(), new Set<FlowVerdict>()];
    let parts = 0;
    eachResult(snapshot, endsOf(snapshot, assertion), ({ source, destination, connections }) => {
      const open = [source, destination].filter(({ isPerhaps }) => isPerhaps);
      const found = open.length === 0 ? certain : open.every(({ isOneOf }) => isOneOf) ? oneOf : perhaps;
      const verdicts = FLOW_VERDICTS.filter(verdict => !connections[verdict].isEmpty);
      verdicts.forEach(verdict => found.add(verdict));
      parts += verdicts.length;
    });
    this.flowCount = parts;
    // One of these is meant for certain, and where all are decided alike it does not matter which.
    oneOf.forEach(verdict => (oneOf.size === 1 ? certain : perhaps).add(verdict));
    this.verdict = verdictOf(certain, perhaps);
  }

  /**
   * For each pair of endpoints, both directions with the policies and rules that decide; ports that are decided alike are
   * told together. The text is made when it is read.
   */
  public get explanation(): string {
    this.text ??= explain(this.snapshot, this.assertion);
    return this.text;
  }

  /** The explanation. */
  public toString(): string {
    return this.explanation;
  }
}

const FLOW_VERDICTS: readonly FlowVerdict[] = ['allowed', 'denied', 'unknown'];

const VERDICTS = { allowed: Verdict.ALLOWED, denied: Verdict.DENIED, unknown: Verdict.UNKNOWN } as const;

/** Flows of which it is open whether they were asked for leave the answer open, unless they are decided like the rest. */
function verdictOf(certain: ReadonlySet<FlowVerdict>, perhaps: ReadonlySet<FlowVerdict>): Verdict {
  const isOpen = [...perhaps].some(verdict => !certain.has(verdict));
  const all = new Set<FlowVerdict>([...certain, ...isOpen ? ['unknown' as const] : []]);
  return all.size === 1 ? VERDICTS[[...all][0]] : Verdict.MIXED;
}

function explain(snapshot: Snapshot, assertion: Assertion): string {
  const texts: string[] = [];
  eachResult(snapshot, endsOf(snapshot, assertion), pair => texts.push(...explainResult(snapshot, assertion, pair)));
  return texts.join('\n');
}

function explainResult(snapshot: Snapshot, assertion: Assertion, pair: PairResult): string[] {
  const remarks = remarksOn(assertion, pair);
  const reasons = (trace: Trace) => JSON.stringify([
    trace.verdict, trace.egress.doubts, trace.ingress.doubts, explainTrace(snapshot, trace),
  ]);
  return explainPair(snapshot, pair, reasons).map(({ trace, traffic }) => {
    const isUnknown = trace.verdict === 'unknown';
    const asked = { ...trace, flow: betweenWorkloads(trace.flow, pair.source, pair.destination) };
    return renderExplained({
      trace,
      traffic,
      everything: carriedTraffic(snapshot),
      lines: explainTrace(snapshot, trace),
      notes: [...remarks, ...isUnknown ? describeDoubts(asked, snapshot.facts) : []],
      help: isUnknown ? settleDoubts(asked, snapshot.facts) : [],
    });
  });
}

/** What there is to say about the ends themselves. */
function remarksOn(assertion: Assertion, { source, destination }: PairResult): string[] {
  const { service } = destination;
  return [
    ...source.isPerhaps ? [openMember(assertion.source.description, source)] : [],
    ...destination.isPerhaps ? [openMember(assertion.destination.description, destination)] : [],
    ...service === undefined ? [] : [`${service.name} leads there: `
      + service.ports.filter(({ isOwn }) => !isOwn).map(({ protocol, port, target }) => `its ${protocol} ${port} to ${target}`).join(', ')],
  ];
}

function openMember(party: string, { name, doubt }: Member): string {
  return doubt !== undefined ? doubt.what
    : `${party} may or may not mean ${name}, whose address is not known before it runs: declare \`podCidrs\``;
}
