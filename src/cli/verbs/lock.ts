import { CLUSTER_DETAILS } from '../config/options';
import { INPUT_DETAILS, INPUT_OPTIONS } from '../read-paths';
import { Verb } from '../verb';

/** `netpol lock`: the connections of some manifests in a file, and whether any have opened since. */
export const lockVerb: Verb = {
  name: 'lock',
  summary: 'write all connections into a file, or fail when some have opened since',
  usage: 'PATH... [options], or netpol lock --check PATH... [options]',
  options: [
    { name: 'check', summary: 'write nothing, and end with 1 if anything opened or became unknown since' },
    { name: 'file', value: 'FILE', summary: 'the file; `reachability.lock` in the working folder unless told' },
    ...INPUT_OPTIONS,
  ],
  example: 'netpol lock k8s/',
  details: [
    'The file is made to be committed: a line for each connection, which changes only when that does. With --check, what',
    'opened or became unknown is an error that names the policies that admit it and the command that accepts it; what closed',
    'is said in a line. Nothing is written of an input of which a part is left out, unless --keep-going says so.',
    'The file names the dialect. Facts about the cluster are not in it: tell both runs, and an app that compares, the same.',
    '',
    ...INPUT_DETAILS,
    '',
    '',
    ...CLUSTER_DETAILS,
  ],
  run: (args, terminal) => {
    // Other verbs do not need it: it is in a file of its own (scripts/bundle.mjs).
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runLock } = require('../run-lock') as typeof import('../run-lock');
    return runLock(args, terminal);
  },
};
