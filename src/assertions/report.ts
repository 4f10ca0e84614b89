import { Assertion, Party } from './assertion';
import { tracesOf } from './flows';
import { membersOf } from './members';
import { explainRange, serviceHelp, servicesMeant } from './range-texts';
import { Evidence, Finding } from '../model/finding';
import { Endpoint, formatEndpoint, formatFlow } from '../model/flow';
import { selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { formatWorkload } from '../model/workload';
import { nearest } from '../sets/nearest';
import { count, list } from '../wording/lists';
import { describePortMatches } from '../wording/rules';
import { describeDoubts, describeTrace, settleDoubts } from '../wording/traces';

/** Findings for an assertion that includes no flow. Without them it would count as one that holds. */
export function nothingToCheck(snapshot: Snapshot, check: string, assertion: Assertion): Finding[] {
  const findings = vacuous(snapshot, check, assertion);
  return findings.length > 0 ? findings : withoutFlow(snapshot, check, assertion);
}

/** Findings for a destination with Service addresses, else for each party that includes no endpoint. */
export function vacuous(snapshot: Snapshot, check: string, assertion: Assertion): Finding[] {
  const findings = servicesMeant(snapshot, check, assertion);
  return findings.length > 0 ? findings : [assertion.source, assertion.destination]
    .filter(party => membersOf(snapshot, party).length === 0)
    .map((party): Finding => ({
      check,
      severity: 'error',
      title: `\`${party.description}\` matches nothing in the input, so there is nothing to check`,
      at: assertion.at,
      evidence: [...reasonOf(assertion), { label: 'pods in the input', text: podsOf(snapshot) }],
      notes: [],
      help: [
        whatWasMeant(snapshot, party) ?? serviceHelp(snapshot, party)
        ?? 'name pods by labels that they have, in a namespace that is in the input',
      ],
    }));
}

function podsOf(snapshot: Snapshot): string {
  return list(snapshot.workloads.map(formatWorkload)) || 'none';
}

/** A guess at the mistake: the namespace is missing, or a label value is misspelled. */
function whatWasMeant({ workloads }: Snapshot, { peers }: Party): string | undefined {
  const selectors = peers.flatMap(peer => (peer.kind === 'pods' ? [peer.pods] : []))
    .filter(({ requirements }) => requirements.some(({ operator }) => operator === 'In'));
  const elsewhere = workloads.find(({ labels }) => selectors.some(selector => selects(selector, labels) === 'yes'));
  if (elsewhere !== undefined) {
    return `\`${formatWorkload(elsewhere)}\` has those labels: add \`.inNamespace('${elsewhere.namespace}')\``;
  }
  return selectors.flatMap(({ requirements }) => requirements).filter(({ values }) => values.length === 1)
    .map(({ key, values: [value] }) => {
      const near = nearest(value, workloads.flatMap(({ labels }) => labels.known.get(key) ?? []));
      return near === undefined ? undefined : `did you mean \`${key}=${near}\`?`;
    }).find(help => help !== undefined);
}

/** A finding when there is no flow at all, or none to one of the named ports, whose name is then probably wrong. */
function withoutFlow(snapshot: Snapshot, check: string, assertion: Assertion): Finding[] {
  const silent = [assertion.ports, ...assertion.ports.filter(({ kind }) => kind === 'named').map(port => [port])]
    .map(ports => ({ ...assertion, ports })).find(part => tracesOf(snapshot, part).length === 0);
  return silent === undefined ? [] : [{
    check,
    severity: 'error',
    title: `there is no flow from ${describeParties(silent)}, so there is nothing to check`,
    at: assertion.at,
    evidence: reasonOf(assertion),
    ...silent.ports.some(({ kind }) => kind === 'named') ? {
      notes: ['a named port counts only on pods that have a container port of that name and protocol'],
      help: ['name the port by its number, or give the container port its name'],
    } : {
      notes: ['source and destination are one pod, which always reaches itself'],
      help: ['name another source or destination'],
    },
  }];
}

/** A finding for the flows whose verdict is not the asserted one. The first of `wrong` is the witness. */
export function violation(
  snapshot: Snapshot, check: string, assertion: Assertion, wrong: readonly Trace[], all: readonly Trace[],
  words: Violation,
): Finding {
  const [witness] = wrong;
  const ranges = [
    explainRange(snapshot, assertion.source, witness.flow.source),
    explainRange(snapshot, assertion.destination, witness.flow.destination),
  ];
  const isUnknown = witness.verdict === 'unknown';
  return {
    check,
    severity: 'error',
    title: isUnknown ? words.unknown : words.wrong,
    at: assertion.at,
    evidence: [
      ...reasonOf(assertion),
      { label: 'witness', text: `${formatFlow(witness.flow)}, ${witness.verdict}` },
      ...describeTrace(witness),
      { label: 'in all', text: extent(snapshot, assertion, wrong, all) },
    ],
    effect: isUnknown ? undefined : words.effect(witness),
    notes: [
      ...replicaNote(witness),
      ...isUnknown ? describeDoubts(witness, snapshot.facts) : [],
      ...ranges.flatMap(({ notes }) => notes),
    ],
    help: [
      ...isUnknown ? settleDoubts(witness, snapshot.facts) : words.help(witness),
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

function replicaNote({ flow: { source, destination } }: Trace): string[] {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    ? [`from \`${formatEndpoint(source)}\` to itself means between two of its replicas`] : [];
}

function reasonOf({ reason }: Assertion): Evidence[] {
  return reason === undefined ? [] : [{ label: 'reason', text: reason }];
}

/** `2 of 3 pairs: from shop/web, shop/admin to shop/db` */
function extent(snapshot: Snapshot, assertion: Assertion, wrong: readonly Trace[], all: readonly Trace[]): string {
  const namesOf = (party: Party, endpoints: readonly Endpoint[]) => {
    const names = new Map(membersOf(snapshot, party).map(({ endpoint, name }) => [formatEndpoint(endpoint), name]));
    return list([...new Set(endpoints.map(formatEndpoint))].map(endpoint => names.get(endpoint)!));
  };
  const sources = namesOf(assertion.source, wrong.map(({ flow }) => flow.source));
  const destinations = namesOf(assertion.destination, wrong.map(({ flow }) => flow.destination));
  return `${pairsIn(wrong)} of ${count(pairsIn(all), 'pair')}: from ${sources} to ${destinations}`;
}

function pairsIn(traces: readonly Trace[]): number {
  return new Set(traces.map(({ flow }) => `${formatEndpoint(flow.source)} ${formatEndpoint(flow.destination)}`)).size;
}
