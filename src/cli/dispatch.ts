import { readArguments } from './arguments';
import { ExitCode } from './exit-code';
import { generalHelp, usageLine, verbHelp } from './help';
import { Terminal } from './terminal';
import { Verb } from './verb';
import { VERBS } from './verbs/all';
import { WrongUsage } from './wrong-usage';
import { nearest } from '../sets/nearest';
import { sentence, visibleLines } from '../sets/visible';

const HELP = ['help', '--help', '-h'];

/** Runs the verb that the arguments name. Never throws. */
export async function dispatch(args: readonly string[], machine: Terminal): Promise<ExitCode> {
  const terminal = withVisibleText(machine);
  const [name, ...rest] = args;
  try {
    if (HELP.includes(name)) {
      terminal.writeOut(rest.length === 0 ? generalHelp(VERBS) : verbHelp(findVerb(rest[0])));
      return ExitCode.FINE;
    }
    if (name === '--version') {
      terminal.writeOut(`${terminal.version}\n`);
      return ExitCode.FINE;
    }
    if (name === undefined) {
      throw new WrongUsage('there is no verb', '`netpol help` lists the verbs');
    }
    return await runVerb(findVerb(name), rest, terminal);
  } catch (error) {
    return report(error, 'usage: netpol VERB ...', terminal);
  }
}

/**
 * Whoever makes lines of values makes them visible. Here that is made sure of for all but line breaks, which are no
 * longer told from those that are meant; and JSON, of which the strings are data, gets its escapes.
 */
function withVisibleText(terminal: Terminal): Terminal {
  return Object.create(terminal, {
    writeOut: { value: (text: string) => terminal.writeOut(visibleLines(text)) },
    writeError: { value: (text: string) => terminal.writeError(visibleLines(text)) },
  }) as Terminal;
}

function findVerb(name: string): Verb {
  const verb = VERBS.find(candidate => candidate.name === name);
  if (verb === undefined) {
    const meant = nearest(name, VERBS.map(candidate => candidate.name));
    throw new WrongUsage(`\`${name}\` is not a verb`,
      meant === undefined ? '`netpol help` lists the verbs' : `did you mean \`netpol ${meant}\`?`);
  }
  return verb;
}

async function runVerb(verb: Verb, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (args.some(argument => argument === '--help' || argument === '-h')) {
    terminal.writeOut(verbHelp(verb));
    return ExitCode.FINE;
  }
  try {
    return await verb.run(readArguments(args, verb.options), terminal);
  } catch (error) {
    return report(error, usageLine(verb.name, verb.usage), terminal);
  }
}

function report(error: unknown, usage: string, terminal: Terminal): ExitCode {
  if (error instanceof WrongUsage) {
    terminal.writeError(`error[usage]: ${sentence(error.message)}\nhelp: ${sentence(error.help)}\n${usage}\n`);
    return ExitCode.WRONG_USAGE;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.writeError(`error[internal]: ${sentence(message)}\nhelp: this is a fault of netpol; please report it with the input\n`);
  return ExitCode.INTERNAL_ERROR;
}
