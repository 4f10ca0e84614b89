import { Cause } from '../wording/traces';

/** Facts that the command takes from a file, by the doubt that they settle. */
const FACTS: ReadonlyMap<string, string> = new Map([['pod-address', 'podCidrs'], ['node-address', 'nodeCidrs']]);

/** The cause with what a user of the command can do about it. */
export function inWordsOfTheCommand(cause: Cause): Cause {
  const fact = FACTS.get(cause.id);
  return fact === undefined ? cause
    : { ...cause, help: `declare ${fact} with \`--facts FILE\`, or say \`--external-blocks\`` };
}
