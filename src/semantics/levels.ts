import { Policy, Rule } from '../model/policy';
import { Ternary } from '../sets/ternary';

/** A policy that applies to the subject, for certain or perhaps, with its rules for the direction and the port. */
export interface Applied {
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly applies: Ternary;
}

/** Policies of one rank: nobody knows which of them is asked first. */
export type Level<Item> = readonly Item[];

/** What applies to a subject in one direction, in the order in which it is asked. */
export interface Ladder<Item> {
  readonly admin: readonly Level<Item>[];
  /** The policies that isolate. Their rules add up. */
  readonly normal: Level<Item>;
  readonly baseline: readonly Level<Item>[];
}

export function ladderOf(applied: readonly Applied[]): Ladder<Applied> {
  const ofTier = (tier: string) => applied.filter(({ policy }) => policy.tier === tier);
  return { admin: levelsOf(ofTier('admin')), normal: ofTier('normal'), baseline: levelsOf(ofTier('baseline')) };
}

/** The same ladder with something else at its places. */
export function mapLadder<From, To>({ admin, normal, baseline }: Ladder<From>, change: (item: From) => To): Ladder<To> {
  const changeAll = (levels: readonly Level<From>[]) => levels.map(level => level.map(change));
  return { admin: changeAll(admin), normal: normal.map(change), baseline: changeAll(baseline) };
}

/**
 * The policies of a tier by priority. Those of one priority are one level, since the enforcer may ask any of them first;
 * so are those of two kinds, as nothing says how their priorities compare.
 */
function levelsOf(applied: readonly Applied[]): Level<Applied>[] {
  const kinds = new Set(applied.map(({ policy }) => policy.kind));
  if (kinds.size > 1) {
    return [applied];
  }
  const priorities = [...new Set(applied.map(({ policy }) => policy.priority))].sort((left, right) => left - right);
  return priorities.map(priority => applied.filter(({ policy }) => policy.priority === priority));
}
