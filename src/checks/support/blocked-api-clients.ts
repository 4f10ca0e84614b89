import { ApiUse, apiUseOf, sharingAccount } from './api-clients';
import { OTHER_NODE } from './senders';
import { Endpoint } from '../../model/flow';
import { Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { DirectionTrace } from '../../model/trace';
import { Workload } from '../../model/workload';
import { KnownApiServer } from '../../semantics/api-server';
import { clientBlocks } from '../../semantics/entry-sources';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';

/** Pods that have a use for the API server, and one of the flows to it, of which all are denied. */
export interface BlockedClient {
  readonly workload: Workload;
  readonly use: ApiUse;
  readonly denial: DirectionTrace;
}

/** The pods of the input that may not send to the API server, wherever it may be. */
export function blockedApiClients(snapshot: Snapshot, server: KnownApiServer | undefined): BlockedClient[] {
  const blocksFor = clientBlocks(snapshot, 'egress');
  const elsewhere = (workload: Workload) => [OTHER_NODE, ...blocksFor(workload)
    .map(({ representative }): Endpoint => ({ kind: 'address', address: representative }))];
  const denials = new Map<Workload, DirectionTrace | undefined>();
  const denialFor = (workload: Workload) => {
    if (!denials.has(workload)) {
      const isOpen = !mayBeClosed(snapshot, workload);
      denials.set(workload, isOpen ? undefined : denialOf(snapshot, workload, server, () => elsewhere(workload)));
    }
    return denials.get(workload);
  };
  return snapshot.workloads.flatMap(workload => {
    const use = mayBeClosed(snapshot, workload) ? apiUseOf(snapshot, workload, server) : undefined;
    const denial = use === undefined ? undefined : denialFor(workload);
    // One of several that share an account is enough to have use for its rights.
    const isSpare = denial !== undefined && use!.account !== undefined
      && sharingAccount(snapshot, workload).some(other => denialFor(other) === undefined);
    return use === undefined || denial === undefined || isSpare ? [] : [{ workload, use, denial }];
  });
}

/** Whether a rule of the policy is for nothing but the address of the API server's Service, which policies do not see. */
export function namesItsService({ egress }: Policy, { service: { addresses } }: KnownApiServer): boolean {
  return egress?.rules.some(({ effect, peers }) => effect === 'allow' && peers.some(peer => peer.kind === 'addresses'
    && !peer.addresses.isEmpty && peer.addresses.isSubsetOf(addresses))) === true;
}

function mayBeClosed(snapshot: Snapshot, workload: Workload): boolean {
  return !workload.hostNetwork
    && (snapshot.enforcement.mode === 'always' || governingPolicies(snapshot, workload, 'egress').length > 0);
}

/** The ports on which API servers are found: of clouds, of kubeadm and most others, of minikube, of MicroK8s. */
export const USUAL_PORTS = [443, 6443, 8443, 16443];

/** One of the flows to the API server, if all are denied, wherever it may be. */
function denialOf(
  snapshot: Snapshot, workload: Workload, server: KnownApiServer | undefined, elsewhere: () => readonly Endpoint[],
): DirectionTrace | undefined {
  if (server === undefined && namesItsPort(snapshot, workload)) {
    return undefined;
  }
  const asked = server?.addresses ?? USUAL_PORTS.flatMap(port => elsewhere().map(endpoint => ({ endpoint, port })));
  let first: DirectionTrace | undefined;
  for (const { endpoint, port } of asked) {
    const trace = judgeDirection(snapshot,
      { source: { kind: 'workload', workload }, destination: endpoint, protocol: 'TCP', port }, 'egress');
    if (trace.verdict !== 'denied') {
      return undefined;
    }
    first ??= trace;
  }
  return first;
}

/** A rule for just this port shows that the author knows where the API server is, as it is in some clusters: in pods. */
function namesItsPort(snapshot: Snapshot, workload: Workload): boolean {
  return governingPolicies(snapshot, workload, 'egress').flatMap(policy => policy.egress!.rules)
    .filter(({ effect, peers }) => effect === 'allow' && peers.length > 0).flatMap(({ ports }) => ports)
    .some(match => match.kind === 'numbered' && match.ports.intervals
      .some(({ start, end }) => end - start === 1 && start !== USUAL_PORTS[0] && USUAL_PORTS.includes(start)));
}
