import { kindOfPeer } from '../given';
import { IPeer } from '../peers/peer';
import { Pods } from '../peers/pods';
import { refuse } from '../refuse';

export const PLACE_HELP = 'say where they are: `.inNamespace(...)`, `.inNamespacesLabeled({ ... })` or `.inAllNamespaces()`';

/**
 * Refuses pods that do not say where they are. A NetworkPolicy would read them as those of its own namespace, the API of a
 * ClusterNetworkPolicy as those of all namespaces: somebody would be wrong.
 */
export function checkPlaced(where: string, field: string, peer: IPeer): void {
  const scope = kindOfPeer(peer) === 'pods' ? (peer as Pods)._scope : undefined;
  if (scope?.kind === 'own') {
    refuse(where, `\`${field}\` is ${peer}, but a policy of the whole cluster has no namespace in which they could be`, PLACE_HELP);
  }
  if (scope?.kind === 'unstated') {
    refuse(where, `\`${field}\` is ${peer}, but ${scope.workload} names no namespace`,
      'give the workload or its chart a namespace, or say where its pods will be: `Pods.of(...).inNamespace(...)`');
  }
}
