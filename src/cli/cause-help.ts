import { Cause } from '../wording/traces';

/** What a user of the command can do about a doubt, by the id of its cause. */
const HELP: ReadonlyMap<string, string> = new Map([
  ['pod-address', 'declare where pods get theirs with `--pod-cidr CIDR`, or say `--external-blocks`'],
  ['dropped-protocol', 'say whether it does with the fact `sctpEnabled`, in netpol.yaml or `--facts FILE`'],
  ['patch-release', 'give the label another key, or say which patch release it is: `--dialect cilium-1.20.2`'],
  ['node-address', 'declare where nodes get theirs with `--node-cidr CIDR`, or say `--external-blocks`'],
]);

/** A policy that is not simulated has its own cause, which names it. */
const UNSIMULATED = 'unsimulated-policy ';

/** The cause with what a user of the command can do about it. */
export function inWordsOfTheCommand(cause: Cause): Cause {
  const help = cause.id.startsWith(UNSIMULATED)
    ? 'read what that policy does, or say with `--dialect` what enforces the policies'
    : HELP.get(cause.id);
  return help === undefined ? cause : { ...cause, help };
}
