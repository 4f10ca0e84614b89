import { interpretationsOf } from '../../model/interpretation';
import { ExternalBlock, MatrixEndpoint } from '../../model/matrix';
import { TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { HostNetworkReading } from '../../model/trace';
import { inOrderOfNames } from '../../model/workload';
import { RuleCompiler } from '../admission/compiled-rules';
import { Subjects } from '../admission/subjects';
import { AddressAtoms } from '../atoms/address-atoms';
import { BoundsTable } from '../atoms/bounds-table';
import { ClassSelections } from '../classes/class-selections';
import { Classes, classesOf } from '../classes/classes';
import { blocksOutside } from '../classes/external-blocks';
import { PeerShapes, peerShapesOf } from '../classes/peer-shapes';
import { Referenced, referencedBy } from '../classes/referenced';
import { BlockRows } from '../rows/block-rows';
import { DirectionRows } from '../rows/direction-rows';
import { RowBuilder } from '../rows/rows';
import { SelectedTraffic } from '../rows/selected-traffic';
import { TransposedRows } from '../rows/transposed-rows';

/** A snapshot, prepared for questions. Everything in it is computed once, most of it when it is first asked for. */
export interface Prepared {
  readonly snapshot: Snapshot;
  /** The same for the other enforcers that the cluster may have: what is certain is so in all of them. */
  readonly others: readonly Prepared[];
  readonly atoms: AddressAtoms;
  readonly classes: Classes;
  readonly blocks: readonly ExternalBlock[];
  readonly boundsTable: BoundsTable;
  readonly subjects: Subjects;
  /** What pods on the host network may be to the enforcer. */
  readonly readings: readonly HostNetworkReading[];
  readonly peerShapes: PeerShapes;
  readonly rows: Readonly<Record<TrafficDirection, DirectionRows>>;
  /** Asking for one builds the rows of all classes, so questions about few endpoints do without. */
  readonly transposedRows: Readonly<Record<TrafficDirection, Once<TransposedRows>>>;
  /** Workloads, sorted by name, then blocks of addresses outside. */
  readonly endpoints: readonly MatrixEndpoint[];
  /** By place in `endpoints`: the number of the peer, which is that of its class or block as in `PeerShapes.of`. */
  readonly peerOfEndpoint: Int32Array;
}

/** What does not depend on who enforces the policies. */
type Shared = Pick<Prepared, 'atoms' | 'classes' | 'blocks' | 'boundsTable' | 'peerShapes' | 'endpoints' | 'peerOfEndpoint'> & {
  readonly referenced: Referenced;
};

/** Prepares a snapshot. Where the cluster may have one of several enforcers, each is prepared on the same classes. */
export function prepare(snapshot: Snapshot): Prepared {
  const shared = prepareShared(snapshot);
  const [first, ...others] = interpretationsOf(snapshot).map(one => prepareInterpretation(one, shared));
  return { ...first, snapshot, others };
}

function prepareShared(snapshot: Snapshot): Shared {
  const referenced = referencedBy(snapshot);
  const atoms = new AddressAtoms(referenced.addresses);
  const workloads = inOrderOfNames(snapshot.workloads);
  const classes = classesOf(snapshot, workloads, referenced, atoms);
  const blocks = blocksOutside(atoms, snapshot);
  return {
    referenced,
    atoms,
    classes,
    blocks,
    boundsTable: new BoundsTable(),
    peerShapes: peerShapesOf(classes, blocks.length),
    endpoints: [...workloads.map((workload): MatrixEndpoint => ({ kind: 'workload', workload })), ...blocks],
    peerOfEndpoint: Int32Array.from([
      ...workloads.map(workload => classes.byWorkload.get(workload)!.index),
      ...blocks.map((_, index) => classes.list.length + index),
    ]),
  };
}

function prepareInterpretation(snapshot: Snapshot, { referenced, ...shared }: Shared): Prepared {
  const { atoms, classes, blocks, boundsTable, peerShapes } = shared;
  const selections = new ClassSelections(snapshot, classes, referenced);
  const compiler = new RuleCompiler(selections, atoms, boundsTable.trafficTable);
  const subjects = new Subjects(snapshot, classes, selections, compiler, boundsTable);
  const selectedTraffic = new SelectedTraffic(classes, compiler, boundsTable.trafficTable);
  const blockRows = new BlockRows(atoms, blocks.map(({ representative }) => representative));
  const builder = new RowBuilder(classes, peerShapes, selectedTraffic, blockRows);
  const rowsOf = (direction: TrafficDirection) =>
    new DirectionRows(classes, subjects, peerShapes, builder, direction);
  const rows = { egress: rowsOf('egress'), ingress: rowsOf('ingress') };
  return {
    ...shared,
    snapshot,
    others: [],
    subjects,
    readings: snapshot.enforcement.hostNetworkPods === 'nodes' ? ['nodes'] : ['pods', 'nodes'],
    rows,
    transposedRows: {
      egress: new Once(() => new TransposedRows(classes, peerShapes, rows.egress)),
      ingress: new Once(() => new TransposedRows(classes, peerShapes, rows.ingress)),
    },
  };
}

/** A value that is computed when it is first asked for. */
class Once<T> {
  private known: T | undefined;

  public constructor(private readonly compute: () => T) {}

  /** Whether the value has been computed. */
  public get isKnown(): boolean {
    return this.known !== undefined;
  }

  public get value(): T {
    return this.known ??= this.compute();
  }
}
