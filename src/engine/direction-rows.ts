import { viewOfClass } from './peer-views';
import { Prepared } from './prepared';
import { Row } from './rows';
import { Placement, placementOf } from './whereabouts';
import { Direction } from '../model/policy';

/** The rows of one direction, each distinct one built once. */
export class DirectionRows {
  private readonly rows = new Map<object, Row>();

  public constructor(private readonly prepared: Prepared, private readonly direction: Direction) {}

  /** The row of a class, or undefined when everything passes. */
  public of(index: number): Row | undefined {
    const admission = this.prepared.subjects.admissionOf(index, this.direction);
    if (admission === undefined) {
      return undefined;
    }
    const row = this.rows.get(admission) ?? this.prepared.rows.build(admission);
    this.rows.set(admission, row);
    return row;
  }

  /** The passage between a subject and pods on the host network, for which it matters where the subject runs. */
  public toHostClass(row: Row, subject: number, peer: number): number {
    const { snapshot, classes } = this.prepared;
    const [{ nodes }] = classes.list[subject].workloads;
    const placement = placementOf(nodes, classes.list[peer].workloads[0].nodes);
    const key = peer * PLACEMENTS.length + PLACEMENTS.indexOf(placement);
    let passage = row.ofHostClasses.get(key);
    if (passage === undefined) {
      passage = row.admission.passage(viewOfClass(snapshot, row.admission, classes.list[peer], nodes));
      row.ofHostClasses.set(key, passage);
    }
    return passage;
  }
}

const PLACEMENTS: readonly Placement[] = ['same', 'different', 'open'];
