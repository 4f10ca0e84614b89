import { contextOfSnapshot } from './contexts';
import { Check } from '../../src/checks/check';
import { DeclaredFacts } from '../../src/model/cluster';
import { Finding } from '../../src/model/finding';
import { cluster, Input } from '../fixture';

/** What a check finds in the input, as `severity: title`. */
export function found(check: Check, input: Input, known?: DeclaredFacts): string[] {
  return findings(check, input, known).map(({ severity, title }) => `${severity}: ${title}`);
}

/** What a check finds in the input. */
export function findings(check: Check, input: Input, known?: DeclaredFacts): Finding[] {
  return check.check(contextOfSnapshot(cluster(input, known)));
}

/** The one finding of a check. */
export function onlyFinding(check: Check, input: Input): Finding {
  const all = findings(check, input);
  expect(all.map(({ title }) => title)).toHaveLength(1);
  return all[0];
}

/** A line of evidence as text, with what is marked in it. */
export function evidenceOf({ evidence }: Finding, label: string): string[] {
  return evidence.filter(line => line.label === label)
    .map(({ text, mark }) => (mark === undefined ? text : `${text} [${mark.part}: ${mark.remark}]`));
}
