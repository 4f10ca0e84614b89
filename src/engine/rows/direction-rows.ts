import { Row, RowBuilder } from './rows';
import { TrafficDirection } from '../../model/policy';
import { Admission } from '../admission/admission';
import { Subjects } from '../admission/subjects';
import { OPEN } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { PeerShapes } from '../classes/peer-shapes';
import { indexIn } from '../classes/selections';

/** The rows of all subjects in one direction. Subjects with the same admission share one; it is built on demand. */
export class DirectionRows {
  private readonly rows = new Map<Admission, Row>();

  public constructor(
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

  /**
   * The bounds between a subject and a peer that are not on the host network. A block outside has no policies: as a
   * subject it admits everything.
   */
  public bounds(subject: number, peer: number): number {
    const row = subject < this.classes.list.length ? this.of(subject) : undefined;
    if (row === undefined) {
      return OPEN;
    }
    const shape = this.peerShapes.of[peer];
    const place = indexIn(row.exceptions, peer);
    return place < 0 ? row.byShape[shape] : row.exceptionBounds[place];
  }
}
