import { CLUSTER_DETAILS } from '../config/options';
import { FOCUS_OPTIONS } from '../focus';
import { INPUT_DETAILS, INPUT_OPTIONS } from '../read-paths';
import { Verb } from '../verb';

/** `--from` and `--to` stand in their place. */
const REPLACED: readonly string[] = ['dialect', 'driver'];

/** `netpol upgrade`: what changes for the same manifests when something else enforces them. */
export const upgradeVerb: Verb = {
  name: 'upgrade',
  summary: 'what changes for the same manifests on another version or network driver',
  usage: '--from NAME --to NAME PATH... [options]',
  options: [
    { name: 'from', value: 'NAME', summary: 'what enforces the policies now: cilium-1.15, calico, kubernetes, kubernetes-1.35' },
    { name: 'to', value: 'NAME', summary: 'what is to enforce them' },
    { name: 'format', value: 'FORMAT', choices: ['text', 'json'], summary: 'how to write the answer' },
    { name: 'by', value: 'END', choices: ['destination', 'source'], summary: 'the end at which rows are joined first' },
    { name: 'exit-code', summary: 'end with 1 if anything opens, perhaps too, or a policy stops being enforced or accepted' },
    ...FOCUS_OPTIONS,
    ...INPUT_OPTIONS.filter(({ name }) => !REPLACED.includes(name)),
  ],
  example: 'netpol upgrade --from cilium-1.15 --to cilium-1.20 k8s/',
  details: [
    'NAME is whatever --dialect and --driver of other verbs take: `kubernetes` for its documentation, a version of Cilium',
    'with or without its patch release, another network driver. `kubernetes-1.36` is the documentation and an API server of',
    'that version, which may refuse texts of policies that older ones took.',
    'The answer says that both are equal; or names every connection that changes, each change with one flow that shows it',
    'and the policies and rules that decide about that in both; and every policy that is enforced or accepted by one of them',
    'only. What is unknown in one of the two, or in both, is never said to be equal. ICMP is left out.',
    'What else is known about the cluster is the same for both. --policy-controller stands beside the drivers that are named.',
    '',
    ...INPUT_DETAILS,
    '',
    'formats:',
    '  text  what opens, what becomes unknown, what closes, each with a flow that shows it; ways in; policies',
    '  json  the same, of the form of schema/upgrade.schema.json',
    '',
    ...CLUSTER_DETAILS,
  ],
  run: (args, terminal) => {
    // Other verbs do not need it: it is in a file of its own (scripts/bundle.mjs).
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runUpgrade } = require('../run-upgrade') as typeof import('../run-upgrade');
    return runUpgrade(args, terminal);
  },
};
