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

function nameOf({ title, at }: Finding): string {
  return `${at.object} ${title}`;
}
