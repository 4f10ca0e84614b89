import { Row, RowBuilder } from './rows';
import { TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { Admission } from '../admission/admission';
import { viewOfClass } from '../admission/peer-views';
import { Subjects } from '../admission/subjects';
import { OPEN } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { HOST_NETWORK_SHAPE, PeerShapes } from '../classes/peer-shapes';
import { Placement, placementOf } from '../classes/placement';
import { indexIn } from '../classes/selections';

/** The rows of all subjects in one direction. Subjects with the same admission share one; it is built on demand. */
export class DirectionRows {
  private readonly rows = new Map<Admission, Row>();
  /** By row, then by peer and placement: the bounds for pods on the host network. */
  private readonly hostBounds = new Map<Row, Map<number, number>>();

  public constructor(
    private readonly snapshot: Snapshot,
    private readonly classes: Classes,
    private readonly subjects: Subjects,
    private readonly peerShapes: PeerShapes,
    private readonly builder: RowBuilder,
    private readonly direction: TrafficDirection,
  ) {}

  /** The row of a class as a subject; undefined when everything passes. */
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

  /** The bounds between a subject and a peer. A block outside has no policies: as a subject it admits everything. */
  public bounds(subject: number, peer: number): number {
    const row = subject < this.classes.list.length ? this.of(subject) : undefined;
    if (row === undefined) {
      return OPEN;
    }
    const shape = this.peerShapes.of[peer];
    if (shape === HOST_NETWORK_SHAPE) {
      return this.boundsForHostClass(row, subject, peer);
    }
    const place = indexIn(row.exceptions, peer);
    return place < 0 ? row.byShape[shape] : row.exceptionBounds[place];
  }

  /** The bounds between a subject and pods on the host network, which depend on where the subject runs. */
  public boundsForHostClass(row: Row, subject: number, peer: number): number {
    const { list } = this.classes;
    const [{ nodes }] = list[subject].workloads;
    const placement = placementOf(nodes, list[peer].workloads[0].nodes);
    const key = peer * PLACEMENTS.length + PLACEMENTS.indexOf(placement);
    const known = this.hostBounds.get(row) ?? new Map<number, number>();
    this.hostBounds.set(row, known);
    const { admission } = row;
    const bounds = known.get(key) ?? admission.boundsFor(viewOfClass(this.snapshot, admission, list[peer], nodes));
    known.set(key, bounds);
    return bounds;
  }
}

const PLACEMENTS: readonly Placement[] = ['same', 'different', 'open'];
