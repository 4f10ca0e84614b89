import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { checksIn, newApp, removeApps, synthesize } from './validated';
import {
  AllowConnection, AllowPods, CheckLevel, DefaultDenyAll, Direction, ExistingCluster, NetworkDriver,
  NetworkPolicyValidation, NetworkPolicyValidationOptions,
  Pods, Port, ReachabilityLock, ReachabilityLockOptions,
} from '../../src';
import { netpol } from '../cli/terminal';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netpol-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  removeApps();
});

interface Shape {
  readonly extra?: (chart: Chart) => void;
  readonly lock?: ReachabilityLockOptions;
  readonly validation?: NetworkPolicyValidationOptions;
}

/** A shop of two deployments, of which one may reach the other. */
function shop({ extra = () => undefined, lock = {}, validation = {} }: Shape = {}): App {
  const app = newApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  for (const name of ['web', 'db', 'cache']) {
    new kplus.Deployment(chart, name, {
      containers: [{ image: name, portNumber: 8080 }], podMetadata: { labels: { app: name } },
    });
  }
  new DefaultDenyAll(chart, 'deny');
  new AllowConnection(chart, 'web-to-db', { source: Pods.labeled({ app: 'web' }), destination: Pods.labeled({ app: 'db' }), ports: [Port.tcp(8080)] });
  extra(chart);
  NetworkPolicyValidation.of(app, { checks: { 'dns-blocked': CheckLevel.OFF }, ...validation });
  ReachabilityLock.of(app, { path: path.join(folder, 'reachability.lock'), ...lock });
  return app;
}

/** What `netpol lock` makes of what the app writes. */
async function lockOf(app: App, ...options: readonly string[]): Promise<string> {
  const written: { text?: string } = {};
  const files: Record<string, string> = {};
  synthesize(app, () => {
    files['dist/all.yaml'] = app.synthYaml();
  });
  const { code, err } = await netpol(['lock', 'dist', ...options], files, '', undefined, text => {
    written.text = text;
  });
  expect([code, err]).toEqual([0, '']);
  return written.text!;
}

function write(text: string): void {
  writeFileSync(path.join(folder, 'reachability.lock'), text);
}

const ACCEPTING = { accept: true };

test('what was locked from the written manifests is what the app says', async () => {
  write(await lockOf(shop({ lock: ACCEPTING })));
  const { error, warnings } = synthesize(shop());
  expect([error, checksIn(warnings)]).toEqual([undefined, []]);
});

test('a connection that opened stops the synth, and its policy is named', async () => {
  write(await lockOf(shop({ lock: ACCEPTING })));
  const opened = (chart: Chart) => {
    new AllowPods(chart, 'cache-to-db', { subject: Pods.labeled({ app: 'db' }), peers: [Pods.labeled({ app: 'cache' })], ports: [Port.tcp(8080)], direction: Direction.INGRESS });
    new AllowPods(chart, 'cache-out', { subject: Pods.labeled({ app: 'cache' }), peers: [Pods.labeled({ app: 'db' })], ports: [Port.tcp(8080)], direction: Direction.EGRESS });
  };
  const { error, written } = synthesize(shop({ extra: opened }));
  expect(checksIn(error)).toEqual(['error reachability-lock']);
  const text = error!.replaceAll(folder, 'FOLDER').replace(/shop-([a-z-]+?)-c[0-9a-f]{7}/g, '$1').replace(/lock \/tmp\S+/, 'lock DIST')
    .replace(/\(test.*\)/, '(LINE)');
  expect(text.slice(text.indexOf('error['))).toBe(`\
error[reachability-lock]: shop/cache may connect to shop/db (TCP 8080), which \`FOLDER/reachability.lock\` does not allow
  --> shop/cache-to-db  (LINE)
   |
   | example  shop/cache -> shop/db TCP 8080
   | egress   shop/cache  allowed  isolated by shop/deny, shop/cache-out; admitted by shop/cache-out, rule 1: to app=db, TCP 8080
   | ingress  shop/db     allowed  isolated by shop/deny, shop/web-to-db-ingress, shop/cache-to-db; admitted by shop/cache-to-db, rule 1: from app=cache, TCP 8080
help: if it is not meant, narrow rule 1 of \`NetworkPolicy shop/cache-to-db\` or rule 1 of \`NetworkPolicy shop/cache-out\`
help: if it is meant, accept it: \`netpol lock DIST --file FOLDER/reachability.lock\` after a synth with \`accept: true\`
`);
  expect(written).toEqual([]);

  const accepting = synthesize(shop({ extra: opened, lock: ACCEPTING }));
  expect([accepting.error, checksIn(accepting.warnings)]).toEqual([undefined, ['info reachability-lock']]);
  expect(accepting.written).not.toEqual([]);
});

test('what closed is said and stops nothing', async () => {
  write(await lockOf(shop({
    lock: ACCEPTING,
    extra: chart => {
      new AllowConnection(chart, 'cache-to-db', { source: Pods.labeled({ app: 'cache' }), destination: Pods.labeled({ app: 'db' }), ports: [Port.tcp(8080)] });
    },
  })));
  const { error, warnings } = synthesize(shop());
  expect([error, checksIn(warnings)]).toEqual([undefined, ['info reachability-lock']]);
  expect(warnings.join()).toContain('1 connection of `');
});

describe('a file that says nothing', () => {
  test('is an error that names the command where there is none', () => {
    const { error } = synthesize(shop());
    expect(error).toContain('reachability.lock` does not exist, so that there is nothing to compare with');
    expect(error).toContain('write it, and commit it: `netpol lock ');
  });

  test('is an error with its line where somebody merges', async () => {
    write((await lockOf(shop({ lock: ACCEPTING }))).replace('shop/', '<<<<<<< HEAD\nshop/'));
    expect(synthesize(shop()).error).toMatch(/line 5 of `.*reachability.lock` has the marks of a merge that is not finished/);
  });

  test('is an error where the target is another', async () => {
    write(await lockOf(shop({ lock: ACCEPTING })));
    const target = ExistingCluster.of('staging', { networkDriver: NetworkDriver.GKE_DATAPLANE_V2 });
    expect(synthesize(shop({ validation: { target } })).error)
      .toContain('is of the dialect `kubernetes`, and the app is of `gke-dataplane-v2`');
  });

  test('is one that a folder has the name of', () => {
    expect(synthesize(shop({ lock: { path: folder } })).error).toContain('cannot be read: EISDIR');
  });
});

test('without a validation nobody compares, which is an error', () => {
  const app = newApp();
  new Chart(app, 'shop');
  ReachabilityLock.of(app);
  expect(() => app.synth()).toThrow('nobody compares the app with the file of `ReachabilityLock`');
});

test.each<[string, (app: App) => unknown, string]>([
  ['no app', () => ReachabilityLock.of(undefined as never), '`app` is undefined, not an app'],
  ['two locks', app => [ReachabilityLock.of(app), ReachabilityLock.of(app)], 'this app is held to a file already'],
  ['a misspelled option', app => ReachabilityLock.of(app, { file: 'x' } as never), 'there is no property `file`'],
  ['an empty path', app => ReachabilityLock.of(app, { path: '' }), '`path` is an empty text'],
])('%s is refused', (_, build, expected) => {
  expect(() => build(newApp())).toThrow(expected);
});
