import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CHECKS } from '../../src/checks/all';
import { Finding } from '../../src/model/finding';
import { contextOfSnapshot } from '../checks/contexts';
import { explained } from '../explained';
import { read, trace, verdict } from '../fixture';
import { sharedFolder } from '../shared';

const FOLDER = sharedFolder('reports');

/** The checks of src/checks/connections, and those on rules that do less than they seem to: a report is asked about these alone. */
const NAMES = [
  'one-sided-connection', 'dns-blocked', 'webhook-blocked', 'api-server-blocked', 'ingress-backend-blocked',
  'service-unreachable', 'load-balancer-source', 'mesh-port-blocked', 'mesh-port-bypasses-ports', 'inert-rule',
  'peers-limited-to-dns',
];

function snapshotOf(file: string) {
  return read(readFileSync(path.join(FOLDER!, `${file}.yaml`), 'utf8')).snapshot;
}

function findingsIn(file: string): Finding[] {
  const context = contextOfSnapshot(snapshotOf(file));
  return CHECKS.filter(({ meta }) => NAMES.includes(meta.name)).flatMap(({ check }) => check(context));
}

/** What is found in each report, as `severity[check]: title`; nothing in all others. */
const FOUND: Record<string, readonly string[]> = {
  'c01-apiserver-on-nodes': [`warning${withoutNames('certs')}`],
  'e6-cluster-wide-port-name': [`warning${withoutNames('shop')}`],
  'k05-webhook-from-control-plane': [
    'error[webhook-blocked]: the API server cannot call `operators/operator` on TCP 9443, '
    + 'for the webhook `check.operator.example`: nobody outside the pods is admitted',
  ],
  'k06-api-server-443-and-6443': [
    'warning[api-server-blocked]: `runner/provisioner` may not send to the API server: '
    + 'rules admit the port of its Service and not its own, TCP 6443',
  ],
  'k26-deny-external-egress': [
    'warning[peers-limited-to-dns]: egress rule 1 of policy `foo/foo` opens 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 for DNS alone, '
    + 'beside the resolver',
  ],
  'k07-egress-without-its-type': [
    'warning[inert-rule]: policy `safe/strongbox` has 1 egress rule that counts for nothing: its `policyTypes` does not list Egress',
  ],
  'k08b-replicas-cut-off': [
    'error[one-sided-connection]: a connection between two replicas of `safe/strongbox` on TCP 8200, TCP 8201 is accepted, but may not be sent',
  ],
  'k09-node-local-dns': [
    'warning[dns-blocked]: pods in `ledger` may not ask the cache of names on their nodes, '
    + '`kube-system/node-local-dns` at 10.96.0.10, 169.254.20.10',
  ],
  'k11-empty-lists-of-a-chart': [`error${withoutNames('records')}`],
  'k14-internet-only-without-dns': [
    'warning[dns-blocked]: pods in `playground` can hardly resolve names: their rules leave out the addresses that resolvers have',
  ],
  'k14b-https-only-without-dns': [`warning${withoutNames('playground')}`],
  'k15-namespace-label-nobody-set': [`error${withoutNames('costs')}`],
  'w1-custom-resource-pods': [`error${withoutNames('lab')}`],
};

function withoutNames(namespace: string): string {
  return `[dns-blocked]: pods in \`${namespace}\` cannot resolve names: egress is isolated and no rule admits DNS`;
}

if (FOLDER === undefined) {
  test.skip('set NETPOL_SHARED to the folder that holds reports to look for what people reported', () => undefined);
} else {
  const files = readdirSync(FOLDER).filter(file => file.endsWith('.yaml')).map(file => path.basename(file, '.yaml'));

  test.each(files)('%s is told what is wrong with its connections, or nothing', file => {
    expect(findingsIn(file).map(({ check, severity, title }) => `${severity}[${check}]: ${title}`)).toEqual(FOUND[file] ?? []);
  });

  test('every report of which something is known is there', () => {
    expect(Object.keys(FOUND).filter(file => !files.includes(file))).toEqual([]);
  });

  test('k06: the API server is denied, and its Service\'s port is not', () => {
    const snapshot = snapshotOf('k06-api-server-443-and-6443');
    expect(verdict(snapshot, 'runner/provisioner -> 192.0.2.10 TCP 6443')).toBe('denied');
    expect(verdict(snapshot, 'runner/provisioner -> 192.0.2.10 TCP 443')).toBe('allowed');
  });

  test('k07: the explanation names the policy whose rule does not count', () => {
    const snapshot = snapshotOf('k07-egress-without-its-type');
    const flow = trace(snapshot, 'safe/strongbox -> safe/strongbox TCP 8200');
    expect(flow.verdict).toBe('allowed');
    expect(explained(snapshot, flow)).toMatch(/safe\/strongbox.*policyTypes/);
  });
}
