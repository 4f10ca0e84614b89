import { meansApiServer, WHERE_API_SERVER_IS } from './api-server-members';
import { OnlyAssertion, Party } from './assertion';
import { Ends } from './ends';
import { meantTraffic } from './evaluation';
import { Member, podsOf } from './member';
import { destinationsOf, sourcesOf } from './members';
import { portsOfNoService } from './ports';
import { servicesMeant } from './range-texts';
import { reasonOf } from './report';
import { unknownServices } from './unknown-services';
import { idleParty } from './vacuous';
import { Finding } from '../model/finding';
import { TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { apiServerOf } from '../semantics/api-server';
import { list } from '../wording/lists';
import { describePortMatches } from '../wording/rules';

/** Findings for an assertion about everybody else that would hold because there is nobody to forbid anything. */
export function nothingToForbid(
  snapshot: Snapshot, check: string, assertion: OnlyAssertion, ends: Ends, direction: TrafficDirection,
): Finding[] {
  const { subject } = assertion;
  const services = direction === 'egress' ? [] : aboutServices(snapshot, check, assertion);
  const ofAllowed = assertion.allowed.flatMap(party => unknownAllowed(snapshot, check, assertion, party));
  const unknown = [...services, ...ofAllowed];
  if (unknown.length > 0) {
    return unknown;
  }
  const idle = idleParty(snapshot, check, assertion, {
    party: subject, membersOf: direction === 'ingress' ? destinationsOf : sourcesOf, withStrangers: true,
  });
  return idle.length > 0 ? idle : [
    ...withoutOthers(check, assertion, direction === 'ingress' ? ends.source : ends.destination),
    ...withoutPort(snapshot, check, assertion, ends, direction),
  ];
}

function aboutServices(snapshot: Snapshot, check: string, assertion: OnlyAssertion): Finding[] {
  const asked = { ...assertion, source: NOBODY, destination: assertion.subject };
  return [
    ...servicesMeant(snapshot, check, asked),
    ...unknownServices(snapshot, check, asked),
    ...portsOfNoService(snapshot, check, asked),
  ];
}

/** Who may be there and nobody knows where, or what it is: who else there is cannot be said then. */
function unknownAllowed(snapshot: Snapshot, check: string, assertion: OnlyAssertion, party: Party): Finding[] {
  const isLost = meansApiServer(party) && apiServerOf(snapshot) === undefined;
  return [
    ...unknownServices(snapshot, check, { ...assertion, source: NOBODY, destination: party }),
    ...!isLost ? [] : [{
      check,
      severity: 'error' as const,
      title: 'the input does not tell where the API server is, so that nobody can say who else there is',
      at: assertion.at,
      evidence: reasonOf(assertion),
      notes: [],
      help: [WHERE_API_SERVER_IS, 'or name its addresses: `Cidr.of(\'192.0.2.10/32\')`'],
    }],
  ];
}

const NOBODY: Party = { description: 'nobody', peers: [] };

function withoutOthers(check: string, assertion: OnlyAssertion, { members, strangers }: Ends['source']): Finding[] {
  return members.length + strangers.length > 0 ? [] : [{
    check,
    severity: 'error',
    title: `${list(assertion.allowed.map(({ description }) => `\`${description}\``))} are everybody, so there is nothing to check`,
    at: assertion.at,
    evidence: reasonOf(assertion),
    notes: [],
    help: ['name fewer, or leave the assertion out'],
  }];
}

/** A name that no destination has for a port is probably misspelled. */
function withoutPort(
  snapshot: Snapshot, check: string, assertion: OnlyAssertion, ends: Ends, direction: TrafficDirection,
): Finding[] {
  const destinations: readonly Member[] = direction === 'ingress' ? ends.destination.members
    : [...snapshot.workloads.map(workload => podsOf(workload, workload)), ...ends.destination.members];
  const isSilent = (ports: readonly PortMatch[]) =>
    destinations.every(member => meantTraffic(ports, { ...member, excused: undefined }, snapshot).isEmpty);
  const silent = [assertion.ports, ...assertion.ports.filter(({ kind }) => kind === 'named').map(port => [port])].find(isSilent);
  const isNamed = silent?.some(({ kind }) => kind === 'named');
  const whose = direction === 'ingress' ? `\`${assertion.subject.description}\`` : 'what is in the input';
  return silent === undefined || (destinations.length === 0 && !isNamed) ? [] : [{
    check,
    severity: 'error',
    title: `nothing is reached on ${describePortMatches(silent)} of ${whose}, so there is nothing to check`,
    at: assertion.at,
    evidence: reasonOf(assertion),
    ...isNamed ? {
      notes: ['a named port counts only on pods that have a container port of that name and protocol'],
      help: ['name the port by its number, or give the container port its name'],
    } : {
      notes: ['the network plugin drops the protocol, whatever the policies say'],
      help: ['ask about another protocol, or say that the cluster carries it: `facts: { sctpEnabled: true }`'],
    },
  }];
}
