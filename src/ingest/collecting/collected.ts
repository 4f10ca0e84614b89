import { AccountObject, Grant, RoleObject } from './accounts';
import { Clash } from './clashes';
import { EntryObject } from './entry-objects';
import { LastOfEachName } from './last-of-each-name';
import { WorkloadRecord } from './workload-record';
import { ApiServerCall } from '../../model/api-server';
import { Problem } from '../../model/finding';
import { Monitor } from '../../model/monitors';
import { Origin } from '../../model/origin';
import { UnseenPods } from '../../model/snapshot';
import { UnsimulatedPolicy } from '../../model/unsimulated';
import { Backend, Namespace, Node, Service, Workload } from '../../model/workload';
import { AdminPolicyResource } from '../../resources/admin-policy';
import { NetworkPolicyResource } from '../../resources/network-policy';

/** Everything that has been read so far, and what is wrong with it. */
export class Collected {
  /** Policies of kinds that are not simulated. */
  public readonly unsimulated: UnsimulatedPolicy[] = [];
  /** Policies of kinds that are simulated, of which one cannot tell what an enforcer makes of them; that has been said. */
  public readonly unreadable: UnsimulatedPolicy[] = [];
  /** Policies of a service mesh. */
  public readonly meshPolicies: Origin[] = [];
  /** What stands behind Services, by namespace and name of the Service. */
  public readonly backends = new Map<string, Backend[]>();
  /** Objects from which a controller makes others that are not in the input. */
  public readonly makers: Origin[] = [];
  /** Pods that operators make. */
  public readonly unseenPods: UnseenPods[] = [];
  /** Fields of an experimental channel of which it has been said that not every cluster has them. */
  public readonly experimentalFields = new Set<string>();
  /** Objects of one name that differ. */
  public readonly clashes: Clash[] = [];
  public readonly namespaces: LastOfEachName<Namespace>;
  public readonly nodes: LastOfEachName<Node>;
  public readonly services: LastOfEachName<Service>;
  /** Of all kinds: a name is kept for each kind. */
  public readonly entryObjects: LastOfEachName<EntryObject>;
  public readonly monitors: LastOfEachName<Monitor>;
  public readonly workloads: LastOfEachName<WorkloadRecord>;
  public readonly networkPolicies: LastOfEachName<NetworkPolicyResource>;
  public readonly adminPolicies: LastOfEachName<AdminPolicyResource>;
  /** Of which no answer about connections depends, so that two of one name may differ. */
  public readonly apiServerCalls: LastOfEachName<readonly ApiServerCall[]>;
  public readonly accounts: LastOfEachName<AccountObject>;
  public readonly grants: LastOfEachName<Grant>;
  public readonly roles: LastOfEachName<RoleObject>;

  public constructor(public readonly problems: Problem[]) {
    this.namespaces = new LastOfEachName<Namespace>(this.clashes, withoutOldIsolation);
    this.nodes = new LastOfEachName<Node>(this.clashes, withoutOrigin);
    this.services = new LastOfEachName<Service>(this.clashes, withoutMetadata);
    this.entryObjects = new LastOfEachName<EntryObject>(this.clashes, withoutOrigin);
    // No answer about connections depends on them, so that two that differ are no reason to give none.
    this.monitors = new LastOfEachName<Monitor>(this.clashes, () => undefined);
    this.workloads = new LastOfEachName(this.clashes, withoutOriginOfWorkload);
    this.networkPolicies = new LastOfEachName<NetworkPolicyResource>(this.clashes, withoutBlanks);
    this.adminPolicies = new LastOfEachName<AdminPolicyResource>(this.clashes, withoutOrigin);
    this.apiServerCalls = new LastOfEachName<readonly ApiServerCall[]>(this.clashes, nothing);
    this.accounts = new LastOfEachName<AccountObject>(this.clashes, nothing);
    this.grants = new LastOfEachName<Grant>(this.clashes, nothing);
    this.roles = new LastOfEachName<RoleObject>(this.clashes, nothing);
  }
}

function withoutOrigin(read: { readonly origin: Origin }): object {
  return { ...read, origin: undefined };
}

/** An annotation that nothing reads changes no answer. */
function withoutOldIsolation(namespace: Namespace): object {
  return { ...namespace, origin: undefined, oldIsolation: undefined };
}

function nothing(): undefined {
  return undefined;
}

/** Without what no answer about connections depends on: how metrics are fetched, what programs do, labels of a controller. */
function withoutMetadata(read: Service | Workload): object {
  const unread = 'selector' in read ? { labels: undefined } : { objectLabels: undefined };
  return { ...read, origin: undefined, scrapedOn: undefined, ...unread };
}

/** A field that says nothing means what it means where it is left out. */
function withoutBlanks(resource: NetworkPolicyResource): object {
  return { ...resource, origin: undefined, blanks: undefined };
}

function withoutOriginOfWorkload(record: WorkloadRecord): object {
  const { mountsToken, apiClient, probedOn, localAddresses, ...workload } = record.workload;
  return { ...record, workload: withoutMetadata(workload) };
}
