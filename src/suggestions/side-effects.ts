import { workloadOf } from './needs';
import { Assertion, Party } from '../assertions/assertion';
import { meantTraffic } from '../assertions/evaluation';
import { Member } from '../assertions/member';
import { destinationsOf, sourcesOf } from '../assertions/members';
import { addressesOf } from '../assertions/ranges';
import { isAddresses } from '../assertions/services';
import { diff } from '../engine/answers/diff';
import { ConnectionChange } from '../model/connection-change';
import { MatrixEndpoint } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';

/** What the step from one snapshot to the other changes beside opening what is wanted. */
export function sideEffects(before: Snapshot, after: Snapshot, wanted: readonly Assertion[]): ConnectionChange[] {
  const wants = wanted.map(assertion => new Want(before, assertion));
  return diff(before, after).flatMap(change => {
    const meant = wants.map(want => want.between(change.source, change.destination))
      .reduce((sum, traffic) => sum.union(traffic), TrafficSet.NONE);
    const opened = change.opened.subtract(meant);
    return [opened, change.closed, change.becameUnknown].every(({ isEmpty }) => isEmpty) ? [] : [{ ...change, opened }];
  });
}

/** What one assertion wants between the endpoints of a listing. */
class Want {
  private readonly known: ReadonlySet<Workload>;
  private readonly sources: readonly Member[];
  private readonly destinations: readonly Member[];

  public constructor(private readonly snapshot: Snapshot, private readonly assertion: Assertion) {
    this.known = new Set(snapshot.workloads);
    this.sources = sourcesOf(snapshot, assertion.source);
    this.destinations = destinationsOf(snapshot, assertion.destination);
  }

  public between(source: MatrixEndpoint, destination: MatrixEndpoint): TrafficSet {
    const { snapshot, sources, destinations, assertion: { ports, ...parties } } = this;
    return !sources.some(member => this.isMember(source, member, parties.source)) ? TrafficSet.NONE
      : destinations.filter(member => this.isMember(destination, member, parties.destination))
        .map(member => meantTraffic(ports, member, snapshot))
        .reduce((sum, traffic) => sum.union(traffic), TrafficSet.NONE);
  }

  /** The blocks are as small as the policies make them, with those that are suggested for the party. */
  private isMember(endpoint: MatrixEndpoint, member: Member, { peers }: Party): boolean {
    return endpoint.kind === 'workload' ? workloadOf(member, this.known) === endpoint.workload
      : member.endpoint.kind === 'address' && addressesOf(peers.filter(isAddresses)).contains(endpoint.representative);
  }
}
