import { Assertion, Party, Stated } from './assertion';
import { namesIn } from './complement';
import { endsOf, partyMeansStrangers } from './ends';
import { eachResult, meantTraffic } from './evaluation';
import { destinationsOf, isPods, sourcesOf } from './members';
import { portsOfNoService } from './ports';
import { serviceHelp, servicesMeant } from './range-texts';
import { describeParties, reasonOf } from './report';
import { unknownServices } from './unknown-services';
import { Finding } from '../model/finding';
import { Peer, PodsPeer } from '../model/peer';
import { Requirement, selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { formatWorkload } from '../model/workload';
import { selectsPods } from '../semantics/match';
import { nearest } from '../sets/nearest';
import { oneLine } from '../sets/visible';
import { list } from '../wording/lists';

/** Findings for an assertion that includes no flow, or a part that means nothing: it would hold for no good reason. */
export function nothingToCheck(
  snapshot: Snapshot, check: string, assertion: Assertion, withStrangers: boolean,
): Finding[] {
  const findings = vacuous(snapshot, check, assertion, withStrangers);
  // Where only pods are meant that are not there yet, there is no flow to be found.
  const { source, destination } = assertion;
  const isForFuture = withStrangers
    && [sourcesOf(snapshot, source), destinationsOf(snapshot, destination)].some(members => members.length === 0);
  return findings.length > 0 || isForFuture ? findings : withoutFlow(snapshot, check, assertion, withStrangers);
}

/** Findings for Services whose pods are not known, and for each party of which a part includes no endpoint. */
export function vacuous(
  snapshot: Snapshot, check: string, assertion: Assertion, withStrangers: boolean = false,
): Finding[] {
  const findings = [
    ...servicesMeant(snapshot, check, assertion), ...unknownServices(snapshot, check, assertion),
    ...portsOfNoService(snapshot, check, assertion),
  ];
  const { source, destination } = assertion;
  return findings.length > 0 ? findings : [
    ...idleParty(snapshot, check, assertion, { party: source, membersOf: sourcesOf, withStrangers }),
    ...idleParty(snapshot, check, assertion, { party: destination, membersOf: destinationsOf, withStrangers }),
  ];
}

/** A party of an assertion, as one end of its connections. */
export interface Role {
  readonly party: Party;
  readonly membersOf: (snapshot: Snapshot, party: Party) => readonly unknown[];
  /** Whether pods count that are not there yet, where the party means them. */
  readonly withStrangers: boolean;
}

/** Findings for a party that means nothing, or of which a part does. */
export function idleParty(
  snapshot: Snapshot,
  check: string,
  stated: Stated & { readonly futurePods?: boolean },
  { party, membersOf, withStrangers }: Role,
): Finding[] {
  const isForStrangers = withStrangers && partyMeansStrangers(party, stated.futurePods);
  const unknown = unknownParts(snapshot, party, isForStrangers, stated);
  if (unknown.length > 0) {
    return unknown.map(({ what, help }) => idle(check, stated, `\`${party.description}\` ${what}`, snapshot, help));
  }
  const isIdle = membersOf(snapshot, party).length === 0 && !isForStrangers;
  return !isIdle ? [] : [idle(check, stated, `\`${party.description}\` matches nothing in the input, so there is nothing to check`,
    snapshot, whatWasMeant(snapshot, party.peers, stated) ?? serviceHelp(snapshot, party)
      ?? 'name pods by labels that they have, in a namespace that is in the input')];
}

function idle(check: string, stated: Stated, title: string, snapshot: Snapshot, help: string): Finding {
  return {
    check,
    severity: 'error',
    title,
    at: stated.at,
    evidence: [...reasonOf(stated), { label: 'pods in the input', text: list(snapshot.workloads.map(formatWorkload)) || 'none' }],
    notes: [],
    help: [help],
  };
}

/** A part of a party that means nothing, in words. */
interface UnknownPart {
  readonly what: string;
  readonly help: string;
}

/** Namespaces that the party names and the input does not have, and values of labels that no pod has. */
function unknownParts(snapshot: Snapshot, { peers }: Party, withStrangers: boolean, stated: Stated): UnknownPart[] {
  return peers.filter(isPods).flatMap(peer => [
    ...namesIn(peer).filter(name => !snapshot.namespaces.has(name))
      .map(name => unknownNamespace(snapshot, peer, name, stated)),
    ...withStrangers ? [] : namesIn(peer).length < 2 ? [] : namesIn(peer).filter(name => snapshot.namespaces.has(name))
      .filter(name => !snapshot.workloads.some(workload => workload.namespace === name && selectsPods(snapshot, peer, workload) !== 'no'))
      .map(name => ({
        what: `names namespace \`${name}\`, where no pod of the input is meant by it`,
        help: `leave \`${name}\` out, or add the pods that are meant there to the input`,
      })),
    ...withStrangers ? [] : peer.pods.requirements.filter(({ operator, values }) => operator === 'In' && values.length > 1)
      .flatMap(requirement => requirement.values.filter(value => !hasValue(snapshot, peer, requirement, value))
        .map(value => unknownValue(snapshot, requirement, value))),
  ]);
}

function unknownNamespace(snapshot: Snapshot, peer: PodsPeer, name: string, stated: Stated): UnknownPart {
  const near = nearest(name, snapshot.namespaces.keys());
  return {
    what: `names namespace \`${name}\`, which is not in the input`,
    help: near !== undefined ? `did you mean \`${near}\`?` : whatWasMeant(snapshot, [peer], stated)
      ?? (stated.paths !== undefined ? 'add its Namespace object to the input, or what runs there'
        : 'add its Namespace object, or declare the pods that are there: '
          + `\`facts: { existing: [ExistingPods.of({ namespace: '${name}', labels: { ... } })] }\``),
  };
}

function hasValue(snapshot: Snapshot, peer: PodsPeer, requirement: Requirement, value: string): boolean {
  const requirements = peer.pods.requirements
    .map(other => (other === requirement ? { ...other, values: [value] } : other));
  return snapshot.workloads.some(workload => selectsPods(snapshot, { ...peer, pods: { requirements } }, workload) !== 'no');
}

function unknownValue({ workloads }: Snapshot, { key }: Requirement, value: string): UnknownPart {
  const near = nearest(value, workloads.flatMap(({ labels }) => labels.known.get(key) ?? []));
  return {
    what: `names \`${key}=${value}\`, which no pod there has`,
    help: near !== undefined ? `did you mean \`${key}=${near}\`?` : `leave \`${value}\` out, or add the pods that have it to the input`,
  };
}

/** A guess at the mistake: the namespace is missing, or a label value is misspelled. */
export function whatWasMeant({ workloads }: Snapshot, peers: readonly Peer[], { paths }: Pick<Stated, 'paths'>): string | undefined {
  const selectors = peers.flatMap(peer => (peer.kind === 'pods' ? [peer.pods] : []))
    .filter(({ requirements }) => requirements.some(({ operator }) => operator === 'In'));
  const elsewhere = workloads.find(({ labels }) => selectors.some(selector => selects(selector, labels) === 'yes'));
  if (elsewhere !== undefined) {
    return `\`${formatWorkload(elsewhere)}\` has those labels: ${paths === undefined
      ? `add \`.inNamespace('${oneLine(elsewhere.namespace)}')\`` : `name its namespace, \`${oneLine(elsewhere.namespace)}\``}`;
  }
  return selectors.flatMap(({ requirements }) => requirements).filter(({ values }) => values.length === 1)
    .map(({ key, values: [value] }) => {
      const near = nearest(value, workloads.flatMap(({ labels }) => labels.known.get(key) ?? []));
      return near === undefined ? undefined : `did you mean \`${key}=${near}\`?`;
    }).find(help => help !== undefined);
}

/** A finding when there is no flow at all, or none to one of the named ports, whose name is then probably wrong. */
function withoutFlow(snapshot: Snapshot, check: string, assertion: Assertion, withStrangers: boolean): Finding[] {
  // A pod that is alone has flows with those that nobody has made yet.
  const meansOthers = withStrangers && [assertion.source, assertion.destination]
    .some(party => partyMeansStrangers(party, assertion.futurePods));
  const hasFlow = meansOthers ? hasTraffic : hasPair;
  const silent = [assertion.ports, ...assertion.ports.filter(({ kind }) => kind === 'named').map(port => [port])]
    .map(ports => ({ ...assertion, ports })).find(part => !hasFlow(snapshot, part));
  return silent === undefined ? [] : [{
    check,
    severity: 'error',
    title: `there is no flow from ${describeParties(silent)}, so there is nothing to check`,
    at: assertion.at,
    evidence: reasonOf(assertion),
    ...silent.ports.some(({ kind }) => kind === 'named') ? {
      notes: ['a named port counts only on pods that have a container port of that name and protocol'],
      help: ['name the port by its number, or give the container port its name'],
    } : isAllDropped(snapshot, silent) ? {
      notes: ['the network plugin drops the protocol, whatever the policies say'],
      help: ['ask about another protocol, or say that the cluster carries it: `facts: { sctpEnabled: true }`'],
    } : {
      notes: ['source and destination are one pod, which always reaches itself'],
      help: ['name another source or destination'],
    },
  }];
}

/** Whether the destinations take nothing but what the cluster drops. */
function isAllDropped(snapshot: Snapshot, { destination, ports }: Assertion): boolean {
  const members = destinationsOf(snapshot, destination);
  return members.length > 0 && members.every(member =>
    meantTraffic(ports, member, snapshot).isEmpty && !meantTraffic(ports, member).isEmpty);
}

function hasPair(snapshot: Snapshot, assertion: Assertion): boolean {
  let found = false;
  eachResult(snapshot, endsOf(snapshot, assertion), () => {
    found = true;
  });
  return found;
}

function hasTraffic(snapshot: Snapshot, { destination, ports }: Assertion): boolean {
  return destinationsOf(snapshot, destination).some(member => !meantTraffic(ports, member).isEmpty);
}
