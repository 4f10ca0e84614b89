import { Arguments, Option } from './arguments';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';

/** One thing that the command does: `netpol list`. A verb is one file in `verbs/`, and `verbs/all.ts` names it. */
export interface Verb {
  readonly name: string;
  /** One line, for the list of verbs. */
  readonly summary: string;
  /** What stands behind the name: `PATH... [options]`. */
  readonly usage: string;
  readonly options: readonly Option[];
  /** A line to try: the usual use. */
  readonly example: string;
  /** Whatever else `netpol help` says about it. */
  readonly details: readonly string[];
  /** @throws WrongUsage when the arguments do not make sense */
  run(args: Arguments, terminal: Terminal): Promise<ExitCode>;
}
