import { Option } from './arguments';
import { Verb } from './verb';
import { renderColumns } from '../render/columns';

const EXIT_CODES = [
  ['0', 'answered; warnings, if any, are on stderr'],
  ['1', 'answered, and `check` found what --fail-on asks for'],
  ['2', 'the command line does not make sense'],
  ['3', 'something cannot be read, and nothing was answered; or something was left out, and the rest was answered'],
  ['4', 'a fault of netpol itself'],
  ['5', 'the answer or a message cannot be written, as on a full disk'],
];

/** What `netpol help` prints. */
export function generalHelp(verbs: readonly Verb[]): string {
  return lines(
    'netpol: what may talk to what, according to the network policies of a Kubernetes cluster',
    '',
    'usage: netpol VERB ...',
    '',
    'verbs:',
    ...table([
      ...verbs.map(({ name, summary }) => [name, summary]),
      ['help [VERB]', 'this text, or that of a verb'],
      ['--version', 'the version of netpol'],
    ]),
    '',
    'exit codes:',
    ...table(EXIT_CODES),
  );
}

/** What `netpol help VERB` prints. */
export function verbHelp({ name, summary, usage, options, example, details }: Verb): string {
  return lines(
    `netpol ${name}: ${summary}`,
    '',
    usageLine(name, usage),
    `example: ${example}`,
    ...options.length === 0 ? [] : ['', 'options:', ...table(options.flatMap(describe))],
    '',
    ...details,
    '',
    'exit codes:',
    ...table(EXIT_CODES),
  );
}

/** `usage: netpol list PATH... [options]` */
export function usageLine(name: string, usage: string): string {
  return `usage: netpol ${name} ${usage}`;
}

function describe({ name, short, value, summary, choices }: Option): string[][] {
  const written = `${short === undefined ? '' : `-${short}, `}--${name}`;
  return [
    [value === undefined ? written : `${written} ${value}`, summary],
    ...inLines(choices ?? []).map(line => ['', line]),
  ];
}

/** So many characters fit beside the options. */
const CHOICES_WIDTH = 90;

function inLines(choices: readonly string[]): string[] {
  return choices.reduce<string[]>((all, choice, index) => {
    const last = all[all.length - 1];
    const text = index === choices.length - 1 ? choice : `${choice},`;
    return last === undefined || last.length + text.length >= CHOICES_WIDTH
      ? [...all, text] : [...all.slice(0, -1), `${last} ${text}`];
  }, []);
}

function table(rows: readonly (readonly string[])[]): string[] {
  return renderColumns(rows).map(line => `  ${line}`);
}

function lines(...all: readonly string[]): string {
  return all.map(line => `${line}\n`).join('');
}
