import { Party } from './assertion';
import { isPods } from './members';
import { KUBE_DNS } from '../model/existing-pods';
import { labelFacts } from '../model/labels';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../model/snapshot';
import { selectsPods } from '../semantics/match';

/**
 * The cluster with kube-dns, where the assertion asks for it and the input does not have it: every cluster has it.
 *
 * Only a party that asks for its label means it. In all pods of the cluster it counts as any other pod that the input
 * does not have.
 */
export function withKnownPods(snapshot: Snapshot, parties: readonly Party[]): Snapshot {
  const asking = parties.filter(party => asksForKubeDns(snapshot, party));
  const isThere = snapshot.workloads.some(({ namespace, labels }) => namespace === KUBE_DNS.namespace
    && labels.known.get(KUBE_DNS_LABEL) === KUBE_DNS.labels.known.get(KUBE_DNS_LABEL));
  if (asking.length === 0 || isThere) {
    return snapshot;
  }
  const made = extended.get(snapshot) ?? withKubeDns(snapshot);
  extended.set(snapshot, made);
  return made;
}

const KUBE_DNS_LABEL = 'k8s-app';

/** Made once for a snapshot, since what was found out about it is kept by its identity. */
const extended = new WeakMap<Snapshot, Snapshot>();

function asksForKubeDns(snapshot: Snapshot, { peers }: Party): boolean {
  return peers.filter(isPods).some(peer => peer.pods.requirements.some(({ key }) => key === KUBE_DNS_LABEL)
    && selectsPods(snapshot, peer, KUBE_DNS) !== 'no');
}

function withKubeDns(snapshot: Snapshot): Snapshot {
  const { namespace: name } = KUBE_DNS;
  const namespaces = snapshot.namespaces.has(name) ? snapshot.namespaces : new Map(snapshot.namespaces).set(name, {
    name,
    labels: { ...labelFacts(new Map([[NAMESPACE_NAME_LABEL, name]])), open: 'every' as const },
    injectedLabels: [],
    implied: true,
    origin: KUBE_DNS.origin,
  });
  return { ...snapshot, namespaces, workloads: [...snapshot.workloads, KUBE_DNS] };
}
