import { Finding } from '../../model/finding';
import { list } from '../../wording/lists';

/** A finding, and what tells whether another one is the same fault at another place. */
export interface Repeatable {
  readonly finding: Finding;
  /** The fault, and how it is mended. */
  readonly cause: string;
  /** The place: `egress rule 1 of shop/web`. */
  readonly place: string;
}

/** One finding for each cause: the first with the places of the others. What people will see of any stays in it. */
export function foldRepeats(all: readonly Repeatable[]): Finding[] {
  const byCause = new Map<string, Repeatable[]>();
  for (const one of all) {
    byCause.set(one.cause, [...byCause.get(one.cause) ?? [], one]);
  }
  return [...byCause.values()].map(([first, ...others]) => (others.length === 0 ? first.finding : {
    ...first.finding,
    evidence: [...first.finding.evidence, { label: 'likewise', text: list(others.map(({ place }) => place)) }],
    effect: effectOf([first, ...others]),
    likewise: others.map(({ finding }) => finding.at),
  }));
}

function effectOf(repeats: readonly Repeatable[]): string | undefined {
  const effects = new Set(repeats.flatMap(({ finding: { effect } }) => effect ?? []));
  return effects.size === 0 ? undefined : [...effects].join('\n');
}
