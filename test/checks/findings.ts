import { Check } from '../../src/checks/check';
import { Finding } from '../../src/model/finding';
import { cluster, Input } from '../fixture';

/** What a rule finds in the input, as `severity: title`. */
export function found(rule: Check, input: Input): string[] {
  return findings(rule, input).map(({ severity, title }) => `${severity}: ${title}`);
}

/** What a rule finds in the input. */
export function findings(rule: Check, input: Input): Finding[] {
  return rule.check(cluster(input));
}

/** The one finding of a rule. */
export function onlyFinding(rule: Check, input: Input): Finding {
  const all = findings(rule, input);
  expect(all.map(({ title }) => title)).toHaveLength(1);
  return all[0];
}

/** A line of evidence as text, with what is marked in it. */
export function evidenceOf({ evidence }: Finding, label: string): string[] {
  return evidence.filter(line => line.label === label)
    .map(({ text, mark }) => (mark === undefined ? text : `${text} [${mark.part}: ${mark.remark}]`));
}
