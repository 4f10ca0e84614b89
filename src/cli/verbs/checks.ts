import { Verb } from '../verb';

/** `netpol checks`: what `netpol check` looks for. */
export const checksVerb: Verb = {
  name: 'checks',
  summary: 'what `netpol check` looks for: all checks, or all about one',
  usage: '[NAME] [options]',
  options: [{ name: 'format', value: 'FORMAT', choices: ['text', 'json'], summary: 'how to write the answer' }],
  example: 'netpol checks dns-blocked',
  details: [
    'Without NAME, the list of all checks: how grave what they find is, and whether they are stable, or in the nursery: then',
    'they run only where they are asked for by name, and may change in any release. With NAME, why that is wrong, and',
    'manifests in which it is wrong and right. NAME is what stands in the brackets of a message.',
    '',
    'formats:',
    '  text  for people; the first one is the default',
    '  json  all about each check, of the form of schema/checks.schema.json',
  ],
  run: (args, terminal) => {
    // The checks are in a file of their own (scripts/bundle.mjs).
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { showChecks } = require('../run-checks') as typeof import('../run-checks');
    return showChecks(args, terminal);
  },
};
