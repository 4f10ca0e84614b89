import { isStranger } from './absent-pods';
import { OnlyAssertion, Party } from './assertion';
import { alternatives, howToClose } from './closing';
import { destinationEnd, Ends, sourceEnd } from './ends';
import { partyInCode } from './in-code';
import { Member } from './member';
import { destinationsOf } from './members';
import { othersThan } from './others';
import { isInternet } from './ranges';
import { reasonOf, replayLine, violation, Violation } from './report';
import { isAddresses } from './services';
import { findStranger, Stranger } from './strangers';
import { tallyOf } from './tally';
import { whatWasMeant } from './vacuous';
import { nothingToForbid } from './vacuous-only';
import { Finding } from '../model/finding';
import { Endpoint, formatEndpoint } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { formatCidrs } from '../sets/cidr';
import { list } from '../wording/lists';
import { describePortMatches } from '../wording/rules';
import { describeDoubts, describeTrace, settleDoubts } from '../wording/traces';

/** Holds when nobody but the allowed parties can reach the subject on any of the ports, nor could pods that come later. */
export function mustOnlyBeReachedBy(snapshot: Snapshot, assertion: OnlyAssertion): Finding[] {
  return findingsFor(snapshot, assertion, 'ingress');
}

/** Holds when the subject can reach nobody but the allowed parties on any of the ports, nor a pod that is made later. */
export function mustOnlyReach(snapshot: Snapshot, assertion: OnlyAssertion): Finding[] {
  return findingsFor(snapshot, assertion, 'egress');
}

/** How one kind is called and put in words. */
interface Kind {
  readonly check: string;
  /** Who is at the other end. */
  readonly other: 'source' | 'destination';
  /** What lists those who may be there, in the library and in `netpol.yaml`. */
  readonly lists: { readonly property: string; readonly key: string };
  readonly unknown: (allowed: string, subject: string) => string;
  readonly rule: (allowed: string, subject: string) => string;
}

const KINDS: Readonly<Record<TrafficDirection, Kind>> = {
  ingress: {
    check: 'must-only-be-reached-by',
    other: 'source',
    lists: { property: 'sources', key: 'from' },
    unknown: (allowed, subject) => `only ${allowed} can reach \`${subject}\``,
    rule: (allowed, subject) => `only ${allowed} may reach \`${subject}\``,
  },
  egress: {
    check: 'must-only-reach',
    other: 'destination',
    lists: { property: 'destinations', key: 'to' },
    unknown: (allowed, subject) => `\`${subject}\` can reach only ${allowed}`,
    rule: (allowed, subject) => `\`${subject}\` may reach only ${allowed}`,
  },
};

/** @param direction in which the connections go, as the subject sees it */
function findingsFor(snapshot: Snapshot, assertion: OnlyAssertion, direction: TrafficDirection): Finding[] {
  const kind = KINDS[direction];
  const ends = endsFor(snapshot, assertion, direction);
  const idle = nothingToForbid(snapshot, kind.check, assertion, ends, direction);
  if (idle.length > 0) {
    return idle;
  }
  const tally = tallyOf(snapshot, ends, 'denied');
  const stranger = tally.witness?.isCertain ? undefined : findStranger(snapshot, ends);
  if (stranger !== undefined && (stranger.trace.verdict === 'allowed' || tally.witness === undefined)) {
    return [strangerFinding(snapshot, assertion, kind, stranger)];
  }
  if (tally.witness === undefined) {
    return [];
  }
  const { subject, allowed, ports } = assertion;
  const on = describePortMatches(ports);
  const only = describeAllowed(allowed);
  const { source, destination, trace: { flow } } = tally.witness;
  return [violation(snapshot, kind.check, { ...assertion, ...pairOf(subject, direction) }, tally, tally.witness, {
    wrong: `\`${source.name}\` can reach \`${destination.name}\` on ${flow.protocol} ${flow.port}, and ${kind.rule(only, subject.description)}`,
    unknown: `it is not certain that ${kind.unknown(only, subject.description)} on ${on}`,
    effect: () => undefined,
    help: trace => alternatives([
      ...howToClose(trace, assertion), ...howToAllow(kind, assertion, { source, destination }[kind.other]),
    ]),
    ...tally.witness[kind.other].isPerhaps === true && { open: openness(`\`${tally.witness[kind.other].name}\``, allowed) },
    notes: unmeant(snapshot, allowed, kind, assertion),
  })];
}

function describeAllowed(allowed: readonly Party[]): string {
  return list(allowed.map(({ description }) => `\`${description}\``), 3);
}

function howToAllow({ lists }: Kind, { paths }: OnlyAssertion, { endpoint, name, block }: Member): string[] {
  const cidrs = block === undefined ? [] : formatCidrs(block);
  const code = endpoint.kind !== 'address' ? partyInCode(endpoint) : cidrs.length === 1 ? `Cidr.of('${cidrs[0]}')` : undefined;
  return code === undefined ? []
    : [paths === undefined ? `name it in \`${lists.property}\`: \`${code}\`` : `name \`${name}\` in \`${lists.key}\``];
}

/** Why it is open whether somebody is among those who may be there, and what would settle that. */
function openness(name: string, allowed: readonly Party[]): NonNullable<Violation['open']> {
  const ranges = allowed.filter(({ peers }) => peers.some(peer => isAddresses(peer) && !isInternet(peer)));
  return ranges.length > 0 ? {
    note: `${describeAllowed(ranges)} may or may not mean ${name}, whose address is not known`,
    help: 'declare where pods and nodes get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'], nodeCidrs: [\'10.0.0.0/24\'] }`',
  } : {
    note: `${describeAllowed(allowed)} may or may not mean ${name}: a label of it or of its namespace is not known`,
    help: 'add the objects that have the labels to the input, or name it by labels that it is known to have',
  };
}

/** Whoever is allowed and not there is perhaps misspelled, and was meant to be the one that is reported. */
function unmeant(snapshot: Snapshot, allowed: readonly Party[], { lists }: Kind, { paths }: OnlyAssertion): string[] {
  return allowed.filter(party => destinationsOf(snapshot, party).length === 0).map(party => {
    const help = whatWasMeant(snapshot, party.peers, { paths });
    return `\`${party.description}\` in \`${paths === undefined ? lists.property : lists.key}\` means nothing that is in the input`
      + (help === undefined ? '' : `: ${help}`);
  });
}

function pairOf(subject: Party, direction: TrafficDirection): { readonly source: Party; readonly destination: Party } {
  return direction === 'ingress' ? { source: OTHERS, destination: subject } : { source: subject, destination: OTHERS };
}

const OTHERS: Party = { description: 'anybody else', peers: [] };

function endsFor(
  snapshot: Snapshot, { subject, allowed, ports, futurePods }: OnlyAssertion, direction: TrafficDirection,
): Ends {
  const others = othersThan(snapshot, allowed);
  const endOf = direction === 'ingress' ? destinationEnd : sourceEnd;
  const end = endOf(snapshot, subject, futurePods);
  const own = others.members.some(isOnHostNetwork) ? { ...end, members: end.members.map(onOwnNode) } : end;
  return {
    source: direction === 'ingress' ? others : own,
    destination: direction === 'ingress' ? own : others,
    ports,
    leavesOutUngoverned: true,
  };
}

function isOnHostNetwork({ endpoint }: Member): boolean {
  return endpoint.kind === 'workload' && endpoint.workload.hostNetwork;
}

/** The pods on a node where nothing else runs: what is on their own node no policy can keep from them. */
function onOwnNode(member: Member): Member {
  const { endpoint } = member;
  return endpoint.kind !== 'workload' || isOnHostNetwork(member) ? member
    : { ...member, endpoint: { kind: 'workload', workload: { ...endpoint.workload, nodes: [OWN_NODE] } } };
}

/** No node of a cluster can have such a name. */
const OWN_NODE = '(the node of the pod)';

function strangerFinding(
  snapshot: Snapshot, assertion: OnlyAssertion, kind: Kind, { description, isElsewhere, trace }: Stranger,
): Finding {
  const { flow } = trace;
  const isCertain = trace.verdict === 'allowed';
  const isOther = isStranger(flow[kind.other]);
  const open = !isCertain && trace.egress.verdict !== 'unknown' && trace.ingress.verdict !== 'unknown'
    ? openness('such a pod', assertion.allowed) : undefined;
  const isSource = isOther === (kind.other === 'source');
  const [verb, known] = isSource ? ['reach', flow.destination] : ['be reached from', flow.source];
  return {
    check: kind.check,
    severity: 'error',
    title: `${description} could ${isCertain ? '' : 'perhaps '}${verb} ${describeKnown(known)} on ${flow.protocol} ${flow.port}, `
      + `and ${kind.rule(describeAllowed(assertion.allowed), assertion.subject.description)}`,
    at: assertion.at,
    evidence: [...reasonOf(assertion), ...describeTrace(trace), ...replayLine(snapshot, flow, assertion)],
    notes: [
      isCertain ? 'no such pod is in the input, and whoever makes one is let through' : 'no such pod is in the input',
      ...isElsewhere ? ['policies of that namespace, which the input does not have, may still keep the pod from it'] : [],
      ...isCertain ? [] : describeDoubts(trace, snapshot.facts),
      ...open === undefined ? [] : [open.note],
      ...unmeant(snapshot, assertion.allowed, kind, assertion),
    ],
    help: isCertain ? alternatives(howToClose(trace, assertion))
      : [...settleDoubts(trace, snapshot.facts), ...open === undefined ? [] : [open.help]],
  };
}

/** An end of the input, or a pod that is not made yet either, by its labels. */
function describeKnown(endpoint: Endpoint): string {
  if (endpoint.kind !== 'workload' || !isStranger(endpoint)) {
    return `\`${formatEndpoint(endpoint)}\``;
  }
  const { namespace, labels: { known } } = endpoint.workload;
  const shown = [...known].map(([key, value]) => `${key}=${value}`).join(',');
  return `a pod ${shown === '' ? 'without labels' : `with \`${shown}\``} that is made in namespace \`${namespace}\``;
}
