import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CHECKS } from '../../src/checks/all';
import { contextOfSnapshot } from '../checks/contexts';
import { explained } from '../explained';
import { cluster, trace, verdict } from '../fixture';
import { sharedFolder } from '../shared';

const FOLDER = sharedFolder('reports');

/** The checks of src/checks/isolation, and the one that speaks where a field is there and empty. */
const NAMES = [
  'shadowed-default-deny', 'allow-all-in-effect', 'inert-rule', 'dead-annotation', 'unprotected-workload', 'redundant-policy',
  'redundant-rule', 'null-selector-selects-all',
];

function textOf(file: string): string {
  return readFileSync(path.join(FOLDER!, `${file}.yaml`), 'utf8');
}

function findingsIn(file: string): string[] {
  const context = contextOfSnapshot(cluster(textOf(file)));
  return CHECKS.filter(({ meta }) => NAMES.includes(meta.name)).flatMap(({ check }) => check(context))
    .map(({ check, severity, title }) => `${severity}[${check}]: ${title}`);
}

const FOUND: Record<string, readonly string[]> = {
  'k07-egress-without-its-type': [
    'warning[inert-rule]: policy `safe/strongbox` has 1 egress rule that counts for nothing: its `policyTypes` does not list Egress',
  ],
  'k11-empty-lists-of-a-chart': [
    'info[null-selector-selects-all]: `spec.ingress[0].from` of NetworkPolicy records/api is an empty list, so that the rule admits everybody',
    'warning[null-selector-selects-all]: `spec.egress[0].ports` of NetworkPolicy records/flow is null, so that the rule is for every port',
  ],
  'c14-terraform-empty-block': [
    'warning[allow-all-in-effect]: policy `pay/deny-default` denies nothing, whatever its name says: everything may come in and go out',
  ],
};

if (FOLDER === undefined) {
  test.skip('set NETPOL_SHARED to the folder that holds reports to look for what people reported', () => undefined);
} else {
  test.each(Object.entries(FOUND))('%s is told what is wrong with its isolation', (file, expected) => {
    expect(findingsIn(file)).toEqual(expected);
  });

  test('k07: the connection is allowed, and the explanation names the policy whose rule does not count', () => {
    const snapshot = cluster(textOf('k07-egress-without-its-type'));
    const asked = trace(snapshot, 'safe/strongbox -> 192.0.2.7 TCP 443');
    expect(asked.verdict).toBe('allowed');
    expect(explained(snapshot, asked)).toMatch(/safe\/strongbox.*(egress|policyTypes)/);
  });

  test('c14: everybody is admitted, and everything is let out', () => {
    const snapshot = cluster(textOf('c14-terraform-empty-block'));
    expect(verdict(snapshot, '192.0.2.7 -> pay/api TCP 8080')).toBe('allowed');
    expect(verdict(snapshot, 'pay/other -> pay/api TCP 8080')).toBe('allowed');
  });
}
