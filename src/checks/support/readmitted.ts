import { coverOf } from './coverage';
import { PlacedRule } from './placed-rules';
import { admittedBlocks, rulesBeside, WrittenBlock } from './written-blocks';
import { Snapshot } from '../../model/snapshot';
import { parseCidr } from '../../sets/cidr';

/** An exception of a block, and the rules that admit all of it. */
export interface Readmitted {
  readonly cidr: string;
  readonly by: readonly PlacedRule[];
}

/** A block of addresses with exceptions that other items, rules or policies for the same pods admit. */
export interface ExceptionsWithoutEffect {
  readonly written: WrittenBlock;
  readonly readmitted: readonly Readmitted[];
}

export function exceptionsWithoutEffect(snapshot: Snapshot): ExceptionsWithoutEffect[] {
  const blocks = admittedBlocks(snapshot).filter(({ block }) => block.exceptCidrs.length > 0);
  const beside = blocks.length === 0 ? () => [] : rulesBeside(snapshot);
  return blocks.map(written => ({ written, readmitted: readmittedOf(written, beside(written)) }))
    .filter(({ readmitted }) => readmitted.length > 0);
}

function readmittedOf(written: WrittenBlock, rules: readonly PlacedRule[]): Readmitted[] {
  return written.block.exceptCidrs.flatMap(cidr => {
    const addresses = parseCidr(cidr)?.addresses;
    const cover = addresses && coverOf(
      { subject: written.policy.subject, peer: { ...written.block, addresses }, ports: written.rule.ports }, rules);
    // Where everybody is admitted, the whole rule has no effect, and not its exception alone.
    return cover === undefined || [...cover].some(admitsEverybody) ? [] : [{ cidr, by: [...cover] }];
  });
}

function admitsEverybody({ rule }: PlacedRule): boolean {
  return rule.peers.some(({ kind }) => kind === 'everyone');
}

/** Whether rules that admit all of another one admit what its exceptions leave out, too. */
export type ReadmissionTest = (placed: PlacedRule, by: readonly PlacedRule[]) => boolean;

/** Exceptions that have no effect say more than that their rule has none, so of the two that is told. */
export function readmitsExceptions(snapshot: Snapshot): ReadmissionTest {
  let found: readonly ExceptionsWithoutEffect[] | undefined;
  return ({ rule }, by) => {
    found ??= exceptionsWithoutEffect(snapshot);
    return found.some(({ written, readmitted }) => written.rule === rule
      && readmitted.some(one => one.by.some(placed => by.some(other => other.rule === placed.rule))));
  };
}
