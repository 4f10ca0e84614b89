// Writes docs/checks.md from what the checks say about themselves, and their names into the schema of netpol.yaml;
// `npm run docs` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../src/checks/all';
import { CheckExample, CheckMeta, ExampleCluster } from '../src/checks/check';
import { NetworkDriver, ServiceTranslation } from '../src/index';

export const CHECKS_DOC = path.join(__dirname, '..', 'docs', 'checks.md');

export const CONFIG_SCHEMA = path.join(__dirname, '..', 'schema', 'netpol.schema.json');

const INTRODUCTION = `# Checks

<!-- Generated from src/checks by \`npm run docs\`. Do not edit. -->

What \`NetworkPolicyValidation\` looks for at every synth, beside the assertions that an app makes, and \`netpol check\` in
any manifests. An error stops the synth, a warning does not, and neither does an info, which is advice. A finding that is all right is accepted by the name
of its check and with a reason; a whole check is made more or less grave, or switched off, by its level:

\`\`\`ts
NetworkPolicyValidation.of(app, {
  accepted: [{ check: 'dns-blocked', reason: 'these pods look nothing up', constructPath: 'shop/batch' }],
  checks: { 'selects-nothing': CheckLevel.ERROR, 'enforcement-assumed': CheckLevel.OFF },
  failOn: CheckLevel.ERROR,
});
\`\`\`

For the command the levels stand in \`netpol.yaml\` of the working folder:

\`\`\`yaml
checks:
  selects-nothing: error
  enforcement-assumed: off
\`\`\`

A check is stable, or it is in the nursery: then it runs only where its level is set, or where \`netpol check --check NAME\`
asks for it, and may change in any release.
`;

/** The text of docs/checks.md. */
export function checksDocument(): string {
  const metas = CHECKS.map(({ meta }) => meta);
  return [
    INTRODUCTION,
    ['| Check | Severity | What it finds |', '| --- | --- | --- |', ...metas.map(row)].join('\n'),
    '',
    ...metas.map(chapter),
  ].join('\n').trimEnd() + '\n';
}

function row({ name, severity, summary }: CheckMeta): string {
  return `| [\`${name}\`](#${name}) | ${severity} | ${summary} |`;
}

function chapter(meta: CheckMeta): string {
  const { name, severity, status, since, summary, bad, good, why, links } = meta;
  const isNew = status === 'nursery' ? ', in the nursery' : '';
  return [
    `## ${name}`,
    `${summary}`,
    `Severity: ${severity}${isNew}. Since ${since}.`,
    '### Avoid',
    ...example(bad),
    '### Prefer',
    ...mending(bad, good),
    '### Why',
    why,
    '### Links',
    links.map(({ title, url }) => `- [${title}](${url})`).join('\n'),
  ].join('\n\n') + '\n';
}

function example({ manifests, cluster }: CheckExample): string[] {
  return [block('yaml', manifests.trim()), ...cluster === undefined ? [] : [block('ts', optionsFor(cluster))]];
}

/** What makes the good example of the bad one: the manifests as a difference, the cluster as it should be. */
function mending(bad: CheckExample, good: CheckExample): string[] {
  const isSameCluster = JSON.stringify(bad.cluster) === JSON.stringify(good.cluster);
  return [
    ...bad.manifests === good.manifests ? [] : [block('diff', difference(bad.manifests, good.manifests))],
    ...isSameCluster || good.cluster === undefined ? [] : [block('ts', optionsFor(good.cluster))],
  ];
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** The cluster as an app describes it. */
function optionsFor({ networkDriver, serviceTranslation, serviceCidrs }: ExampleCluster): string {
  if (networkDriver === undefined) {
    return 'NetworkPolicyValidation.of(app);';
  }
  const cidrs = serviceCidrs?.map(cidr => `'${cidr}'`).join(', ');
  const facts = serviceTranslation === undefined ? []
    : [`  facts: { serviceTranslation: ServiceTranslation.${memberOf(ServiceTranslation, serviceTranslation)}, serviceCidrs: [${cidrs}] },`];
  return [
    'NetworkPolicyValidation.of(app, {',
    `  target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.${memberOf(NetworkDriver, networkDriver)} }),`,
    ...facts,
    '});',
  ].join('\n');
}

function memberOf(members: Readonly<Record<string, string>>, value: string): string {
  const found = Object.entries(members).find(([, other]) => other === value);
  if (found === undefined) {
    throw new Error(`no member has the value ${value}`);
  }
  return found[0];
}

const CONTEXT = 4;

/** The lines that differ, with the lines before and behind. */
function difference(before: string, after: string): string {
  const [bad, good] = [before, after].map(text => text.trim().split('\n'));
  const first = bad.findIndex((line, index) => line !== good[index]);
  const start = first < 0 ? bad.length : first;
  const most = Math.min(bad.length, good.length) - start;
  let shared = 0;
  while (shared < most && bad[bad.length - 1 - shared] === good[good.length - 1 - shared]) {
    shared += 1;
  }
  return [
    ...bad.slice(Math.max(0, start - CONTEXT), start).map(line => `  ${line}`),
    ...bad.slice(start, bad.length - shared).map(line => `- ${line}`),
    ...good.slice(start, good.length - shared).map(line => `+ ${line}`),
    ...bad.slice(bad.length - shared).slice(0, CONTEXT).map(line => `  ${line}`),
  ].join('\n');
}

/** The schema of netpol.yaml with the names of the checks. */
export function configSchema(): string {
  const schema = JSON.parse(readFileSync(CONFIG_SCHEMA, 'utf8')) as { definitions: { checks: { propertyNames: { enum: string[] } } } };
  schema.definitions.checks.propertyNames.enum = CHECKS.map(({ meta }) => meta.name);
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

if (require.main === module) {
  writeFileSync(CONFIG_SCHEMA, configSchema());
  writeFileSync(CHECKS_DOC, checksDocument());
}
