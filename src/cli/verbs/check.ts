import { FAIL_ON, FINDINGS_FORMATS } from '../check-choices';
import { CLUSTER_DETAILS, KUBERNETES_OPTION } from '../config/options';
import { INPUT_DETAILS, INPUT_OPTIONS } from '../read-paths';
import { Verb } from '../verb';

/** `netpol check`: what is wrong with the policies of some manifests. */
export const checkVerb: Verb = {
  name: 'check',
  summary: 'what people get wrong in policies: what is blocked, open or without effect unintended',
  usage: 'PATH... [options]',
  options: [
    { name: 'format', value: 'FORMAT', choices: FINDINGS_FORMATS, summary: 'how to write the findings' },
    { name: 'fail-on', value: 'SEVERITY', choices: FAIL_ON, summary: 'end with 1 if anything found is at least as grave' },
    { name: 'strict', summary: 'end with 1 if there is a warning, as `--fail-on warning`' },
    { name: 'quiet', summary: 'say only what makes it fail, and nothing at all where nothing does' },
    { name: 'check', value: 'NAME', isRepeatable: true, summary: 'only this check, also one of the nursery; may be given again' },
    { name: 'skip', value: 'NAME', isRepeatable: true, summary: 'without this check; may be given again' },
    ...INPUT_OPTIONS,
    KUBERNETES_OPTION,
  ],
  example: 'netpol check k8s/ --driver calico --strict',
  details: [
    ...INPUT_DETAILS,
    '',
    'What is wrong with the input itself goes to stderr and counts for --fail-on as well. What is found in a part of the',
    'input may be mended by what was left out of it, so that the exit code is 3 then, unless --keep-going says otherwise.',
    'Checks, and how grave their findings are, can be set in `netpol.yaml`: `checks: { dns-blocked: warning }`, or `off`.',
    'A finding that is all right is accepted with a reason, by an annotation of the object that the message names,',
    '`netpol.cdk8s-netpol.dev/accept.CHECK: REASON`, or in `netpol.yaml`, for an `object` or a `namespace`:',
    '`accepted: [{ check: dns-blocked, namespace: shop, reason: REASON }]`. It is listed at the end then and does not',
    'count; what accepts nothing is a finding.',
    '',
    'formats:',
    '  text    the findings, each with its place, its evidence and what to do, and a line that counts them',
    '  plain   the same for screen readers: nothing is drawn, each line says by its first word what it is',
    '  json    the same as data, of the form of schema/check.schema.json',
    '  sarif   SARIF 2.1.0, for code scanning; what is accepted is suppressed there',
    '  github  annotations of GitHub Actions, which shows ten of each severity',
    '  junit   XML of JUnit: each check and each finding is a test',
    '  gitlab  the code quality report of GitLab, without what is accepted',
    'In the last four, what is wrong with the input is among the findings, as `input`, also where nothing can be answered.',
    'Files are named there as PATH names them: run it at the root of the repository, with paths from there.',
    '',
    ...CLUSTER_DETAILS,
  ],
  run: (args, terminal) => {
    // No other verb needs the checks, which are a fifth of the command: they are a file of their own (scripts/bundle.mjs).
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { runCheck } = require('../run-check') as typeof import('../run-check');
    return runCheck(args, terminal);
  },
};
