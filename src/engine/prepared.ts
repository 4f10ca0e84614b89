import { AddressAtoms } from './address-atoms';
import { ClassSelections } from './class-selections';
import { Classes, classesOf } from './classes';
import { RuleCompiler } from './compiled-rules';
import { blocksOutside } from './external-blocks';
import { Kinds, kindsOf } from './kinds';
import { mentionsOf } from './mentions';
import { Passages } from './passages';
import { RowBuilder } from './rows';
import { Subjects } from './subjects';
import { ExternalBlock, MatrixEndpoint } from '../model/answer';
import { rulesOf } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { byName } from '../model/workload';

/** A snapshot, prepared for questions. Everything in it is computed once, most of it when it is first asked for. */
export interface Prepared {
  readonly snapshot: Snapshot;
  readonly atoms: AddressAtoms;
  readonly classes: Classes;
  readonly blocks: readonly ExternalBlock[];
  readonly passages: Passages;
  readonly subjects: Subjects;
  readonly kinds: Kinds;
  readonly rows: RowBuilder;
  /** Workloads in order of names, then the blocks. */
  readonly endpoints: readonly MatrixEndpoint[];
  /** The number of each endpoint's class, or of the block, as `Kinds` counts them. */
  readonly peerOfEndpoint: Int32Array;
}

/** Prepares a snapshot. */
export function prepare(snapshot: Snapshot): Prepared {
  const peers = snapshot.policies.flatMap(rulesOf).flatMap(rule => rule.peers);
  const atoms = new AddressAtoms(peers.flatMap(peer => (peer.kind === 'addresses' ? [peer.addresses] : [])));
  const classes = classesOf(snapshot, mentionsOf(snapshot.policies), atoms);
  const selections = new ClassSelections(snapshot, classes);
  const passages = new Passages();
  const blocks = blocksOutside(atoms, snapshot.facts);
  const workloads = classes.list.flatMap(group => group.workloads).sort(byName);
  const kinds = kindsOf(classes, blocks.length);
  return {
    snapshot,
    atoms,
    classes,
    blocks,
    passages,
    subjects: new Subjects(snapshot, classes, selections, new RuleCompiler(selections, atoms), passages),
    kinds,
    endpoints: [...workloads.map((workload): MatrixEndpoint => ({ kind: 'workload', workload })), ...blocks],
    peerOfEndpoint: Int32Array.from([
      ...workloads.map(workload => classes.byWorkload.get(workload)!.index),
      ...blocks.map((_, index) => classes.list.length + index),
    ]),
    rows: new RowBuilder(snapshot, atoms, classes, blocks.map(({ representative }) => representative), kinds),
  };
}
