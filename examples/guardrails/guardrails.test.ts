import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Platform } from './platform';
import { addTenants } from './tenants';
import { synthesize } from '../../test/constructs/validated';
import { NetworkPolicyValidation, Reachability } from 'cdk8s-netpol';

const dist = path.join(__dirname, 'dist');
const manifests = readdirSync(dist).flatMap(name =>
  parseAllDocuments(readFileSync(path.join(dist, name), 'utf8')).map(document => document.toJS()));

/** Every connection between pods of the app, as lines. */
function connections(objects: readonly object[]): string[] {
  const isPod = (endpoint: string) => /^(bank|monitoring|shop|shop-reports)\//.test(endpoint);
  return Reachability.ofManifests([...objects]).matrix().rows
    .filter(({ source, destination, allowed }) => isPod(source) && isPod(destination) && allowed !== 'nothing')
    .map(({ source, destination, allowed, unknown }) => `${source} -> ${destination}: ${allowed}${unknown === 'nothing' ? '' : ` (unknown: ${unknown})`}`)
    .sort();
}

test('tenants keep to themselves, and the monitoring sees all of them', () => {
  expect(connections(manifests)).toEqual([
    'bank/ledger -> bank/ledger: everything',
    'bank/ledger -> monitoring/prometheus: everything',
    'monitoring/prometheus -> bank/ledger: everything',
    'monitoring/prometheus -> monitoring/prometheus: everything',
    'monitoring/prometheus -> shop-reports/reports: everything',
    'monitoring/prometheus -> shop/orders: TCP 9090',
    'monitoring/prometheus -> shop/till: TCP 8080,9090',
    'shop/till -> shop/orders: TCP 8080',
  ]);
});

test('the policies of the tenants alone would let them see each other', () => {
  const ofTenants = manifests.filter(({ kind }) => kind !== 'ClusterNetworkPolicy');
  expect(connections(ofTenants)).toEqual(expect.arrayContaining([
    'bank/ledger -> shop/till: TCP 8080', 'bank/ledger -> shop-reports/reports: everything', 'shop/orders -> bank/ledger: everything',
  ]));
});

/** The assertions that fail when the platform team forgets something. */
function failingWithout(forgotten: string): string[] {
  const output = mkdtempSync(path.join(tmpdir(), 'netpol-guardrails-'));
  try {
    const app = new App({ outdir: path.join(output, 'dist') });
    const platform = new Platform(app, 'platform');
    addTenants(app);
    expect(platform.node.tryRemoveChild(forgotten)).toBe(true);
    NetworkPolicyValidation.of(app);
    const { error = '' } = synthesize(app);
    return [...error.matchAll(/^error\[must-(?:not-)?reach\].*\n {2}--> (?:\w+)\/(\S+)/gm)].map(([, name]) => name).sort();
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

test.each([
  ['no-metadata', ['nobody-reads-credentials']],
  ['metrics', ['shop-is-monitored']],
  // Nobody of the shop may connect anywhere today: the baseline says so. The guardrail holds when they change that.
  ['only-bank', []],
  ['only-shop', ['shop-keeps-to-its-tenant']],
  ['baseline', ['reports-are-closed']],
])('without `%s` fails what it is there for', (forgotten, failing) => {
  expect(failingWithout(forgotten)).toEqual(failing);
});
