import { DescribedCheck } from './check-report';
import { renderList, SCHEMA_VERSION } from './json-parts';
import { renderWrapped, wrap } from './wrapped-columns';

/** All that there is to say about a check. */
export interface CheckPage extends DescribedCheck {
  /** `stable`, or `nursery`: off unless it is asked for by name. */
  readonly status: string;
  /** The version of this package that had it first. */
  readonly since: string;
  readonly bad: CheckPageExample;
  readonly good: CheckPageExample;
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

/** Manifests, and the cluster that they are for as netpol.yaml describes it; undefined where that does not matter. */
export interface CheckPageExample {
  readonly manifests: string;
  readonly configuration?: string;
}

/** All checks, one a row. */
export function renderCheckList(pages: readonly CheckPage[], width: number): string {
  const rows = pages.map(({ name, severity, status, summary }) => [[name], [severity], [status], [summary]]);
  return renderWrapped(rows, width).map(line => `${line}\n`).join('');
}

/** What is wrong, why, and how it looks wrong and right. */
export function renderCheckPage(page: CheckPage, width: number): string {
  const { name, severity, status, since, summary, why, bad, good } = page;
  return [
    ...wrap([`${name}: ${summary}`], width),
    '',
    `severity  ${severity}`,
    `status    ${status}`,
    `since     ${since}`,
    '',
    ...wrap([why], width),
    '',
    ...example('wrong', bad),
    ...example('right', good),
    ...linkLines(page, width),
  ].map(line => `${line}\n`).join('');
}

function linkLines({ links }: CheckPage, width: number): string[] {
  const lines = links.flatMap(({ title, url }) => [...wrap([title], width - 2).map(indented), `    ${url}`]);
  return links.length === 0 ? [] : ['links:', ...lines];
}

function example(label: string, { manifests, configuration }: CheckPageExample): string[] {
  return [
    `${label}:`, ...manifests.trim().split('\n').map(indented), '',
    ...configuration === undefined ? [] : [`${label}, netpol.yaml:`, ...configuration.trim().split('\n').map(indented), ''],
  ];
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** The same as JSON, of the form that schema/checks.schema.json describes: one check a line. */
export function renderChecksJson(pages: readonly CheckPage[]): string {
  const list = [...renderList('checks', pages.map(describePage))].join('');
  return `{\n  "schemaVersion": ${SCHEMA_VERSION},\n${list}\n}\n`;
}

function describePage({ bad, good, links, ...page }: CheckPage): object {
  const { name, severity, status, since, summary, why } = page;
  const examples = { bad: describeExample(bad), good: describeExample(good) };
  return {
    name, severity, status, since, summary, why, ...examples, links: links.map(({ title, url }) => ({ title, url })),
  };
}

function describeExample({ manifests, configuration }: CheckPageExample): object {
  return { manifests: `${manifests.trim()}\n`, configuration: configuration ?? null };
}
