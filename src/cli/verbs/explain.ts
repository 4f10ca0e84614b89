import { CONNECTION_OPTIONS, END_DETAILS } from '../asked-connection';
import { CLUSTER_DETAILS } from '../config/options';
import { EXPLANATION_FORMATS } from '../explanation-formats';
import { INPUT_DETAILS, INPUT_OPTIONS } from '../read-paths';
import { Verb } from '../verb';

/** `netpol explain`: why a connection is allowed or denied, and who reaches whom. */
export const explainVerb: Verb = {
  name: 'explain',
  summary: 'why a connection is allowed or denied; who reaches a pod, and what it reaches',
  usage: 'PATH... [--from END] [--to END] [options]',
  options: [
    ...CONNECTION_OPTIONS,
    { name: 'transitive', summary: 'with one end: over several pods too, each of which reaches the next' },
    { name: 'format', value: 'FORMAT', choices: EXPLANATION_FORMATS, summary: 'how to write the answer' },
    ...INPUT_OPTIONS,
  ],
  example: 'netpol explain k8s/ --from shop/web --to shop/orders --port tcp/8080',
  details: [
    'With both ends: the verdict, for both directions the policies and rules that isolate and admit, with their lines,',
    'the rule that comes nearest, and policies to add. Without --to: what the end reaches. Without --from: who reaches it.',
    '',
    ...END_DETAILS,
    '',
    'formats:',
    '  text  for people',
    '  json  the same as data, of the form of schema/explain.schema.json',
    '',
    ...INPUT_DETAILS,
    '',
    ...CLUSTER_DETAILS,
  ],
  run: (args, terminal) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runExplain } = require('../run-explain') as typeof import('../run-explain');
    return runExplain(args, terminal);
  },
};
