import { Party } from './assertion';
import { blockMember, Member, MemberDoubt } from './member';
import { FoundService, ServiceBackend, servicesOf } from './services';
import { formatEndpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { formatWorkload } from '../model/workload';
import { blocksWithin } from '../semantics/external-blocks';
import { ALL_ADDRESSES } from '../sets/addresses';

/** What stands behind the Services that the party means. */
export function serviceMembers(snapshot: Snapshot, party: Party): Member[] {
  return servicesOf(snapshot, party).flatMap(found => {
    const members = found.backends.map(backend => memberBehind(found, backend));
    const isTranslatedFirst = snapshot.facts.servicesBeforePolicy !== false || found.service.isHeadless;
    return isTranslatedFirst || members.length === 0 ? members
      : [...frontMembers(snapshot, found), ...members].map((member): Member => (
        { ...member, isPerhaps: true, isOneOf: !member.isPerhaps, doubt: member.doubt ?? LATE }));
  });
}

const LATE: MemberDoubt = {
  what: 'the policies of the source see the address of the Service, and only those of the pods see a connection to the pods',
  help: 'admit the address of the Service in the source\'s policy and the source in that of the pods, or deny both',
};

/** The name of a headless Service stands for the addresses of its pods, where any of their ports is reached. */
function memberBehind({ service: { isHeadless } }: FoundService, service: ServiceBackend): Member {
  const { endpoint, name, isPerhaps } = service;
  const workload = endpoint.kind === 'workload' && endpoint.workload.addresses === undefined ? endpoint.workload : undefined;
  return {
    endpoint,
    name: `${formatEndpoint(endpoint)} behind ${name}`,
    ...isHeadless ? { ...workload === undefined ? {} : { workload } } : { service },
    ...isPerhaps !== true || endpoint.kind !== 'workload' ? {} : {
      isPerhaps,
      doubt: {
        what: `${name} may or may not lead to \`${formatWorkload(endpoint.workload)}\`, of whose labels not all are known`,
        help: 'declare the labels that the Service selects, or give the Service labels that other pods do not have',
      },
    },
  };
}

/** Where the source sends to, if policies are asked before the address is replaced. */
function frontMembers(snapshot: Snapshot, { service, backends }: FoundService): Member[] {
  const known = service.addresses.isEmpty ? snapshot.facts.serviceAddresses ?? ALL_ADDRESSES : service.addresses;
  const ports = backends.flatMap(backend => backend.ports).map(port => ({ ...port, target: port.port }));
  return blocksWithin(snapshot, known).map(({ cidrs }) => {
    const { endpoint, name } = blockMember(cidrs);
    return { endpoint, name: `${name} of ${backends[0].name}`, service: { name: backends[0].name, endpoint, ports } };
  });
}
