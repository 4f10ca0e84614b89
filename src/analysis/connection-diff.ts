import { folded } from '../changes/grouped';
import { opens } from '../changes/opens';
import { ChangeKind, StateComparison } from '../model/connection-change';
import { renderComparison } from '../render/comparison';
import { renderComparedEndpoint } from '../render/matrix';

/** What changed between two endpoints. */
export interface ConnectionDiffRow {
  /**
   * A workload, as `namespace/name`; blocks of addresses outside the cluster, as CIDRs; `nodes`; or pods that are not in the
   * manifests: `other pods`, `app=prometheus in monitoring (not in the input)`.
   */
  readonly source: string;

  /** An endpoint, as for `source`. */
  readonly destination: string;

  /** What is allowed now, and was not for certain: `TCP 80,8000-8080; UDP 53`, `everything`, or `nothing`. */
  readonly opened: string;

  /** What is denied now, and was not for certain, in the same form. */
  readonly closed: string;

  /** What is unknown now and was not, in the same form. */
  readonly becameUnknown: string;

  /** The part of `becameUnknown` that was denied, in the same form: nobody can rely any more on that it is closed. */
  readonly perhapsOpened: string;
}

/**
 * What the step from one state of a cluster to another changes: `before.diff(after)`.
 *
 * Workloads are the same if kind, namespace and name are. Nothing passes to or from a workload that does not exist, so that
 * a new one opens whatever it may exchange.
 */
export class ConnectionDiff {
  /** @internal */
  public static _of(comparison: StateComparison): ConnectionDiff {
    return new ConnectionDiff(comparison);
  }

  /** A row for each pair of endpoints between which anything changed. */
  public readonly rows: ConnectionDiffRow[];

  /** Between how many pairs of endpoints something opened. */
  public readonly openedCount: number;

  /** Between how many pairs of endpoints something closed. */
  public readonly closedCount: number;

  /** Between how many pairs of endpoints something became unknown. */
  public readonly becameUnknownCount: number;

  /**
   * Whether anything opened, a way in from outside included. What was denied and is unknown now counts as opened.
   */
  public readonly opensAnything: boolean;

  private text?: string;

  private constructor(private readonly comparison: StateComparison) {
    const { pairs, everything } = comparison;
    const amountOf = (...kinds: ChangeKind[]) =>
      pairs.filter(({ change }) => kinds.some(kind => !change[kind].isEmpty)).length;
    this.rows = pairs.map(({ source, destination, change }) => ({
      source: renderComparedEndpoint(source),
      destination: renderComparedEndpoint(destination),
      opened: change.opened.format(everything),
      closed: change.closed.format(everything),
      becameUnknown: change.perhapsOpened.union(change.perhapsClosed).format(everything),
      perhapsOpened: change.perhapsOpened.format(everything),
    }));
    this.openedCount = amountOf('opened');
    this.closedCount = amountOf('closed');
    this.becameUnknownCount = amountOf('perhapsOpened', 'perhapsClosed');
    this.opensAnything = opens(comparison);
  }

  /** What opened, became unknown and closed, in few rows. */
  public toString(): string {
    this.text ??= renderComparison(folded(this.comparison, 'destination'), WIDTH).join('\n');
    return this.text;
  }
}

const WIDTH = 120;
