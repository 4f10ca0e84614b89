import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synth } from '../../scripts/cdk8s';
import { expectGolden } from '../../test/golden/golden';
import { Reachability } from 'cdk8s-netpol';

const TIMEOUT_MS = 120_000;

/** Who calls whom in the shop, on the port that the callee listens on. */
const CALLS = `
  cartservice            redis-cart             TCP 6379
  checkoutservice        cartservice            TCP 7070
  checkoutservice        currencyservice        TCP 7000
  checkoutservice        emailservice           TCP 8080
  checkoutservice        paymentservice         TCP 50051
  checkoutservice        productcatalogservice  TCP 3550
  checkoutservice        shippingservice        TCP 50051
  frontend               adservice              TCP 9555
  frontend               cartservice            TCP 7070
  frontend               checkoutservice        TCP 5050
  frontend               currencyservice        TCP 7000
  frontend               productcatalogservice  TCP 3550
  frontend               recommendationservice  TCP 8080
  frontend               shippingservice        TCP 50051
  loadgenerator          frontend               TCP 8080
  recommendationservice  productcatalogservice  TCP 3550
`.trim().split('\n').map(line => line.trim().split(/ {2,}/));

const manifests = parseAllDocuments(readFileSync(path.join(__dirname, 'dist', 'shop.k8s.yaml'), 'utf8')).map(document => document.toJS());
const { rows } = Reachability.ofManifests(manifests).matrix();

test('the services connect as the shop calls, and not otherwise', () => {
  const connections = rows.filter(({ source, destination }) => source.startsWith('boutique/') && destination.startsWith('boutique/'))
    .filter(({ allowed }) => allowed !== 'nothing').map(({ source, destination, allowed }) => `${source} -> ${destination}: ${allowed}`);
  expect(connections.sort()).toEqual(
    CALLS.map(([source, destination, port]) => `boutique/${source} -> boutique/${destination}: ${port}`).sort());
});

test('from outside only the frontend is reached, and nothing goes out', () => {
  const outside = rows.filter(({ source, destination }) => !source.startsWith('boutique/') || !destination.startsWith('boutique/'))
    .filter(({ allowed }) => allowed !== 'nothing').map(({ source, destination, allowed }) => `${source} -> ${destination}: ${allowed}`);
  expect(outside).toEqual(['0.0.0.0/0 -> boutique/frontend: TCP 8080', '::/0 -> boutique/frontend: TCP 8080']);
});

test('no answer is open', () => {
  expect(rows.filter(({ unknown }) => unknown !== 'nothing')).toEqual([]);
});

test('with one letter missing the synth fails, writes nothing, and says which letter', () => {
  const output = path.join(mkdtempSync(path.join(tmpdir(), 'netpol-typo-')), 'dist');
  try {
    const { ok, stderr } = synth('online-boutique', { main: 'typo.ts', output });
    expect(ok).toBe(false);
    expect(existsSync(output) ? readdirSync(output) : []).toEqual([]);
    expectGolden('online-boutique-typo', /^error\[[^]*?(?=\n\n)/m.exec(stderr)?.[0] ?? stderr);
  } finally {
    rmSync(path.dirname(output), { recursive: true, force: true });
  }
}, TIMEOUT_MS);
