import { Party } from '../../assertions/assertion';
import { byLabels, EndFault, isEndFault, ReadEnd, workloadsNamed } from '../../assertions/end-texts';
import { PORT_FORMS, readPort } from '../../assertions/port-texts';
import { Field } from '../../ingest/reading/fields';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';

/** An end of an assertion, which may name workloads that are to be looked for. */
export type PlacedEnd = (snapshot: Snapshot) => Party | EndFault;

/** Reads one end or a list of them; whatever is wrong is reported, and then it is empty. */
export function readEnds(field: Field, read: (text: string) => ReadEnd): PlacedEnd[] {
  if (field.isAbsent || (Array.isArray(field.value) && field.value.length === 0)) {
    field.report.fault(`\`${field.path}\` names no end of a connection`, field.path, 'write `shop/web`, `internet`, or a list of such ends');
    return [];
  }
  const items = typeof field.value === 'string' ? [field] : field.items();
  return items.flatMap(item => {
    const text = item.text();
    const end = text === undefined ? undefined : read(text);
    if (end !== undefined && 'fault' in end) {
      item.report.fault(end.fault, item.path, end.help);
    }
    return end === undefined || 'fault' in end ? [] : [placedEnd(end)];
  });
}

function placedEnd(end: Exclude<ReadEnd, EndFault>): PlacedEnd {
  return snapshot => {
    if ('party' in end) {
      return end.party;
    }
    const party = workloadsNamed(snapshot, end.workload);
    return isEndFault(party) ? party : byLabels(snapshot, party);
  };
}

/** The parties, or what is wrong with the first that means nothing. */
export function partiesOf(snapshot: Snapshot, ends: readonly PlacedEnd[]): readonly Party[] | EndFault {
  const parties: Party[] = [];
  for (const end of ends) {
    const party = end(snapshot);
    if (isEndFault(party)) {
      return party;
    }
    parties.push(party);
  }
  return parties;
}

/** All of them as one. */
export function joined(parties: readonly Party[]): Party {
  return parties.length === 1 ? parties[0] : {
    description: parties.map(({ description }) => description).join(' or '),
    peers: parties.flatMap(({ peers }) => peers),
    beyondPolicies: parties.flatMap(({ beyondPolicies = [] }) => beyondPolicies),
    workloads: parties.flatMap(({ workloads = [] }) => workloads),
  };
}

/** Reads the ports of an assertion: without any, every port. */
export function readPorts(field: Field): PortMatch[] {
  if (field.isAbsent) {
    return [{ kind: 'any' }];
  }
  const items = field.items();
  if (Array.isArray(field.value) && items.length === 0) {
    field.report.fault(`\`${field.path}\` is an empty list, which would mean no port`, field.path, 'name the ports, or leave `ports` out for every port');
  }
  return items.flatMap(item => {
    const text = item.text();
    const match = text === undefined ? undefined : readPort(text);
    if (text !== undefined && match === undefined) {
      item.fault('not a protocol with a port', `write ${PORT_FORMS}`);
    }
    return match ?? [];
  });
}
