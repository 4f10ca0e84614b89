import { Terminal } from './terminal';
import { Problem } from '../model/finding';
import { renderLikeProblems } from '../render/human';
import { sentence } from '../sets/visible';
import { count } from '../wording/lists';

/** What was left out may hold policies and pods. */
export const PARTIAL = 'partial: something was left out, and these verdicts hold for what was read only';

/** Says all that is wrong with the input, in the order in which it was found. */
export function writeProblems(
  problems: readonly Problem[], terminal: Terminal, render: (alike: readonly Problem[]) => string = renderLikeProblems,
): void {
  const groups = alike(problems);
  const shown = groups.length <= MOST_SHOWN ? groups
    : [...groups.filter(isOfErrors), ...groups.filter(group => !isOfErrors(group))].slice(0, MOST_SHOWN);
  shown.forEach(group => terminal.writeError(`${render(group)}\n\n`));
  if (shown.length < groups.length) {
    terminal.writeError(`and ${count(groups.length - shown.length, 'message')} more\n\n`);
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    terminal.writeError(`${count(errors, 'error')}; nothing was answered\n`);
  }
}

/** Nobody reads more at once; errors go before warnings then. */
const MOST_SHOWN = 1_000;

function isOfErrors([{ severity }]: readonly Problem[]): boolean {
  return severity === 'error';
}

/** One message is enough for so many problems that differ only in their place. */
const FOLDED = 3;

/** The problems in groups that share a message but for the object and places in lists, in the order of the first of each. */
function alike(problems: readonly Problem[]): Problem[][] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { severity, message, help, at: { object } } = problem;
    const key = JSON.stringify([severity, message.replace(object, ''), help]).replace(/\[\d+\]/g, '[]');
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [problem]);
    } else {
      group.push(problem);
    }
  }
  return [...groups.values()].flatMap(group => (group.length < FOLDED ? group.map(problem => [problem]) : [group]));
}

/** Why the answer cannot say something, and what to do about it. */
export interface Reason {
  readonly what?: string;
  readonly help: string;
}

/** Says what the answer cannot say. */
export function warn(message: string, reasons: readonly Reason[], terminal: Terminal): void {
  const notes = [...new Set(reasons.flatMap(({ what }) => what ?? []))].map(what => `note: ${sentence(what)}\n`);
  const help = [...new Set(reasons.map(reason => reason.help))].map(text => `help: ${sentence(text)}\n`);
  terminal.writeError(`warning[output]: ${sentence(message)}\n${notes.join('')}${help.join('')}\n`);
}
