import { Arguments, Option } from './arguments';
import { CHECK_NAMES } from './config/check-levels';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';
import { Verb } from './verb';
import { WrongUsage } from './wrong-usage';
import { CompletedOption, CompletedVerb, COMPLETIONS } from '../render/completion';
import { nearest } from '../sets/nearest';
import { listed } from '../wording/lists';

/** Runs `netpol completion`. */
export async function showCompletion(args: Arguments, verbs: readonly Verb[], terminal: Terminal): Promise<ExitCode> {
  const shells = Object.keys(COMPLETIONS);
  const [shell, ...others] = args.operands;
  if (shell === undefined || others.length > 0) {
    throw new WrongUsage(shell === undefined ? 'there is no SHELL' : 'there is more than one SHELL', `name one of ${listed(shells)}`);
  }
  if (!shells.includes(shell)) {
    const meant = nearest(shell, shells);
    throw new WrongUsage(`\`${shell}\` is no shell that is known`,
      meant === undefined ? `it knows ${listed(shells)}` : `did you mean \`${meant}\`?`);
  }
  terminal.writeOut(COMPLETIONS[shell](verbs.map(completed)));
  return ExitCode.FINE;
}

/** The only options whose values are names of checks. */
const OF_CHECKS: readonly string[] = ['check', 'skip'];

const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  checks: CHECK_NAMES, completion: Object.keys(COMPLETIONS),
};

function completed({ name, summary, options }: Verb): CompletedVerb {
  return { name, summary, operands: OPERANDS[name] ?? [], options: options.map(completedOption) };
}

function completedOption({ name, short, summary, value, choices }: Option): CompletedOption {
  return { name, short, summary, value, values: choices ?? (OF_CHECKS.includes(name) ? CHECK_NAMES : []) };
}
