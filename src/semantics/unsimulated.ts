import { countsAsNode } from './host-network';
import { isInScope } from './match';
import { Endpoint } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { HostNetworkReading } from '../model/trace';
import { UnsimulatedPolicy } from '../model/unsimulated';
import { Workload } from '../model/workload';

/** The policies of kinds that are not simulated and that may touch flows of the endpoint in this direction. */
export function unsimulatedPoliciesOn(
  snapshot: Snapshot, endpoint: Endpoint, direction: TrafficDirection, reading: HostNetworkReading,
): UnsimulatedPolicy[] {
  const touching = snapshot.unsimulated.filter(({ directions }) => directions.includes(direction));
  if (endpoint.kind === 'address') {
    return [];
  }
  return endpoint.kind === 'node' || countsAsNode(endpoint, reading) ? touching.filter(({ selectsNodes }) => selectsNodes)
    : touching.filter(policy => maySelect(snapshot, policy, endpoint.workload));
}

function maySelect(snapshot: Snapshot, { subjects }: UnsimulatedPolicy, { namespace, labels }: Workload): boolean {
  return subjects.some(({ namespaces, pods }) =>
    isInScope(snapshot, namespaces, namespace) !== 'no' && selects(pods, labels) !== 'no');
}
