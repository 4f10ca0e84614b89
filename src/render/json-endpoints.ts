import { ExternalBlock, GroupEndpoint, NodeGroup } from '../model/matrix';
import { PodsPeer } from '../model/peer';
import { formatSelector } from '../model/selector';
import { formatWorkload, Workload } from '../model/workload';
import { absentName } from '../wording/endpoints';
import { describeScope } from '../wording/rules';

/** The endpoints of an answer in JSON, each with a name that no other has. */
export class Ids {
  private readonly ids = new Map<unknown, string>();
  private readonly texts = new Map<unknown, string>();

  /** @param workloads those of the input, and those that are not in it */
  public constructor(
    private readonly workloads: readonly Workload[],
    private readonly blocks: readonly ExternalBlock[],
    private readonly nodes: readonly NodeGroup[] = [],
  ) {
    const taken = new Set<string>();
    for (const workload of workloads) {
      const { absentPeer } = workload;
      const name = absentPeer === undefined ? `${formatWorkload(workload)}[${workload.kind}]` : absentName(absentPeer);
      const id = uniqueId(name, taken);
      taken.add(id);
      this.ids.set(workload, id);
    }
    blocks.forEach((block, index) => this.ids.set(block, `external-${index + 1}`));
    nodes.forEach((group, index) => this.ids.set(group, `nodes-${index + 1}`));
  }

  /** Every endpoint, as the answer describes it. */
  public descriptions(): object[] {
    const endpoints: GroupEndpoint[] = [
      ...this.workloads.map((workload): GroupEndpoint => ({ kind: 'workload', workload })), ...this.blocks, ...this.nodes,
    ];
    return endpoints.map(endpoint => describeEndpoint(endpoint, this.of(endpoint)));
  }

  /** The name of the endpoint in quotes, as JSON writes it. */
  public quoted(endpoint: GroupEndpoint): string {
    const key = keyOf(endpoint);
    let quoted = this.texts.get(key);
    if (quoted === undefined) {
      quoted = JSON.stringify(this.of(endpoint));
      this.texts.set(key, quoted);
    }
    return quoted;
  }

  /** The name of the endpoint. */
  public of(endpoint: GroupEndpoint): string {
    return this.ids.get(keyOf(endpoint))!;
  }

  /** The name of a workload. */
  public ofWorkload(workload: Workload): string {
    return this.ids.get(workload)!;
  }

}

function keyOf(endpoint: GroupEndpoint): unknown {
  return endpoint.kind === 'workload' ? endpoint.workload : endpoint;
}

/** Objects with generated names may share theirs. */
function uniqueId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) {
    id = `${wanted}#${number}`;
  }
  return id;
}

function describeEndpoint(endpoint: GroupEndpoint, id: string): object {
  switch (endpoint.kind) {
    case 'external': return { id, type: 'external', cidrs: endpoint.cidrs };
    case 'nodes': return { id, type: 'nodes', names: endpoint.names };
    case 'workload': {
      const { kind, namespace, name, absentPeer } = endpoint.workload;
      return absentPeer === undefined ? { id, type: 'workload', kind, namespace, name } : describeAbsent(id, absentPeer);
    }
  }
}

/** Pods that are not in the input, by the selectors that would admit them. */
function describeAbsent(id: string, { namespaces, pods }: PodsPeer): object {
  return { id, type: 'absent', namespaces: describeScope(namespaces), pods: formatSelector(pods) };
}
