import { AddressAtoms } from '../atoms/address-atoms';
import { Lazy } from '../atoms/lazy';
import { Passages } from '../atoms/bounds-table';
import { ClassSelections } from '../classes/class-selections';
import { Classes, classesOf } from '../classes/classes';
import { blocksOutside } from '../classes/external-blocks';
import { Kinds, kindsOf } from '../classes/peer-shapes';
import { mentionsOf } from '../classes/referenced';
import { BlockRows } from '../rows/block-rows';
import { Columns } from '../rows/transposed-rows';
import { DirectionRows } from '../rows/direction-rows';
import { RowBuilder } from '../rows/rows';
import { SelectedTraffic } from '../rows/selected-traffic';
import { RuleCompiler } from '../admission/compiled-rules';
import { Subjects } from '../admission/subjects';
import { ExternalBlock, MatrixEndpoint } from '../../model/answer';
import { Direction } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { inOrderOfNames } from '../../model/workload';

/** A snapshot, prepared for questions. Everything in it is computed once, most of it when it is first asked for. */
export interface Prepared {
  readonly snapshot: Snapshot;
  readonly atoms: AddressAtoms;
  readonly classes: Classes;
  readonly blocks: readonly ExternalBlock[];
  readonly passages: Passages;
  readonly subjects: Subjects;
  readonly kinds: Kinds;
  readonly rows: Readonly<Record<Direction, DirectionRows>>;
  /** Of all rows. It takes building them all, so questions about few endpoints do without. */
  readonly columns: Readonly<Record<Direction, Lazy<Columns>>>;
  /** Workloads in order of names, then the blocks. */
  readonly endpoints: readonly MatrixEndpoint[];
  /** The number of each endpoint's class, or of the block, as `Kinds` counts them. */
  readonly peerOfEndpoint: Int32Array;
}

/** Prepares a snapshot. */
export function prepare(snapshot: Snapshot): Prepared {
  const mentions = mentionsOf(snapshot.policies);
  const atoms = new AddressAtoms(mentions.addresses);
  const workloads = inOrderOfNames(snapshot.workloads);
  const classes = classesOf(snapshot, workloads, mentions, atoms);
  const selections = new ClassSelections(snapshot, classes, mentions);
  const passages = new Passages();
  const blocks = blocksOutside(atoms, snapshot.facts);
  const kinds = kindsOf(classes, blocks.length);
  const compiler = new RuleCompiler(selections, atoms, passages.traffics);
  const subjects = new Subjects(snapshot, classes, selections, compiler, passages);
  const builder = new RowBuilder(snapshot, classes, kinds, new SelectedTraffic(classes, compiler, passages.traffics),
    new BlockRows(atoms, blocks.map(({ representative }) => representative)));
  const rowsOf = (direction: Direction) => new DirectionRows(snapshot, classes, subjects, kinds, builder, direction);
  const rows = { egress: rowsOf('egress'), ingress: rowsOf('ingress') };
  return {
    snapshot,
    atoms,
    classes,
    blocks,
    passages,
    subjects,
    kinds,
    rows,
    columns: {
      egress: new Lazy(() => new Columns(classes, kinds, rows.egress)),
      ingress: new Lazy(() => new Columns(classes, kinds, rows.ingress)),
    },
    endpoints: [...workloads.map((workload): MatrixEndpoint => ({ kind: 'workload', workload })), ...blocks],
    peerOfEndpoint: Int32Array.from([
      ...workloads.map(workload => classes.byWorkload.get(workload)!.index),
      ...blocks.map((_, index) => classes.list.length + index),
    ]),
  };
}
