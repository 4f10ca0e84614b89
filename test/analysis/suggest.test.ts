import { App, Chart, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { parsed } from '../suggestions/suggested';
import {
  Cidr, DefaultDenyAll, ExistingCluster, NetworkDriver, Pods, Port, Reachability, SuggestedPolicies, Verdict,
  WantedConnection,
} from 'cdk8s-netpol';

const inShop = (app: string) => Pods.labeled({ app }).inNamespace('shop');
const WEB_TO_DB: WantedConnection = { source: inShop('web'), destination: inShop('db'), ports: [Port.POSTGRES] };

/** An app in which everything is closed. */
function shop(): App {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  ['web', 'db'].forEach(name => new kplus.Pod(chart, name, {
    metadata: { labels: { app: name } }, containers: [{ image: name, portNumber: 80 }],
  }));
  new DefaultDenyAll(chart, 'deny');
  return app;
}

const manifestsOf = (app: App): unknown[] => parsed(app.synthYaml());

test('what is suggested makes the connection possible when it is added', () => {
  const app = shop();
  const { manifests, yaml, unmet, sideEffects } = Reachability.ofApp(app).suggest([WEB_TO_DB]);
  expect({ unmet, sideEffects }).toEqual({ unmet: [], sideEffects: [] });
  expect(manifests).toEqual(parsed(yaml));
  const after = Reachability.ofManifests([...manifestsOf(app), ...manifests]);
  expect(after.check({ source: inShop('web'), destination: inShop('db'), port: Port.POSTGRES }).verdict).toBe(Verdict.ALLOWED);
  expect(after.check({ source: inShop('db'), destination: inShop('web') }).verdict).toBe(Verdict.DENIED);
});

test('the constructs are the same policies', () => {
  const app = shop();
  const { constructs, manifests } = Reachability.ofApp(app).suggest([
    WEB_TO_DB,
    { source: inShop('web'), destination: Cidr.of('203.0.113.0/24', { exceptCidrs: ['203.0.113.7/32'] }), ports: [Port.HTTPS, Port.udpRange(4000, 4010)] },
    { source: inShop('db'), destination: inShop('web'), ports: [Port.allSctp(), Port.named('http')] },
  ]);
  const chart = new Chart(new App(), 'suggested');
  // The code is what somebody pastes into the constructor of a chart.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require('../../src') as object;
  new Function(...Object.keys(library), constructs).call(chart, ...Object.values(library));
  const rules = (all: any[]) => all.flatMap(({ spec: { podSelector, ingress = [], egress = [] } }) =>
    [...ingress, ...egress].map(rule => ({ podSelector, rule })));
  expect(rules(parsed(Yaml.stringify(...chart.toJson())))).toEqual(rules(manifests));
});

test.each<[string, Reachability, WantedConnection[], Partial<SuggestedPolicies>]>([
  ['nothing where nothing is wanted', Reachability.ofApp(shop()), [], { yaml: '', manifests: [], constructs: '', unmet: [] }],
  ['nothing on a cluster that enforces nothing',
    Reachability.ofApp(shop(), { target: ExistingCluster.of('x', { networkDriver: NetworkDriver.FLANNEL }) }), [WEB_TO_DB], { yaml: '', unmet: [] }],
  ['a rule to kube-dns, which is not in the app', Reachability.ofApp(shop()), [{
    source: inShop('web'), destination: Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system'), ports: [Port.DNS_UDP],
  }], { manifests: [expect.objectContaining({ metadata: { name: 'web-egress', namespace: 'shop' } })], unmet: [], sideEffects: [] }],
])('suggests %s', (_, reachability, wanted, expected) => {
  expect(reachability.suggest(wanted)).toMatchObject(expected);
});

test('what cannot be had is said', () => {
  const { unmet, yaml } = Reachability.ofApp(shop()).suggest([{ source: inShop('wbe'), destination: inShop('db') }]);
  expect(yaml).toBe('');
  expect(unmet).toEqual([expect.stringContaining('help: did you mean `app=web`?')]);
});
