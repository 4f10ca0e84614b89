import { Admission } from './admissions';
import { Classes } from './classes';
import { viewOfClass } from './peer-views';
import { Row, RowBuilder } from './rows';
import { Subjects } from './subjects';
import { Placement, placementOf } from './whereabouts';
import { Direction } from '../model/policy';
import { Snapshot } from '../model/snapshot';

/** The rows of one direction, each distinct one built once. */
export class DirectionRows {
  private readonly rows = new Map<Admission, Row>();
  private readonly toHosts = new Map<Row, Map<number, number>>();

  public constructor(
    private readonly snapshot: Snapshot,
    private readonly classes: Classes,
    private readonly subjects: Subjects,
    private readonly builder: RowBuilder,
    private readonly direction: Direction,
  ) {}

  /** The row of a class, or undefined when everything passes. */
  public of(index: number): Row | undefined {
    const admission = this.subjects.admissionOf(index, this.direction);
    if (admission === undefined) {
      return undefined;
    }
    let row = this.rows.get(admission);
    if (row === undefined) {
      row = this.builder.build(admission);
      this.rows.set(admission, row);
    }
    return row;
  }

  /** The passage between a subject and pods on the host network, for which it matters where the subject runs. */
  public toHostClass(row: Row, subject: number, peer: number): number {
    const { list } = this.classes;
    const [{ nodes }] = list[subject].workloads;
    const placement = placementOf(nodes, list[peer].workloads[0].nodes);
    const key = peer * PLACEMENTS.length + PLACEMENTS.indexOf(placement);
    const known = this.toHosts.get(row) ?? new Map<number, number>();
    this.toHosts.set(row, known);
    const { admission } = row;
    const passage = known.get(key) ?? admission.passage(viewOfClass(this.snapshot, admission, list[peer], nodes));
    known.set(key, passage);
    return passage;
  }
}

const PLACEMENTS: readonly Placement[] = ['same', 'different', 'open'];
