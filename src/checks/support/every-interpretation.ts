import { Finding } from '../../model/finding';
import { interpretationsOf } from '../../model/interpretation';
import { Check } from '../check';

/**
 * The same check, which reads single policies, for clusters of which it is not known which of several enforcers they have:
 * it finds what it would find with each of them.
 */
export function inEveryInterpretation(check: Check['check']): Check['check'] {
  return context => {
    const [first, ...others] = interpretationsOf(context.snapshot).map(snapshot => check({ ...context, snapshot }));
    const names = others.map(findings => new Set(findings.map(nameOf)));
    return first.filter(finding => names.every(known => known.has(nameOf(finding))));
  };
}

/**
 * The same for a check that reads what a policy says and does not ask what comes of it. An enforcer that does not take
 * the policy does not gainsay what is found in it.
 */
export function inInterpretationsWithPolicy(check: Check['check']): Check['check'] {
  return context => {
    const [first, ...others] = interpretationsOf(context.snapshot).map(snapshot => ({
      findings: check({ ...context, snapshot }),
      policies: new Set(snapshot.policies.map(({ origin }) => origin)),
    }));
    const known = others.map(({ findings, policies }) => ({ names: new Set(findings.map(nameOf)), policies }));
    return first.findings.filter(finding =>
      known.every(({ names, policies }) => !policies.has(finding.at) || names.has(nameOf(finding))));
  };
}

function nameOf({ title, at }: Finding): string {
  return `${at.object} ${title}`;
}
