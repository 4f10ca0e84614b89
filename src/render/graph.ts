import { Listing } from './listing';
import { expectedOf, renderConnections } from './matrix';
import { mergeOutside } from './merge-outside';
import { GroupEndpoint, isAbsentEndpoint, MatrixCell } from '../model/matrix';
import { formatWorkload } from '../model/workload';
import { withShortWords } from '../sets/visible';
import { shortName } from '../wording/endpoints';

/** An endpoint in a drawing. */
export interface GraphNode {
  /** A name of ours, which no name of the input is a part of: `n1`. */
  readonly id: string;
  readonly label: string;
  /** Whether it is a workload of the input. */
  readonly isWorkload: boolean;
}

/** What may pass from one to another. */
export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly label: string;
  /** Whether nothing of it is certain. */
  readonly isUnknown: boolean;
}

/** The connections as they are drawn. */
export interface ConnectionGraph {
  readonly namespaces: readonly { readonly id: string; readonly label: string; readonly nodes: readonly GraphNode[] }[];
  /** What is in no namespace. */
  readonly others: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The connections as a graph: workloads in their namespaces, and an edge for each pair between which anything may pass. */
export function graphOf({ workloads: all, bySource, everything, overview }: Listing): ConnectionGraph {
  const cells = mergeOutside([...bySource].flat());
  // Of a part that was asked for, who has no part in it is not drawn.
  const ends = new Set(cells.flatMap(({ source, destination }) => [source, destination])
    .flatMap(end => (end.kind === 'workload' ? [end.workload] : [])));
  const workloads = overview === undefined ? all.filter(workload => ends.has(workload)) : all;
  const nodes = new Nodes(workloads.map(formatWorkload));
  const inside = workloads.map(workload => ({ namespace: workload.namespace, node: nodes.of({ kind: 'workload', workload }) }));
  const edges = cells.flatMap(cell => edgeOf(cell, nodes, everything));
  return {
    namespaces: [...new Set(workloads.map(({ namespace }) => namespace))].map((namespace, index) => ({
      id: `cluster_${index + 1}`,
      label: withShortWords(namespace),
      nodes: inside.filter(one => one.namespace === namespace).map(({ node }) => node),
    })),
    others: nodes.all.filter(one => !one.isWorkload),
    edges,
  };
}

function edgeOf(cell: MatrixCell, nodes: Nodes, everything: Listing['everything']): GraphEdge[] {
  const connections = expectedOf(cell, everything);
  const { allowed, unknown } = connections;
  return allowed.isEmpty && unknown.isEmpty ? [] : [{
    from: nodes.of(cell.source),
    to: nodes.of(cell.destination),
    label: withShortWords(renderConnections(connections, everything)),
    isUnknown: allowed.isEmpty,
  }];
}

class Nodes {
  private readonly known = new Map<unknown, GraphNode>();

  /** @param names those of the input; objects of two kinds may share one */
  public constructor(private readonly names: readonly string[]) {}

  public get all(): GraphNode[] {
    return [...this.known.values()];
  }

  public of(endpoint: GroupEndpoint): GraphNode {
    const key = endpoint.kind === 'workload' ? endpoint.workload : shortName(endpoint);
    const node = this.known.get(key) ?? {
      id: `n${this.known.size + 1}`, label: withShortWords(this.labelOf(endpoint)), isWorkload: isWorkload(endpoint),
    };
    this.known.set(key, node);
    return node;
  }

  private labelOf(endpoint: GroupEndpoint): string {
    if (endpoint.kind !== 'workload' || !isWorkload(endpoint)) {
      return shortName(endpoint);
    }
    const { workload } = endpoint;
    const isShared = this.names.filter(name => name === formatWorkload(workload)).length > 1;
    return isShared ? `${workload.name} (${workload.kind})` : workload.name;
  }
}

function isWorkload(endpoint: GroupEndpoint): boolean {
  return endpoint.kind === 'workload' && !isAbsentEndpoint(endpoint);
}
