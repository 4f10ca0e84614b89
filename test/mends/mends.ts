import { ApiObject, App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { compare } from '../../src/changes/compare';
import { recordOf } from '../../src/changes/record-of';
import { CHECKS } from '../../src/checks/all';
import { CheckContext, CheckExample } from '../../src/checks/check';
import { runChecks } from '../../src/diagnosis/run-checks';
import { CHANGE_KINDS } from '../../src/model/connection-change';
import { Finding, Severity } from '../../src/model/finding';
import { renderComparedEndpoint } from '../../src/render/matrix';
import { contextOfExample } from '../checks/contexts';
import * as library from 'cdk8s-netpol';

/** What a finding gives to paste: whole manifests, or constructs. */
export interface Mend {
  readonly of: Finding;
  readonly kind: 'manifests' | 'constructs';
  readonly text: string;
}

/** Each mend that findings of the check about the example give, for those who write manifests and for those who write code. */
export function mendsOf(name: string, example: CheckExample): Mend[] {
  const { check } = CHECKS.find(({ meta }) => meta.name === name)!;
  const context = contextOfExample(example);
  return (['manifests', 'constructs'] as const).flatMap(audience => check({ ...context, audience })
    .flatMap(finding => mendsIn(finding, [/^apiVersion: [\s\S]*/m, /^new [A-Z]\w*\(this[\s\S]*/m])));
}

function mendsIn(finding: Finding, [manifests, constructs]: readonly RegExp[]): Mend[] {
  return finding.help.flatMap((help): Mend[] => {
    const [yaml, code] = [manifests, constructs].map(form => form.exec(help)?.[0]);
    return [
      ...yaml === undefined ? [] : [{ of: finding, kind: 'manifests' as const, text: yaml }],
      ...code === undefined ? [] : [{ of: finding, kind: 'constructs' as const, text: code }],
    ];
  });
}

/** The names of checks that give something to paste about their own bad example. */
export function badExamplesWithMends(): string[] {
  return CHECKS.filter(({ meta: { name, bad } }) => mendsOf(name, bad).length > 0).map(({ meta }) => meta.name);
}

/** The cluster of the example, to which the mend was added as people add it. */
export function mended(
  example: CheckExample, { kind, text }: Pick<Mend, 'kind' | 'text'>, beside = (given: string) => given,
): CheckContext {
  const own = beside(example.manifests);
  const manifests = kind === 'manifests' ? `${own}\n---\n${text}\n` : synthesizedWith(own, text);
  return contextOfExample({ ...example, manifests });
}

/** The manifests of a chart that has the objects of the example, and in which the code was run. */
function synthesizedWith(manifests: string, code: string): string {
  const chart = new Chart(new App(), 'chart');
  objectsIn(manifests).forEach((object, index) => new ApiObject(chart, `object-${index}`, object));
  new Function(...Object.keys(library), code).call(chart, ...Object.values(library));
  return chart.toJson().map(object => JSON.stringify(object)).join('\n---\n');
}

function objectsIn(manifests: string): { apiVersion: string; kind: string }[] {
  return parseAllDocuments(manifests).flatMap(document => document.toJS() ?? []);
}

const GRAVENESS: readonly Severity[] = ['info', 'warning', 'error'];

/** What is found after the mend that it was to take away, or that it has brought and that is as grave. */
export function leftBy(
  example: CheckExample, { of: { check, title, severity }, ...mend }: Mend, beside?: (given: string) => string,
): string[] {
  const before = new Set(runChecks(contextOfExample(example), {}).map(nameOf));
  return runChecks(mended(example, mend, beside), {})
    .filter(found => nameOf(found) === nameOf({ check, title })
      || (!before.has(nameOf(found)) && GRAVENESS.indexOf(found.severity) >= GRAVENESS.indexOf(severity)))
    .map(found => `${found.severity}[${found.check}]: ${found.title}`);
}

/** What the mend opens and closes, in lines: between pods, also those that the input does not have, addresses, nodes. */
export function changesBy(example: CheckExample, mend: Mend): string[] {
  const [before, after] = [contextOfExample(example), mended(example, mend)].map(({ snapshot }) => snapshot);
  const { pairs } = compare(recordOf(before, [after]), recordOf(after, [before]));
  return pairs.flatMap(({ source, destination, change }) =>
    CHANGE_KINDS.filter(kind => !change[kind].isEmpty).map(kind =>
      `${kind} ${renderComparedEndpoint(source)} -> ${renderComparedEndpoint(destination)} ${change[kind]}`));
}

function nameOf({ check, title }: Pick<Finding, 'check' | 'title'>): string {
  return `${check}: ${title}`;
}
