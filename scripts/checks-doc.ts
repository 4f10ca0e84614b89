// Writes docs/checks.md from what the checks say about themselves, and their names into the schema of netpol.yaml;
// `npm run docs` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../src/checks/all';
import { CheckExample, CheckMeta, ExampleCluster } from '../src/checks/check';
import { CiliumVersion, NetworkDriver, PolicyEnforcementMode, ServiceTranslation } from '../src/index';

export const CHECKS_DOC = path.join(__dirname, '..', 'docs', 'checks.md');

export const CONFIG_SCHEMA = path.join(__dirname, '..', 'schema', 'netpol.schema.json');

const INTRODUCTION = `# Checks

<!-- Generated from src/checks by \`npm run docs\`. Do not edit. -->

What \`NetworkPolicyValidation\` looks for at every synth, beside the assertions that an app makes, and \`netpol check\` in
any manifests. An error stops the synth, a warning does not, and neither does an info, which is advice. A whole check is made
more or less grave, or switched off, by its level, and with \`failOn: CheckLevel.WARNING\` the validation is strict:

\`\`\`ts
NetworkPolicyValidation.of(app, {
  accepted: [{ check: 'dns-blocked', reason: 'these pods look nothing up', constructPath: 'shop/batch' }],
  checks: { 'selects-nothing': CheckLevel.ERROR, 'enforcement-assumed': CheckLevel.OFF },
  failOn: CheckLevel.WARNING,
});
\`\`\`

For the command this stands in \`netpol.yaml\` of the working folder; \`netpol check --strict\` fails on warnings:

\`\`\`yaml
checks:
  selects-nothing: error
  enforcement-assumed: off
accepted:
  - check: dns-blocked
    object: Deployment shop/batch
    reason: these pods look nothing up
\`\`\`

## Accepting a finding

A finding that is all right is accepted with a reason: in an app for a construct and all below it, in \`netpol.yaml\` for an
object, for a \`namespace\`, or without either for the whole check. An object may also accept what is found about it, whoever
reads it:

\`\`\`yaml
metadata:
  annotations:
    netpol.cdk8s-netpol.dev/accept.dns-blocked: these pods look nothing up
\`\`\`

What is accepted is listed in every report with its reason, and makes nothing fail. A finding with several places is accepted
where all of them are. What accepts nothing is a finding itself, \`unused-acceptance\`, since it would hide the next such fault.

## The checks

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
function optionsFor(
  { networkDriver, ciliumVersion, policyEnforcementMode, serviceTranslation, serviceCidrs }: ExampleCluster,
): string {
  if (networkDriver === undefined) {
    return 'NetworkPolicyValidation.of(app);';
  }
  const cidrs = serviceCidrs?.map(cidr => `'${cidr}'`).join(', ');
  const facts = [
    ...policyEnforcementMode === undefined ? []
      : [`policyEnforcementMode: PolicyEnforcementMode.${memberOf(PolicyEnforcementMode, policyEnforcementMode)}`],
    ...serviceTranslation === undefined ? []
      : [`serviceTranslation: ServiceTranslation.${memberOf(ServiceTranslation, serviceTranslation)}, serviceCidrs: [${cidrs}]`],
  ];
  const version = ciliumVersion === undefined ? '' : `, ciliumVersion: CiliumVersion.${memberOf(CiliumVersion, ciliumVersion)}`;
  return [
    'NetworkPolicyValidation.of(app, {',
    `  target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.${memberOf(NetworkDriver, networkDriver)}${version} }),`,
    ...facts.length === 0 ? [] : [`  facts: { ${facts.join(', ')} },`],
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
  const schema = JSON.parse(readFileSync(CONFIG_SCHEMA, 'utf8')) as { definitions: { check: { enum: string[] } } };
  schema.definitions.check.enum = CHECKS.map(({ meta }) => meta.name);
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

if (require.main === module) {
  writeFileSync(CONFIG_SCHEMA, configSchema());
  writeFileSync(CHECKS_DOC, checksDocument());
}
