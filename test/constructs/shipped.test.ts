import { readdirSync } from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { refusalOf } from './synthesized';
import { policy as policyManifest } from '../fixture';
import { newApp, removeApps, checksIn, synthesize } from './validated';
import {
  AllowAll, Cidr, DefaultDenyAll, DefaultDenyIngress, MustNotReach, NetworkPolicyValidation,
  NetworkPolicyValidationOptions, Pods, Port, Reachability,
} from 'cdk8s-netpol';

// What is proved must be what is shipped.

const HERE = /\(test\/constructs\/shipped\.test\.ts:\d+\)/g;

afterAll(removeApps);

const ACCEPTED: NetworkPolicyValidationOptions = {
  accepted: ['dns-blocked', 'selects-nothing'].map(check => ({ check, reason: 'not of interest here' })),
};

/** A pod, called and labelled like this. */
function podIn(chart: Chart, name: string): ApiObject {
  return new ApiObject(chart, name, {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [{ name, image: name }] },
  });
}

/** Charts of the namespaces that they are called after, with a pod each. */
function chartsOf(app: App, ...namespaces: string[]): Chart[] {
  return namespaces.map(namespace => {
    const chart = new Chart(app, namespace, { namespace });
    podIn(chart, `${namespace}-web`);
    return chart;
  });
}

function errorsOf(app: App, options = ACCEPTED): string {
  NetworkPolicyValidation.of(app, options);
  return (synthesize(app).error ?? '').replace(HERE, '(here)');
}

const deny = (chart: Chart, id = 'deny', name = 'deny') => new DefaultDenyAll(chart, id, { metadata: { name } });

describe('a file for each resource', () => {
  test('two objects of one kind and name in different namespaces are one file', () => {
    const app = newApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    chartsOf(app, 'a', 'b').forEach(chart => deny(chart));
    const error = errorsOf(app);
    expect(checksIn(error)).toEqual(['error input']);
    expect(error).toContain(
      'error[input]: NetworkPolicy b/deny and NetworkPolicy a/deny are written to the same file `NetworkPolicy.deny.k8s.yaml`, '
      + 'so that one of them is lost\n'
      + '  --> b/deny  (here)\n   |\n   | in NetworkPolicy b/deny, at metadata.name\n'
      + 'help: give one of them another name (the other one is at a/deny  (here)), '
      + 'or write them together: `yamlOutputType: YamlOutputType.FILE_PER_CHART`');
    expect(readdirSync(app.outdir)).toEqual([]);
  });

  test('so are names that differ only in characters that cdk8s leaves out', () => {
    const app = newApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE, outputFileExtension: '.yaml' });
    const [chart] = chartsOf(app, 'a');
    ['system:web', 'systemweb'].forEach(name => new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }));
    expect(errorsOf(app)).toContain('are written to the same file `ConfigMap.systemweb.yaml`');
  });

  test('so are two in one folder', () => {
    const app = newApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    const [chart] = chartsOf(app, 'a');
    deny(chart);
    new DefaultDenyAll(chart, 'other', { metadata: { name: 'deny' }, namespace: 'b' });
    expect(errorsOf(app)).toContain('NetworkPolicy b/deny and NetworkPolicy a/deny are written to the same file `a/NetworkPolicy.deny.k8s.yaml`');
  });

  test('a name that a patch gives counts', () => {
    const app = newApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    const [a, b] = chartsOf(app, 'a', 'b');
    deny(a);
    deny(b, 'deny', 'other').apiObject.addJsonPatch(JsonPatch.replace('/metadata/name', 'deny'));
    expect(errorsOf(app)).toContain('are written to the same file `NetworkPolicy.deny.k8s.yaml`');
  });

  const fine: [string, YamlOutputType][] = [
    ['of one chart each', YamlOutputType.FILE_PER_CHART], ['of one app', YamlOutputType.FILE_PER_APP],
    ['in folders', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
  ];

  test.each(fine)('files %s may hold them', (_, yamlOutputType) => {
    const app = newApp({ yamlOutputType });
    chartsOf(app, 'a', 'b').forEach(chart => deny(chart));
    expect(errorsOf(app)).toBe('');
  });
});

describe('two objects of one kind, namespace and name', () => {
  test('are an error when they differ: cdk8s writes them in an order of its own', () => {
    const app = newApp();
    const [chart] = chartsOf(app, 'shop');
    const open = new AllowAll(chart, 'open', { metadata: { name: 'default' } });
    open.node.addDependency(deny(chart, 'deny', 'default'));
    const error = errorsOf(app);
    expect(checksIn(error)).toEqual(['error input']);
    expect(error).toContain(
      'error[input]: NetworkPolicy shop/default is there twice, and the other one, from shop/open  (here), is different: '
      + 'which of the two stays in the cluster is not known\n  --> shop/deny  (here)\n');
    expect(refusalOf(() => Reachability.ofApp(app))).toContain('NetworkPolicy shop/default is there twice');
  });

  test('are nothing to speak of when they are the same', () => {
    const app = newApp();
    const [chart] = chartsOf(app, 'shop');
    deny(chart);
    deny(chart, 'again');
    NetworkPolicyValidation.of(app, ACCEPTED);
    const { error, warnings } = synthesize(app);
    expect([error, checksIn(warnings)]).toEqual([undefined, ['warning unused-acceptance', 'warning unused-acceptance']]);
  });

  /** A Namespace that two charts write, each with metadata of its own. */
  const namespaceTwice = (...metadata: object[]): string => {
    const app = newApp();
    chartsOf(app, 'shop', 'lab').forEach((chart, index) => new ApiObject(chart, 'shared', {
      apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shared', ...metadata[index] },
    }));
    return errorsOf(app);
  };

  test('do not stop the synth over annotations that nobody asks for', () => {
    expect(namespaceTwice({ annotations: { team: 'shop' } }, { annotations: { team: 'lab' } })).toBe('');
  });

  test('are an error when a selector may tell which of them stays', () => {
    expect(namespaceTwice({ labels: { team: 'shop' } }, { labels: { team: 'lab' } })).toContain(
      'error[input]: Namespace shared is there twice, and the other one, from shop/shared, is different: '
      + 'which of the two stays in the cluster is not known\n  --> lab/shared\n');
  });

  test('are an error in manifests of files too, of which one may be a patch of the other', () => {
    expect(refusalOf(() => Reachability.ofManifests(
      [[], [{}]].map(ingress => policyManifest('p', { podSelector: {}, ingress }))))).toContain(
      'NetworkPolicy default/p is there twice, and the other one, from NetworkPolicy default/p, is different: '
      + 'which of the two stays in the cluster is not known');
  });
});

describe('what changes in the middle of a synth', () => {
  const opened = (policy: DefaultDenyAll) => policy.apiObject.addJsonPatch(JsonPatch.add('/spec/ingress', [{}]));

  interface Shop {
    readonly app: App;
    readonly first: Chart;
    readonly last: Chart;
    readonly policy: DefaultDenyAll;
  }

  /** Two charts; in the last one, nobody may reach web. */
  function shop(yamlOutputType?: YamlOutputType): Shop {
    const app = newApp({ yamlOutputType });
    NetworkPolicyValidation.of(app, ACCEPTED);
    const [first, last] = chartsOf(app, 'first', 'last');
    const policy = deny(last);
    new MustNotReach(last, 'web-is-private', { source: Cidr.internet(), destination: Pods.all(), ports: [Port.HTTP] });
    return { app, first, last, policy };
  }

  const changes: Record<string, (shop: Shop) => void> = {
    'a validation of the chart that patches a policy': ({ last, policy }) => {
      last.node.addValidation({ validate: () => { opened(policy); return []; } });
    },
    'a validation of a later chart that patches a policy': ({ app, policy }) => {
      new Chart(app, 'later').node.addValidation({ validate: () => { opened(policy); return []; } });
    },
    'a validation that patches it when the first chart is written': ({ last, policy }) => {
      let calls = 0;
      last.node.addValidation({ validate: () => { calls += 1; if (calls === 2) { opened(policy); } return []; } });
    },
    'a validation that adds a policy': ({ last }) => {
      last.node.addValidation({
        validate: () => { last.node.tryFindChild('open') ?? new AllowAll(last, 'open'); return []; },
      });
    },
    'a validation that takes the policy away': ({ last }) => {
      last.node.addValidation({ validate: () => { last.node.tryRemoveChild('deny'); return []; } });
    },
    'a value that is another one each time': ({ policy }) => {
      let calls = 0;
      const toJson = policy.apiObject.toJson.bind(policy.apiObject);
      policy.apiObject.toJson = () => {
        calls += 1;
        const { spec, ...rest } = toJson();
        return { ...rest, spec: { ...spec, ingress: calls < 2 ? [] : [{}] } };
      };
    },
  };

  const types = Object.values(YamlOutputType).filter((value): value is YamlOutputType => typeof value === 'number');
  // With a folder for each chart, cdk8s validates only once.
  const typesOf = (name: string) =>
    (name.includes('first chart') ? types.filter(type => type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) : types);

  test.each(Object.entries(changes))('%s is seen', (name, change) => {
    for (const type of typesOf(name)) {
      const all = shop(type);
      change(all);
      const { error } = synthesize(all.app);
      expect(checksIn(error)).toEqual(['error must-not-reach']);
      expect(error).toContain('after something changed in the middle of the synth');
    }
  });

  test('is seen before the chart is written', () => {
    const all = shop();
    changes['a validation of the chart that patches a policy'](all);
    expect(synthesize(all.app).written).toEqual(['first.k8s.yaml']);
  });

  /** Fixes a method of the object as jsii does for a class of another language that overrides it. */
  const fix = <Name extends string>(object: Record<Name, (...args: any[]) => any>, name: Name) =>
    Object.defineProperty(object, name, { value: object[name].bind(object), configurable: false, writable: false });

  test('is seen in objects and apps whose methods another language overrides', () => {
    const change = changes['a validation of the chart that patches a policy'];
    const one = shop();
    fix(one.policy.apiObject, 'toJson');
    change(one);
    expect(checksIn(synthesize(one.app).error)).toEqual(['error must-not-reach']);

    const app = newApp();
    fix(app, 'synth');
    NetworkPolicyValidation.of(app, ACCEPTED);
    const [, last] = chartsOf(app, 'first', 'last');
    new MustNotReach(last, 'web-is-private', { source: Cidr.internet(), destination: Pods.all(), ports: [Port.HTTP] });
    change({ app, first: last, last, policy: deny(last) });
    expect(checksIn(synthesize(app).error)).toEqual(['error must-not-reach']);
  });

  test('is seen by synthYaml', () => {
    const all = shop();
    changes['a validation of the chart that patches a policy'](all);
    expect(checksIn(synthesize(all.app, () => all.app.synthYaml()).error)).toEqual(['error must-not-reach']);
  });

  test('is no fault when it breaks nothing, and the objects are left as they were', () => {
    const { app, first, policy } = shop();
    let calls = 0;
    const stamped = podIn(first, 'stamped');
    stamped.metadata.add('annotations', { at: Lazy.any({ produce: () => `${calls += 1}` }) });
    expect(synthesize(app).error).toBeUndefined();
    expect([stamped, policy.apiObject].map(object => Object.hasOwn(object, 'toJson'))).toEqual([false, false]);
  });

  test('is no fault when it comes after the synth', () => {
    const { app, policy } = shop();
    expect(synthesize(app).error).toBeUndefined();
    opened(policy);
    expect(synthesize(app).error).not.toContain('in the middle');
  });
});

describe('a chart with a `toJson()` of its own', () => {
  class Filtering extends Chart {
    public toJson(): any[] {
      return super.toJson().filter(({ kind }) => kind !== 'NetworkPolicy');
    }
  }

  class Plain extends Chart {}

  const warning = (id: string) => `warning[input]: chart \`${id}\` has a \`toJson()\` of its own, and what that changes was not read\n`;

  test('is a warning', () => {
    const app = newApp();
    deny(new Filtering(app, 'filtering', { namespace: 'shop' }));
    const patched = new Chart(app, 'patched');
    patched.toJson = () => [];
    new Plain(app, 'plain');
    NetworkPolicyValidation.of(app, ACCEPTED);
    const inputs = synthesize(app).warnings.filter(text => text.startsWith('warning[input]')).map(text => text.slice(0, text.indexOf('\n') + 1));
    expect(inputs).toEqual([warning('filtering'), warning('patched')]);
    expect(Reachability.ofApp(app).warnings).toHaveLength(2);
  });

  test('is told from the chart of another copy of cdk8s', () => {
    const app = newApp();
    jest.isolateModules(() => {
      const other = jest.requireActual<{ Chart: typeof Chart }>('cdk8s');
      expect(other.Chart).not.toBe(Chart);
      new other.Chart(app, 'other');
    });
    expect(Reachability.ofApp(app).warnings).toEqual([]);
  });
});

describe('what cannot be rendered', () => {
  /** A chart in which nothing works, beside one in which something else is wrong. */
  function broken(): App {
    const app = newApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const bare = (id: string) => new ApiObject(chart, id, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: id }, spec: {} });
    new DefaultDenyIngress(chart, 'deny-one', { subject: Pods.of(bare('one')) });
    new DefaultDenyIngress(chart, 'deny-two', { subject: Pods.of(bare('two')) });
    new ApiObject(chart, 'crash', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'crash' }, data: { a: Lazy.any({ produce: () => { throw new Error('boom'); } }) },
    });
    podIn(chart, 'web');
    new MustNotReach(chart, 'bad-workload', { source: Pods.of(bare('three')), destination: Pods.labeled({ app: 'web' }) });
    new MustNotReach(chart, 'web-is-private', { source: Cidr.internet(), destination: Pods.labeled({ app: 'web' }) });
    return app;
  }

  test('does not hide the rest', () => {
    const error = errorsOf(broken());
    const starts = [...error.matchAll(/^error\[(.*)\]: (.*)\n {2}--> (\S+)/gm)].map(([, check, title, place]) => `${check} ${place} ${title}`);
    const without = (id: string) =>
      `\`Pods.of(shop/${id})\`: Deployment \`shop/${id}\` has no pod selector (\`spec.selector\`), so that it would stand for every pod`;
    expect(starts.filter(text => text.startsWith('input shop/'))).toEqual(expect.arrayContaining([
      `input shop/deny-one ${without('one')}`,
      `input shop/deny-two ${without('two')}`,
      'input shop/crash boom',
      `input shop/bad-workload ${without('three')}`,
    ]));
    expect(checksIn(error)).toContain('error must-not-reach');
    expect(error).toContain('\nhelp: give it labels to be selected by, or, if every pod is meant, use `Pods.all()`\n');
    expect(error).not.toContain('[shop/deny-one]');
  });

  test('is refused by a question, all at once', () => {
    const refusal = refusalOf(() => Reachability.ofApp(broken()));
    expect(refusal).toContain('--> shop/deny-one');
    expect(refusal).toContain('--> shop/deny-two');
    expect(refusal).toContain('boom');
  });

  test('is reported by the policy itself in an app that is not validated', () => {
    const app = newApp();
    const chart = new Chart(app, 'shop');
    new DefaultDenyIngress(chart, 'deny', {
      subject: Pods.of(new ApiObject(chart, 'bare', { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} })),
    });
    expect(synthesize(app).error).toContain('[shop/deny] `Pods.of(shop/bare)`');
  });
});
