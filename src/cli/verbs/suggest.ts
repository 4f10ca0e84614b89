import { CONNECTION_OPTIONS, END_DETAILS } from '../asked-connection';
import { CLUSTER_DETAILS } from '../config/options';
import { INPUT_DETAILS, INPUT_OPTIONS } from '../read-paths';
import { SUGGESTION_FORMATS } from '../suggestion-formats';
import { Verb } from '../verb';

/** `netpol suggest`: policies that make a connection possible. */
export const suggestVerb: Verb = {
  name: 'suggest',
  summary: 'the fewest policies that make a connection possible, and nothing else',
  usage: 'PATH... --from END --to END [options]',
  options: [
    ...CONNECTION_OPTIONS,
    { name: 'format', value: 'FORMAT', choices: SUGGESTION_FORMATS, summary: 'how to write the policies' },
    ...INPUT_OPTIONS,
  ],
  example: 'netpol suggest k8s/ --from shop/web --to shop/orders --port tcp/8080',
  details: [
    ...END_DETAILS,
    '',
    'The policies are to be added to those of the input: `netpol suggest ... > web-to-db.yaml`. That they open the',
    'connection, that nothing of them can be left out and what else they change was simulated; stderr says what they',
    'cannot do, and what they change beside, and the exit code is 1 then. Nothing is written where the connection is',
    'possible already.',
    '',
    'formats:',
    '  yaml        NetworkPolicies',
    '  constructs  the same as constructs of cdk8s-netpol, in TypeScript',
    '  json        the same as a List in JSON',
    '',
    ...INPUT_DETAILS,
    '',
    ...CLUSTER_DETAILS,
  ],
  run: (args, terminal) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runSuggest } = require('../run-suggest') as typeof import('../run-suggest');
    return runSuggest(args, terminal);
  },
};
