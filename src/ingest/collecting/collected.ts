import { LastOfEachName } from './last-of-each-name';
import { WorkloadRecord } from './workload-record';
import { Problem, Severity } from '../../model/finding';
import { Origin } from '../../model/origin';
import { Namespace, Node, Service } from '../../model/workload';
import { NetworkPolicyResource } from '../../resources/network-policy';

/** Everything that has been read so far, and what is wrong with it. */
export class Collected {
  /** Policies of Cilium's own kinds. */
  public readonly ciliumPolicies: Origin[] = [];
  public readonly namespaces: LastOfEachName<Namespace>;
  public readonly nodes: LastOfEachName<Node>;
  public readonly services: LastOfEachName<Service>;
  public readonly workloads: LastOfEachName<WorkloadRecord>;
  public readonly networkPolicies: LastOfEachName<NetworkPolicyResource>;

  /** @param duplicates how grave it is when two objects of one name differ */
  public constructor(public readonly problems: Problem[], duplicates: Severity) {
    this.namespaces = new LastOfEachName(problems, duplicates);
    this.nodes = new LastOfEachName(problems, duplicates);
    this.services = new LastOfEachName(problems, duplicates);
    this.workloads = new LastOfEachName(problems, duplicates);
    this.networkPolicies = new LastOfEachName(problems, duplicates);
  }
}
