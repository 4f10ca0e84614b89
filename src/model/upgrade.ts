import { ChangeGroup, ChangeKind, FoldedComparison } from './connection-change';
import { Explained } from './explained';
import { Flow } from './flow';
import { Origin } from './origin';
import { Ternary } from '../sets/ternary';

/** One flow that shows a change: why it is decided as it is in each of two readings of the same policies. */
export interface ChangeWitness {
  readonly flow: Flow;
  /** What its ends are called. */
  readonly source: string;
  readonly destination: string;
  readonly before: Explained;
  readonly after: Explained;
}

/** Connections that change in the same way, and one flow that shows it. */
export interface WitnessedChange {
  readonly kind: ChangeKind;
  readonly group: ChangeGroup;
  readonly witness: ChangeWitness;
}

/** What becomes of an object: whether anything enforces it, or whether the API server accepts it. */
export type ObjectFate = 'enforced' | 'accepted';

/** An object that is enforced or accepted in one reading, and not for certain in the other. */
export interface ObjectChange {
  readonly at: Origin;
  readonly fate: ObjectFate;
  readonly before: Ternary;
  readonly after: Ternary;
  /** What is wrong with it, where that is known. */
  readonly fault?: string;
  /** What to do about it, where that is known. */
  readonly help?: string;
}

/**
 * How two readings of the same policies differ: `equal` in nothing; `unknown` in nothing that is certain, while something
 * is unknown in one of them or in both; `different` in a connection or an object.
 */
export type UpgradeAnswer = 'equal' | 'unknown' | 'different';

/** What changes for the same manifests when something else enforces the policies. */
export interface Upgrade {
  /** `cilium-1.15` */
  readonly from: string;
  readonly to: string;
  readonly answer: UpgradeAnswer;
  readonly comparison: FoldedComparison;
  readonly changes: readonly WitnessedChange[];
  readonly objects: readonly ObjectChange[];
  /** Between how many pairs of endpoints something is unknown in both. */
  readonly unknownInBoth: number;
  /** Whether only a part of the connections was asked for. */
  readonly isPartOnly: boolean;
}
