import { expectedPart, MatrixCell } from '../model/matrix';
import { renderMatrix, renderMatrixEndpoint } from '../render/matrix';
import { TrafficSet } from '../sets/traffic-set';

/** What may pass from one endpoint to another. */
export interface ConnectionRow {
  /** A workload, as `namespace/name`, or blocks of addresses outside the cluster, as CIDRs. */
  readonly source: string;

  /** A workload or blocks of addresses, as for `source`. */
  readonly destination: string;

  /** What is allowed: `TCP 80,8000-8080; UDP 53`, `everything` that the cluster carries, or `nothing`. */
  readonly allowed: string;

  /** What is neither certainly allowed nor certainly denied, in the same form. */
  readonly unknown: string;
}

/**
 * All connections between all endpoints of a cluster.
 */
export class ConnectionMatrix {
  /** @internal */
  public static _of(cells: readonly MatrixCell[], everything: TrafficSet): ConnectionMatrix {
    return new ConnectionMatrix(cells, everything);
  }

  /**
   * A row for every ordered pair of endpoints, in order of their names. A workload and itself are two of its replicas.
   */
  public readonly rows: ConnectionRow[];

  private readonly text: string;

  private constructor(cells: readonly MatrixCell[], everything: TrafficSet) {
    this.rows = cells.map(({ source, destination, connections }) => ({
      source: renderMatrixEndpoint(source),
      destination: renderMatrixEndpoint(destination),
      allowed: connections.allowed.format(everything),
      unknown: expectedPart(connections.unknown, everything, destination).format(everything),
    }));
    this.text = renderMatrix(cells, everything);
  }

  /** A table of the pairs between which anything may pass. */
  public toString(): string {
    return this.text;
  }
}
