import { CLUSTER_DETAILS } from '../config/options';
import { FOCUS_OPTIONS } from '../focus';
import { INPUT_DETAILS, INPUT_OPTIONS } from '../read-paths';
import { Verb } from '../verb';

/** What `--format` takes; the first one is the default. */
const DIFF_FORMATS = ['text', 'json', 'md', 'csv'];

/** `netpol diff`: what the step from some manifests to others opens and closes. */
export const diffVerb: Verb = {
  name: 'diff',
  summary: 'what a change of manifests opens, closes and makes unknown',
  usage: 'OLD NEW [options], or netpol diff --git REV PATH... [options]',
  options: [
    { name: 'git', value: 'REV', summary: 'what the working folder changed since then; REV..REV for two, REV...REV since they parted' },
    { name: 'format', value: 'FORMAT', choices: DIFF_FORMATS, summary: 'how to write the answer' },
    { name: 'by', value: 'END', choices: ['destination', 'source'], summary: 'the end at which rows are joined first' },
    { name: 'exit-code', summary: 'end with 1 if anything opened; what was denied and is unknown now counts as opened' },
    ...FOCUS_OPTIONS,
    ...INPUT_OPTIONS,
  ],
  example: 'netpol diff --git main k8s/ --format md --exit-code',
  details: [
    'OLD and NEW are each a file, a folder, `-` for stdin, a lock file, or a list that `netpol list PATH --format json` wrote',
    'for all connections. With --git both are the PATHs, once as the revision has them and once as the working folder or',
    'the other revision has them. git is the only program that is ever started, and only then: nothing is checked out or',
    'fetched, and no hook is run. What is known about the cluster is the same for both.',
    '',
    ...INPUT_DETAILS,
    '',
    'formats:',
    '  text  what opened, what became unknown, what closed, each as rows; and the ways in from outside that changed',
    '  json  every pair of endpoints that changed, of the form of schema/diff.schema.json',
    '  md    a comment for a pull request: a line that sums up, and tables',
    '  csv   a line for each way in which each pair changed',
    '',
    ...CLUSTER_DETAILS,
  ],
  run: (args, terminal) => {
    // Other verbs do not need it: it is in a file of its own (scripts/bundle.mjs).
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runDiff } = require('../run-diff') as typeof import('../run-diff');
    return runDiff(args, terminal);
  },
};
