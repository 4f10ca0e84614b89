import { Assertion } from './assertion';
import { endpointsOf } from './flows';
import { Trace } from '../model/answer';
import { describePortMatches } from '../model/describe';
import { describeDoubt, describeTrace, doubtsOf, settleDoubt } from '../model/describe-trace';
import { Evidence, Finding } from '../model/finding';
import { Endpoint, formatEndpoint, formatFlow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { count, list } from '../model/words';

/** A finding for each party that means nobody: such an assertion would hold whatever the policies say. */
export function vacuous(snapshot: Snapshot, rule: string, assertion: Assertion): Finding[] {
  return [assertion.source, assertion.destination]
    .filter(party => endpointsOf(snapshot, party).length === 0)
    .map(party => ({
      rule,
      severity: 'error',
      title: `the assertion says nothing: \`${party.description}\` means no endpoint`,
      at: assertion.at,
      evidence: [...reasonOf(assertion), { label: 'pods in the input', text: podsOf(snapshot) }],
      notes: [],
      help: ['name pods by labels that they have, in a namespace that is in the input'],
    }));
}

function podsOf(snapshot: Snapshot): string {
  return list(snapshot.workloads.map(({ namespace, name }) => `${namespace}/${name}`)) || 'none';
}

/** No destination has a port of that name, or source and destination are one pod. */
export function noFlow(rule: string, assertion: Assertion): Finding {
  return {
    rule,
    severity: 'error',
    title: `the assertion says nothing: there is no flow from ${describeParties(assertion)}`,
    at: assertion.at,
    evidence: [],
    notes: ['a named port counts only on pods that have a container port of that name and protocol'],
    help: ['name the port by its number, or give the container port its name'],
  };
}

/** A finding for flows whose verdict is not the one that the assertion wants; the first of them is the witness. */
export function violation(
  rule: string, assertion: Assertion, wrong: readonly Trace[], all: number, words: Violation,
): Finding {
  const [witness] = wrong;
  const doubts = doubtsOf(witness);
  const isUnknown = witness.verdict === 'unknown';
  return {
    rule,
    severity: 'error',
    title: isUnknown ? words.unknown : words.wrong,
    at: assertion.at,
    evidence: [
      ...reasonOf(assertion),
      { label: 'witness', text: `${formatFlow(witness.flow)}, ${witness.verdict}` },
      ...describeTrace(witness),
      { label: 'in all', text: extent(wrong, all) },
    ],
    effect: isUnknown ? undefined : words.effect(witness),
    notes: isUnknown ? doubts.map(describeDoubt) : [],
    help: isUnknown ? doubts.map(settleDoubt) : words.help(witness),
  };
}

/** The words of one kind of assertion for its violation. */
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

function reasonOf({ reason }: Assertion): Evidence[] {
  return reason === undefined ? [] : [{ label: 'reason', text: reason }];
}

function extent(wrong: readonly Trace[], all: number): string {
  const names = (pick: (trace: Trace) => Endpoint) => list([...new Set(wrong.map(trace => formatEndpoint(pick(trace))))]);
  return `${wrong.length} of ${count(all, 'flow')}: from ${names(({ flow }) => flow.source)} to ${names(({ flow }) => flow.destination)}`;
}
