import { Terminal } from './terminal';
import { Problem } from '../model/finding';
import { renderProblem } from '../render/human';
import { count } from '../wording/lists';

/** Says all that is wrong with the input, in the order in which it was found. */
export function writeProblems(problems: readonly Problem[], terminal: Terminal): void {
  problems.forEach(problem => terminal.writeError(`${renderProblem(problem)}\n\n`));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    terminal.writeError(`${count(errors, 'error')}; nothing was answered\n`);
  }
}

/** Says what the answer cannot say. */
export function warn(message: string, help: string, terminal: Terminal): void {
  terminal.writeError(`warning[output]: ${message}\nhelp: ${help}\n\n`);
}
