// `npm run docs:rules`: writes docs/rules.md from what the rules say about themselves.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../src/checks/all';
import { TARGET_RULES } from '../src/checks/all-target';
import { RuleMeta } from '../src/checks/check';
import { TargetRuleMeta } from '../src/checks/target-rule';

export const RULES_DOC = path.join(__dirname, '..', 'docs', 'rules.md');

const INTRODUCTION = `# Rules

<!-- Generated from src/rules by \`npm run docs:rules\`. Do not edit. -->

What \`NetworkPolicyValidation\` looks for at every synth, beside the assertions that an app makes. An error stops the
synth, a warning does not. A finding that is all right is accepted by the name of its rule and with a reason:

\`\`\`ts
NetworkPolicyValidation.of(app, {
  accepted: [{ rule: 'dns-blocked', reason: 'these pods look nothing up', constructPath: 'shop/batch' }],
});
\`\`\`
`;

/** The text of docs/rules.md. */
export function rulesDocument(): string {
  const metas = [...RULES, ...TARGET_RULES].map(({ meta }) => meta);
  return [
    INTRODUCTION,
    ['| Rule | Severity | What it finds |', '| --- | --- | --- |', ...metas.map(row)].join('\n'),
    '',
    ...RULES.map(({ meta }) => [about(meta), block('Wrong', 'yaml', meta.bad.trim()), block('Mended', 'diff', mending(meta))].join('\n')),
    '# Rules about the cluster\n\nThey speak up when the validation is told, or not told, which cluster the policies are meant for (`target`).\n',
    ...TARGET_RULES.map(({ meta }) => about(meta)),
  ].join('\n').trimEnd() + '\n';
}

function row({ name, severity, summary }: RuleMeta | TargetRuleMeta): string {
  return `| [\`${name}\`](#${name}) | ${severity} | ${summary} |`;
}

function about({ name, severity, summary, why }: RuleMeta | TargetRuleMeta): string {
  return `## ${name}\n\n${summary} ${severity === 'error' ? 'An error.' : 'A warning.'}\n\n${why}\n`;
}

function block(title: string, language: string, text: string): string {
  return `${title}:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
}

const CONTEXT = 4;

/** What makes the good example of the bad one, with the lines before and behind. */
function mending(meta: RuleMeta): string {
  const [bad, good] = [meta.bad, meta.good].map(text => text.trim().split('\n'));
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

if (require.main === module) {
  writeFileSync(RULES_DOC, rulesDocument());
}
