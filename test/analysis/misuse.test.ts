import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { refusalOf } from '../constructs/synthesized';
import { ExistingCluster, ExistingPods, NetworkPolicyValidation, Pods, Port, Reachability } from 'cdk8s-netpol';

// What plain JavaScript lets pass, and would be no question or no answer.

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'a driver for what is known of a cluster': [() => ExistingCluster.of('staging', 'calico' as any),
    '`ExistingCluster.of(\'staging\')`: `props` is \'calico\', not an object with properties\n'
    + 'help: name what is given: `{ networkDriver: ..., policyController: ... }`'],
  'a cluster without a name': [() => ExistingCluster.of({ networkDriver: 'calico' } as any, undefined as any),
    '`ExistingCluster.of(a plain object)`: `name` is a plain object, not a text\n'
    + 'help: write a text in quotes'],
  'a version of nothing': [() => ExistingCluster.of('staging', { networkDriver: 'calico', version: '1.16' } as any),
    '`ExistingCluster.of(\'staging\')`: there is no property `version`\n'
    + 'help: did you mean `ciliumVersion`?'],
  'a `Port` for a port of existing pods': [() => ExistingPods.of({ namespace: 'a', labels: { a: 'b' }, ports: [Port.HTTP as any] }),
    '`ExistingPods.of`: `ports[0]` is `TCP 80`, not an object with properties\n'
    + 'help: name what is given: `{ port: ..., name: ... }`'],
  'a chart for the app': [chart => NetworkPolicyValidation.of(chart as any),
    '`NetworkPolicyValidation.of`: `app` is the construct `chart`, not an app\n'
    + 'help: pass the app that holds the charts: `const app = new App()`'],
  'a promise for the app': [() => NetworkPolicyValidation.of(Promise.resolve(1) as any),
    '`NetworkPolicyValidation.of`: `app` is a promise that nobody has awaited, not an app\n'
    + 'help: pass the app that holds the charts: `const app = new App()`'],
  'the name of a target': [() => NetworkPolicyValidation.of(new App(), { target: 'staging' as any }),
    '`NetworkPolicyValidation.of`: `target` is \'staging\', not a cluster\n'
    + 'help: pass a `CiliumCluster`, or describe the cluster: `ExistingCluster.of(\'staging\', { networkDriver: NetworkDriver.CALICO })`'],
  'a misspelled fact': [() => NetworkPolicyValidation.of(new App(), { facts: { podCidr: '10.0.0.0/8' } as any }),
    '`ClusterFacts`: there is no property `podCidr`\n'
    + 'help: did you mean `podCidrs`?'],
  'a fact without its list': [() => NetworkPolicyValidation.of(new App(), { facts: { podCidrs: '10.0.0.0/8' } as any }),
    '`ClusterFacts`: `podCidrs` is \'10.0.0.0/8\', not a list\n'
    + 'help: list ranges such as `10.244.0.0/16`'],
  'a fact beside the facts': [() => NetworkPolicyValidation.of(new App(), { podCidrs: ['10.0.0.0/8'] } as any),
    '`NetworkPolicyValidation.of`: there is no property `podCidrs`\n'
    + 'help: the properties are `charts`, `facts`, `target`, `accepted`, `checks`, `failOn`, `quiet`'],
  'checks without levels': [() => NetworkPolicyValidation.of(new App(), { checks: ['dns-blocked'] } as any),
    '`NetworkPolicyValidation.of`: `checks` is a list, not names of checks with levels\n'
    + 'help: write them: `{ \'dns-blocked\': CheckLevel.OFF }`'],
  'a misspelled path of an acceptance': [() => NetworkPolicyValidation.of(new App(), { accepted: [{ check: 'dns-blocked', reason: 'x', path: 'a/b' }] } as any),
    '`NetworkPolicyValidation.of`: there is no property `accepted[0].path`\n'
    + 'help: did you mean `constructPath`?'],
  'an acceptance without a reason': [() => NetworkPolicyValidation.of(new App(), { accepted: [{ check: 'dns-blocked' }] } as any),
    '`NetworkPolicyValidation.of`: `accepted[0].reason` is undefined, not a text\n'
    + 'help: write a text in quotes'],
  'YAML for manifests': [() => Reachability.ofManifests('abc' as any),
    '`Reachability.ofManifests`: `manifests` is \'abc\', not a list of manifests\n'
    + 'help: give a list of parsed objects, as `yaml.loadAll(text)` does'],
  'a promise for manifests': [() => Reachability.ofManifests(Promise.resolve([]) as any),
    '`Reachability.ofManifests`: `manifests` is a promise that nobody has awaited, not a list of manifests\n'
    + 'help: await it: `Reachability.ofManifests(await ...)`'],
  'an app for manifests': [() => Reachability.ofManifests(new App() as any),
    '`Reachability.ofManifests`: `manifests` is the app, not a list of manifests\n'
    + 'help: ask an app with `Reachability.ofApp(app)`; of a chart pass what it writes: `Reachability.ofManifests(chart.toJson())`'],
  'one manifest without a list': [() => Reachability.ofManifests({ kind: 'Pod' } as any),
    '`Reachability.ofManifests`: `manifests` is a plain object, not a list of manifests\n'
    + 'help: give a list of parsed objects, as `yaml.loadAll(text)` does'],
  'a gap among manifests': [() => Reachability.ofManifests([, {}] as any),
    '`Reachability.ofManifests`: `manifests[0]` is a hole in the list\n'
    + 'help: give a list without holes'],
  'an object of cdk8s for a manifest': [chart => Reachability.ofManifests([new ApiObject(chart, 'Pod', { apiVersion: 'v1', kind: 'Pod' })]),
    '`Reachability.ofManifests`: `manifests[0]` is the construct `chart/Pod`, not a manifest\n'
    + 'help: ask an app with `Reachability.ofApp(app)`; of a chart pass what it writes: `Reachability.ofManifests(chart.toJson())`'],
  'no manifests': [() => (Reachability as any).ofManifests(),
    '`Reachability.ofManifests`: `manifests` is undefined, not a list of manifests\n'
    + 'help: give a list of parsed objects, as `yaml.loadAll(text)` does'],
  'a chart for an app that is asked': [chart => Reachability.ofApp(chart as any),
    '`Reachability.ofApp`: `app` is the construct `chart`, not an app\n'
    + 'help: pass the app; of one chart pass what it writes: `Reachability.ofManifests(chart.toJson())`'],
  'a list for an app': [() => Reachability.ofApp([] as any),
    '`Reachability.ofApp`: `app` is an empty list, not an app\n'
    + 'help: pass the app; of one chart pass what it writes: `Reachability.ofManifests(chart.toJson())`'],
  'a promise for an app that is asked': [() => Reachability.ofApp(Promise.resolve(new App()) as any),
    '`Reachability.ofApp`: `app` is a promise that nobody has awaited, not an app\n'
    + 'help: pass the app; of one chart pass what it writes: `Reachability.ofManifests(chart.toJson())`'],
  'a question as in a manifest': [() => Reachability.ofManifests([]).check({ from: web, to: db } as any),
    '`Reachability.check`: there is no property `from`\n'
    + 'help: the properties are `source`, `destination`, `port`'],
  'no question': [() => Reachability.ofManifests([]).check(null as any),
    '`Reachability.check`: `query` is null, not an object with properties\n'
    + 'help: name what is given: `{ source: ..., destination: ... }`'],
  'a question in two parts': [() => (Reachability.ofManifests([]) as any).check(web, db),
    '`Reachability.check`: `query` is `pods app=web`, not an object with properties\n'
    + 'help: name what is given: `{ source: ..., destination: ... }`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(() => run(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});

test('what an empty document of YAML is parsed to is no gap', () => {
  expect(Reachability.ofManifests([null]).warnings).toEqual([]);
});
