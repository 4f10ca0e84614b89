import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CHECKS } from '../../src/checks/all';
import { Finding } from '../../src/model/finding';
import { contextOfSnapshot } from '../checks/contexts';
import { evidenceOf } from '../checks/findings';
import { cluster, verdict } from '../fixture';
import { sharedFolder } from '../shared';

const FOLDER = sharedFolder('reports');

/** The checks of src/checks/selectors: a report is asked about selectors alone. */
const NAMES = [
  'null-selector-selects-all', 'and-or-confusion', 'label-on-the-object-not-its-template', 'wrong-namespace',
  'missing-namespace-label', 'unstable-label', 'selects-nothing', 'duplicate-policy',
];

function snapshotOf(file: string) {
  return cluster(readFileSync(path.join(FOLDER!, `${file}.yaml`), 'utf8'));
}

function findingsIn(file: string): Finding[] {
  const context = contextOfSnapshot(snapshotOf(file));
  return CHECKS.filter(({ meta }) => NAMES.includes(meta.name)).flatMap(({ check }) => check(context));
}

/** What is found in each report, as `severity[check]: title`. */
const FOUND: Record<string, readonly string[]> = {
  'k03-and-written-as-or': [
    'warning[and-or-confusion]: ingress rule 1 of policy `directory/lister-in` has two items where one was meant: '
    + 'the namespaceSelector alone admits all pods in access',
  ],
  'k10-cronjob-labels-on-the-object': [
    'warning[label-on-the-object-not-its-template]: ingress rule 1 of policy `cloud/database` asks pods for a label '
    + 'that CronJob `cloud/nightly` has and its pods do not',
  ],
  'k11-empty-lists-of-a-chart': [
    'info[null-selector-selects-all]: `spec.ingress[0].from` of NetworkPolicy records/api is an empty list, so that the rule admits everybody',
    'warning[null-selector-selects-all]: `spec.egress[0].ports` of NetworkPolicy records/flow is null, so that the rule is for every port',
  ],
  'k15-namespace-label-nobody-set': [
    'warning[missing-namespace-label]: egress rule 1 of policy `costs/costs` asks for a label that no namespace has: `name=monitoring`',
  ],
  'k23-label-key-of-another-chart': ['warning[selects-nothing]: egress rule 1 of policy `cd/server` names a peer that matches no pod'],
  'w1-custom-resource-pods': [],
};

if (FOLDER === undefined) {
  test.skip('set NETPOL_SHARED to the folder that holds reports to look for what people reported', () => undefined);
} else {
  test.each(Object.entries(FOUND))('%s is told what is wrong with its selectors', (file, expected) => {
    expect(findingsIn(file).map(({ check, severity, title }) => `${severity}[${check}]: ${title}`)).toEqual(expected);
  });

  test('k03: batch is admitted, and the items are joined', () => {
    const [{ effect, help }] = findingsIn('k03-and-written-as-or');
    expect(verdict(snapshotOf('k03-and-written-as-or'), 'access/batch -> directory/lister TCP 8080')).toBe('allowed');
    expect(effect).toBe('the item for access admits every pod there, `access/batch` too');
    expect(help.join('\n')).toContain([
      '  - namespaceSelector:', '      matchLabels:', '        kubernetes.io/metadata.name: access',
      '    podSelector:', '      matchLabels:', '        app: gateway',
    ].join('\n'));
  });

  test('k10: the label goes into the template in the template', () => {
    expect(findingsIn('k10-cronjob-labels-on-the-object')[0].help.join('\n'))
      .toMatch(/spec:\n +jobTemplate:\n +spec:\n +template:\n +metadata:\n +labels:\n +component: cron$/);
  });

  test('k11: the one that admits nobody is left alone', () => {
    const snapshot = snapshotOf('k11-empty-lists-of-a-chart');
    expect(verdict(snapshot, 'records/api -> records/flow TCP 1880')).toBe('denied');
    expect(verdict(snapshot, 'records/flow -> records/api TCP 8080')).toBe('allowed');
  });

  test('k15: denied, with the selector to write, for both directions at once', () => {
    const [{ help, likewise }] = findingsIn('k15-namespace-label-nobody-set');
    expect(verdict(snapshotOf('k15-namespace-label-nobody-set'), 'monitoring/prometheus -> costs/costs TCP 9003')).toBe('denied');
    expect(help[0]).toContain('kubernetes.io/metadata.name: monitoring');
    expect(likewise).toHaveLength(1);
  });

  test('k23: the pod that has the value under another key is named', () => {
    const [finding] = findingsIn('k23-label-key-of-another-chart');
    expect(finding.help).toEqual(['did you mean `app.kubernetes.io/name=cd-cache`? `cd/cache` has that']);
    expect(evidenceOf(finding, 'to')).toEqual(['name=cd-cache [name=cd-cache: 0 of 2 workloads in `cd`]']);
  });
}
