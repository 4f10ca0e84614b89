import { MatrixCell } from '../model/matrix';
import { renderMatrix, renderMatrixEndpoint } from '../render/matrix';

/** What may pass from one endpoint to another. */
export interface ConnectionRow {
  /** A workload, as `namespace/name`, or blocks of addresses outside the cluster, as CIDRs. */
  readonly source: string;

  /** A workload or blocks of addresses, as for `source`. */
  readonly destination: string;

  /** What is allowed: `TCP 80,8000-8080; UDP 53`, `everything` or `nothing`. */
  readonly allowed: string;

  /** What is neither certainly allowed nor certainly denied, in the same form. */
  readonly unknown: string;
}

/**
 * All connections between all endpoints of a cluster.
 */
export class ConnectionMatrix {
  /** @internal */
  public static _of(cells: readonly MatrixCell[]): ConnectionMatrix {
    return new ConnectionMatrix(cells);
  }

  /**
   * A row for every ordered pair of endpoints, in order of their names. A workload and itself are two of its replicas.
   */
  public readonly rows: ConnectionRow[];

  private readonly text: string;

  private constructor(cells: readonly MatrixCell[]) {
    this.rows = cells.map(({ source, destination, connections }) => ({
      source: renderMatrixEndpoint(source),
      destination: renderMatrixEndpoint(destination),
      allowed: connections.allowed.toString(),
      unknown: connections.unknown.toString(),
    }));
    this.text = renderMatrix(cells);
  }

  /** A table of the pairs between which anything may pass. */
  public toString(): string {
    return this.text;
  }
}
