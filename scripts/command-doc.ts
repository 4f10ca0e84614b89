// Writes docs/command.md from the help of the verbs, and from what their examples print; `npm run docs` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generalHelp, verbHelp } from '../src/cli/help';
import { Verb } from '../src/cli/verb';
import { VERBS } from '../src/cli/verbs/all';
import { netpol, Run } from '../test/cli/terminal';

const ROOT = path.join(__dirname, '..');

export const COMMAND_DOC = path.join(ROOT, 'docs', 'command.md');

/** The folder of the examples, in which there is a mistake to find. */
const SHOP = readFileSync(path.join(ROOT, 'test', 'cli', 'golden', 'check', 'shop.yaml'), 'utf8');

const INTRODUCTION = `# The command

<!-- Generated from src/cli/verbs by \`npm run docs\`. Do not edit. -->

\`npx -p cdk8s-netpol netpol\`, or \`netpol\` where the package is installed; with \`kubectl-netpol\` on the path,
\`kubectl netpol\`. Below is what \`netpol help VERB\` says of each verb, and what its example prints. Examples are about this
folder, \`k8s/\`, but for those that ask a repository or a shell:

${block('yaml', SHOP.trim())}
`;

/** The text of docs/command.md. */
export async function commandDocument(): Promise<string> {
  const chapters: string[] = [];
  for (const verb of VERBS) {
    chapters.push(await chapter(verb));
  }
  return [INTRODUCTION, block('text', generalHelp(VERBS).trimEnd()), ...chapters].join('\n').trimEnd() + '\n';
}

async function chapter(verb: Verb): Promise<string> {
  const run = await runExample(verb);
  return [
    `\n## netpol ${verb.name}\n`,
    block('text', verbHelp(verb).trimEnd()),
    ...run === undefined ? [] : [`\n\`${verb.example}\` ends with ${run.code} and prints\n`, block('text', printed(run).trimEnd())],
  ].join('\n');
}

/** What the example of a verb does; undefined for one that needs more than the folder, or writes into it. */
export async function runExample({ name, example }: Verb): Promise<Run | undefined> {
  const [command, ...args] = example.split(' ');
  return command !== 'netpol' || args.includes('--git') || name === 'lock' ? undefined : netpol(args, { 'k8s/shop.yaml': SHOP });
}

function printed({ out, err }: Run): string {
  return `${out}${err}`;
}


function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

if (require.main === module) {
  void commandDocument().then(text => writeFileSync(COMMAND_DOC, text));
}
