import { appliesTo } from './match';
import { Direction, DIRECTIONS, Policy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** The policies that isolate the pods in this direction, for certain or perhaps. */
export function isolatingPolicies(snapshot: Snapshot, workload: Workload, direction: Direction): readonly Policy[] {
  return remembered(snapshot.policies).isolating(workload, direction);
}

/** Checks ask for the policies of the same workloads again and again. */
const memories = new WeakMap<readonly Policy[], Memory>();

function remembered(policies: readonly Policy[]): Memory {
  const memory = memories.get(policies) ?? new Memory(policies);
  memories.set(policies, memory);
  return memory;
}

class Memory {
  private readonly byNamespace = new Map<string, Policy[]>();
  private readonly byWorkload = new WeakMap<Workload, Record<Direction, readonly Policy[]>>();

  public constructor(policies: readonly Policy[]) {
    for (const policy of policies) {
      const group = this.byNamespace.get(policy.subject.namespace);
      if (group === undefined) {
        this.byNamespace.set(policy.subject.namespace, [policy]);
      } else {
        group.push(policy);
      }
    }
  }

  public isolating(workload: Workload, direction: Direction): readonly Policy[] {
    const known = this.byWorkload.get(workload) ?? this.find(workload);
    this.byWorkload.set(workload, known);
    return known[direction];
  }

  private find(workload: Workload): Record<Direction, readonly Policy[]> {
    const applying = (this.byNamespace.get(workload.namespace) ?? [])
      .filter(policy => appliesTo(policy, workload) !== 'no');
    const [egress, ingress] = DIRECTIONS
      .map(direction => applying.filter(policy => policy[direction] !== undefined));
    return { egress, ingress };
  }
}
