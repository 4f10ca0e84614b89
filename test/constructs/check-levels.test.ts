import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { newApp, removeApps, checksIn, synthesize } from './validated';
import {
  AllowPods, CheckLevel, Direction, ExistingCluster, NetworkDriver, NetworkPolicyValidation,
  NetworkPolicyValidationOptions, Pods,
} from 'cdk8s-netpol';

afterAll(removeApps);

/** An app with a policy that selects nothing, which is a warning. */
function synthesizeTypo(options: NetworkPolicyValidationOptions) {
  const app = newApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new kplus.Deployment(chart, 'web', { podMetadata: { labels: { app: 'web' } }, containers: [{ image: 'web' }] });
  new AllowPods(chart, 'typo', {
    subject: Pods.labeled({ app: 'wbe' }), peers: [Pods.labeled({ app: 'web' })], direction: Direction.INGRESS,
  });
  NetworkPolicyValidation.of(app, {
    target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO }), ...options,
  });
  return synthesize(app);
}

const ROWS: Record<string, [NetworkPolicyValidationOptions, string[], string[]]> = {
  'as the check says': [{}, [], ['warning selects-nothing']],
  'made an error, it stops the synth': [{ checks: { 'selects-nothing': CheckLevel.ERROR } }, ['error selects-nothing'], []],
  'made advice, it is still printed': [{ checks: { 'selects-nothing': CheckLevel.INFO } }, [], ['info selects-nothing']],
  'switched off, nothing is said': [{ checks: { 'selects-nothing': CheckLevel.OFF } }, [], []],
  'warnings may stop the synth too': [{ failOn: CheckLevel.WARNING }, ['warning selects-nothing'], []],
  'advice stops it only where that is wanted': [
    { checks: { 'selects-nothing': CheckLevel.INFO }, failOn: CheckLevel.WARNING }, [], ['info selects-nothing'],
  ],
  'advice that is wanted to': [
    { checks: { 'selects-nothing': CheckLevel.INFO }, failOn: CheckLevel.INFO }, ['info selects-nothing'], [],
  ],
};

test.each(Object.entries(ROWS))('a finding of a check: %s', (_, [options, errors, others]) => {
  const { error, warnings, written } = synthesizeTypo(options);
  expect([checksIn(error), checksIn(warnings)]).toEqual([errors, others]);
  expect(written.length).toBe(errors.length === 0 ? 1 : 0);
});

test.each([
  [
    'a slip of the pen', { checks: { 'selects-nothin': CheckLevel.OFF } },
    '`NetworkPolicyValidation.of`: `checks` names `selects-nothin`, which is no check\nhelp: did you mean `selects-nothing`?',
  ],
  [
    'an assertion', { checks: { 'must-reach': CheckLevel.OFF } },
    /^`NetworkPolicyValidation.of`: `checks` names `must-reach`, which is no check\nhelp: the checks are not-enforced, /,
  ],
  [
    'a level that there is not', { checks: { 'dns-blocked': 'fatal' as CheckLevel } },
    '`NetworkPolicyValidation.of`: `checks[\'dns-blocked\']` is `fatal`, which is no level\n'
    + 'help: write one of `CheckLevel`: error, warning, info, off',
  ],
  [
    'to fail on nothing', { failOn: CheckLevel.OFF },
    '`NetworkPolicyValidation.of`: `failOn` is `off`, which nothing that is found can be\n'
    + 'help: write `CheckLevel.ERROR`, `CheckLevel.WARNING` or `CheckLevel.INFO`',
  ],
] as const)('refused where it is given: %s', (_, options, message) => {
  const refused = () => NetworkPolicyValidation.of(newApp(), options);
  expect(refused).toThrow(typeof message === 'string' ? new Error(message) : message);
});
