import { accountKey } from '../../model/api-server';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { KnownApiServer } from '../../semantics/api-server';
import { judgeDirection } from '../../semantics/judge';
import { workloadsIn } from '../../semantics/selected';
import { list } from '../../wording/lists';

/** Why the programs of pods talk to the API server. */
export interface ApiUse {
  /** Whether the input says so, or it is only likely. */
  readonly isStated: boolean;
  /** In words: `ServiceAccount shop/reader, which RoleBinding shop/reader grants rights`. */
  readonly evidence: string;
  /** The service account by whose rights one knows it. */
  readonly account?: string;
}

/** Undefined for pods that hardly do: most have a token that nobody asked for and nothing uses. */
export function apiUseOf(
  snapshot: Snapshot, workload: Workload, server: KnownApiServer | undefined,
): ApiUse | undefined {
  const { apiClient, mountsToken, namespace, labels: { serviceAccount: name = 'default' } } = workload;
  if (apiClient !== undefined) {
    return { isStated: true, evidence: `a container runs ${apiClient}` };
  }
  const account = snapshot.serviceAccounts?.get(accountKey(namespace, name));
  const isOwn = name !== 'default' || mountsToken === true;
  if (account === undefined || !isOwn || !(mountsToken ?? account.givesToken)) {
    return undefined;
  }
  const described = `token of ServiceAccount ${accountKey(namespace, name)}`;
  if (account.grants.length > 0) {
    return { isStated: true, account: name, evidence: `${described}, which ${list(account.grants, 2)} grants rights` };
  }
  return server !== undefined && !hasGrants(snapshot) && opensItsService(snapshot, workload, server)
    ? { isStated: false, account: name, evidence: `${described}, and a rule for the port of Service default/kubernetes` } : undefined;
}

/** Where the input has no bindings at all, nobody knows which accounts have rights. */
function hasGrants({ serviceAccounts }: Snapshot): boolean {
  return [...serviceAccounts?.values() ?? []].some(({ grants }) => grants.length > 0);
}

/** Whether the pods may send to the API server on the port of its Service, which is not its own. */
export function opensItsService(
  snapshot: Snapshot, workload: Workload, { service, addresses }: KnownApiServer,
): boolean {
  return addresses.some(({ endpoint }) => service.ports.some(({ protocol, port }) => judgeDirection(snapshot,
    { source: { kind: 'workload', workload }, destination: endpoint, protocol, port }, 'egress').verdict === 'allowed'));
}

/** The other pods of the namespace that have the same service account. */
export function sharingAccount(snapshot: Snapshot, workload: Workload): readonly Workload[] {
  return workloadsIn(snapshot, workload.namespace)
    .filter(other => other !== workload && other.labels.serviceAccount === workload.labels.serviceAccount);
}
