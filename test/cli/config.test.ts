import { Files, netpol } from './terminal';
import { Unreadable } from '../../src/cli/terminal';

const PODS = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: []}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: b}}
spec: {containers: []}
`;

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {matchLabels: {app: b}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}
`;

const CLUSTER: Files = { 'k/a.yaml': `${PODS}---\n${POLICY}` };
const INSIDE = 'podCidrs: [10.244.0.0/16]\n';
const OUTSIDE = 'podCidrs: [172.16.0.0/12]\n';

/** What is said of the connection from one pod to the other: `everything`, `unknown: everything`, or nothing. */
async function listed(files: Files, ...options: readonly string[]) {
  const layout = options.includes('--format') ? [] : ['--rows'];
  const { code, out, err } = await netpol(['list', 'k', ...layout, ...options], { ...CLUSTER, ...files });
  const line = out.split('\n').find(text => /^default\/a +-> +default\/b /.test(text));
  return { code, traffic: line?.replace(/^\S+ +-> +\S+ +/, ''), out, err };
}

const titles = (err: string) => err.split('\n').filter(line => /^(error|warning|info)\[/.test(line));
const inFacts = (facts: string) => `facts:\n  ${facts}`;

describe('options go before the facts file, and that before netpol.yaml, each fact by itself', () => {
  const FILES = { 'netpol.yaml': inFacts(INSIDE), 'facts.yaml': OUTSIDE };

  test.each<[string, Files, string[], string | undefined]>([
    ['nothing is known', {}, [], 'unknown: everything'],
    ['netpol.yaml', FILES, [], 'everything'],
    ['as JSON', { 'netpol.yaml': '{"facts": {"podCidrs": ["10.244.0.0/16"]}}' }, [], 'everything'],
    ['--facts before netpol.yaml', FILES, ['--facts', 'facts.yaml'], undefined],
    ['an option before both', FILES, ['--facts', 'facts.yaml', '--pod-cidr', '10.1.0.0/16'], 'everything'],
    ['an option several times', {}, ['--pod-cidr', '10.1.0.0/16', '--pod-cidr', 'fd00::/8'], 'unknown: everything'],
    ['an option for another fact', FILES, ['--node-cidr', '192.168.0.0/16'], 'everything'],
    ['a facts file with another fact', { ...FILES, 'facts.yaml': 'nodeCidrs: [192.168.0.0/16]' }, ['--facts', 'facts.yaml'], 'everything'],
    ['--no-config', FILES, ['--no-config'], 'unknown: everything'],
    ['--no-config, with --facts', FILES, ['--no-config', '--facts', 'facts.yaml'], undefined],
  ])('%s', async (_, files, options, traffic) => {
    const { code, traffic: found } = await listed(files, ...options);
    expect([code, found]).toEqual([0, traffic]);
  });

  test('a block that is none', async () => {
    expect(await listed({}, '--pod-cidr', '10.0.0.0/8,fd00::/8')).toMatchObject({
      code: 2,
      err: 'error[usage]: `--pod-cidr` is `10.0.0.0/8,fd00::/8`, not an address block\n'
        + 'help: give the option once for each block: `--pod-cidr 10.0.0.0/8`, `--pod-cidr fd00::/8`\nusage: netpol list PATH... [options]\n',
    });
  });
});

describe('an answer says that a configuration took part, and stderr says nothing', () => {
  const used = { 'netpol.yaml': inFacts(INSIDE) };

  test('as text', async () => {
    const { out, err } = await listed(used);
    expect(err).toBe('');
    expect(out).toMatch(/\nwhat netpol\.yaml says about the cluster took part\n$/);
    expect((await listed(used, '--no-config')).out).not.toContain('netpol.yaml');
  });

  test('as json', async () => {
    const configOf = async (...options: string[]) => JSON.parse((await listed(used, '--format', 'json', ...options)).out).config;
    expect([await configOf(), await configOf('--no-config')]).toEqual(['netpol.yaml', null]);
  });
});

describe('netpol.yaml is no manifest', () => {
  const CONFIG = inFacts(INSIDE);
  const list = async (path: string, files: Files, ...options: string[]) => netpol(['list', path, ...options], files);
  const REFUSED = 'configures netpol and holds no manifests';

  test.each<[string, string[]]>([['which is passed over', []], ['with --no-config too', ['--no-config']]])(
    'in a folder that is read, %s', async (_, options) => {
      const { code, err } = await list('.', { 'a.yaml': PODS, 'netpol.yaml': CONFIG }, ...options);
      expect([code, titles(err)]).toEqual([0, []]);
    });

  test.each<[string, string, Files]>([
    ['of the working folder', 'netpol.yaml', { 'netpol.yaml': CONFIG }],
    ['of another folder', 'k/netpol.yaml', { 'k/netpol.yaml': CONFIG }],
  ])('it is refused where it is named: %s', async (_, path, files) => {
    const { code, err } = await list(path, files);
    expect([code, titles(err)]).toEqual([3, [`error[input]: \`${path}\` ${REFUSED}`]]);
  });

  test('one of another folder takes no part, which is said', async () => {
    const { code, err } = await list('k', { ...CLUSTER, 'k/netpol.yaml': CONFIG }, '--external-blocks');
    expect([code, titles(err)]).toEqual([0,
      ['warning[input]: `k/netpol.yaml` configures netpol where it is run in that folder; here it takes no part']]);
  });

  test.each<[string, string]>([['in the working folder', '.'], ['where it is named', 'netpol.yaml']])(
    'manifests under that name are manifests, %s', async (_, path) => {
      const { code, out, err } = await list(path, { 'netpol.yaml': `${PODS}---\n${POLICY}` }, '--external-blocks');
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('default/b');
    });

  test('in a folder below they are manifests too', async () => {
    const { out } = await list('k', { 'k/a.yaml': PODS, 'k/netpol.yaml': POLICY, 'netpol.yaml': CONFIG }, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ config: 'netpol.yaml', endpoints: expect.arrayContaining([{ id: 'external-1', type: 'external', cidrs: expect.anything() }]) });
  });
});

describe('a configuration that cannot be read ends with 3, with line and column', () => {
  test.each<[string, string | Unreadable, string, string, string]>([
    ['a slip in a fact', 'facts:\n  podCidr: [10.0.0.0/8]\n', ':2:3', '`facts.podCidr` is not a fact that netpol knows', 'did you mean `podCidrs`?'],
    ['a value', 'facts:\n  podCidrs:\n    - 10.0.0.0/8\n    - 10.0.0.1\n', ':4:7', '`facts.podCidrs[1]` is "10.0.0.1", not an address block',
      'take it from the cluster as it is'],
    ['a slip in a key', 'fact: {}\n', ':1:1', '`fact` is not known of netpol.yaml', 'did you mean `facts`?'],
    ['another key', 'weather: fine\n', ':1:1', '`weather` is not known of netpol.yaml', 'write `accepted`, `assertions`, `checks`, `facts`, `target`'],
    ['facts of which there are none', 'facts:\n', ':1:1', '`facts` has no value', 'write one, or leave the key out'],
    ['a driver that is none', 'target: {networkDriver: calicoo}', ':1:10', '`target.networkDriver` is "calicoo", not known',
      'write `antrea`, `aws-vpc`, `azure`, `calico`, `cilium`, `flannel`, `gke-dataplane-v2`, `kindnet`, `kubenet`, `kube-router`, `ovn-kubernetes`, `weave`, `other`'],
    ['no driver', 'target: {policyController: x}', ':1:1', 'the target has no `networkDriver`',
      'say what gives the pods their network: `antrea`, `aws-vpc`, `azure`, `calico`, `cilium`, `flannel`, `gke-dataplane-v2`, `kindnet`, `kubenet`, `kube-router`, `ovn-kubernetes`, `weave`, `other`'],
    ['a version that YAML takes for a number', 'target:\n  networkDriver: cilium\n  ciliumVersion: 1.20\n', ':3:3',
      '`target.ciliumVersion` is 1.2, not one of the versions `1.15`, `1.16`, `1.17`, `1.18`, `1.19`, `1.20`',
      'write it in quotes: `ciliumVersion: \'1.20\'`; of 1.20.2 the version is 1.20, and the patch release the fact `ciliumPatchVersion: 2`'],
    ['Cilium without a version', 'target: {networkDriver: cilium}', ':1:1', 'the target has no `ciliumVersion`, which decides what policies mean',
      'write it in quotes: `ciliumVersion: \'1.20\'`; of 1.20.2 the version is 1.20, and the patch release the fact `ciliumPatchVersion: 2`'],
    ['a version of another driver', 'target: {networkDriver: calico, ciliumVersion: "1.20"}', ':1:33',
      '`target.ciliumVersion` is "1.20", but `networkDriver` is `calico`',
      'leave the version out, or write `networkDriver: cilium` if Cilium enforces the policies'],
    ['a version of Kubernetes that YAML takes for a number', 'target:\n  networkDriver: calico\n  kubernetesVersion: 1.30\n', ':3:3',
      '`target.kubernetesVersion` is 1.3, not a version of Kubernetes', 'write it in quotes: `kubernetesVersion: \'1.36\'`'],
    ['a controller without a name', 'target: {networkDriver: flannel, policyController: " "}', ':1:34',
      '`target.policyController` is " ", not the name of a controller',
      'name what enforces the policies beside the driver, or leave it out'],
    ['a fact of Cilium for another driver', 'target: {networkDriver: calico}\nfacts:\n  sctpEnabled: true\n', ':3:3',
      '`facts.sctpEnabled` is a setting of Cilium, but the driver is `calico`',
      'name the version of Cilium: `--dialect cilium-1.18`; or leave the fact out'],
    ['a patch release on GKE', 'target: {networkDriver: gke-dataplane-v2}\nfacts: {ciliumPatchVersion: 1}\n', ':2:9',
      '`facts.ciliumPatchVersion` cannot be set on GKE\'s Dataplane V2, which is Cilium of a version that Google does not name', 'leave the fact out'],
    ['no YAML', 'facts:\n  a: [\n', ':3:1', '`netpol.yaml` is not valid YAML: deficient indentation', 'correct it'],
  ])('%s', async (_, config, place, message, help) => {
    const { code, out, err } = await listed({ 'netpol.yaml': config });
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`error[input]: ${message}\n  --> netpol.yaml  (netpol.yaml${place})\n`);
    expect(err).toContain(`help: ${help}\n`);
    expect(err).toContain('1 error; nothing was answered\n');
    expect((await listed({ 'netpol.yaml': config }, '--no-config')).code).toBe(0);
  });

  test.each<[string, Files, string]>([
    ['one that may not be read', { 'netpol.yaml': new Unreadable('may not be read by you') }, '`netpol.yaml` may not be read by you'],
    ['one with nothing in it', { 'netpol.yaml': '# facts:\n' }, '`netpol.yaml` is absent, not one map that configures netpol'],
    ['two in one', { 'netpol.yaml': 'facts: {}\n---\nfacts: {}\n' }, '`netpol.yaml` is 2 documents, not one map that configures netpol'],
    ['one under the name netpol.yml', { 'netpol.yml': inFacts(INSIDE) }, '`netpol.yml` is not read: the configuration is called `netpol.yaml`'],
  ])('%s', async (_, files, message) => {
    const { code, out, err } = await listed(files);
    expect([code, out, titles(err)]).toEqual([3, '', [`error[input]: ${message}`]]);
    expect((await listed(files, '--no-config')).code).toBe(0);
  });

  test('netpol.yml may be a manifest', async () => {
    expect((await netpol(['list', '.', '--external-blocks'], { 'netpol.yml': `${PODS}---\n${POLICY}` }))).toMatchObject({ code: 0, err: '' });
  });
});

describe('the target', () => {
  const target = (text: string, facts = INSIDE) => ({ 'netpol.yaml': `target: {${text}}\n${inFacts(facts)}` });
  const CILIUM = 'networkDriver: cilium, ciliumVersion: "1.20"';
  const NO_EFFECT = (name: string) => `warning[input]: no policy has an effect: \`${name}\` enforces none by itself, and every connection is allowed`;

  test.each<[string, Files, string[], string | undefined, string[]]>([
    ['Cilium matches no pod by its address', target(CILIUM), [], undefined, []],
    ['an option goes before the file', target(CILIUM), ['--dialect', 'kubernetes'], 'everything', []],
    ['a driver that follows the documentation', {}, ['--driver', 'calico', '--pod-cidr', '10.244.0.0/16'], 'everything', []],
    ['Cilium as a driver', {}, ['--driver', 'cilium-1.20.2', '--pod-cidr', '10.244.0.0/16'], undefined, []],
    ['a driver that enforces nothing', target('networkDriver: flannel', OUTSIDE), [], 'everything', [NO_EFFECT('flannel')]],
    ['the same as an option', {}, ['--driver', 'flannel'], 'everything', [NO_EFFECT('flannel')]],
    ['a controller beside it', target('networkDriver: flannel, policyController: kube-router', OUTSIDE), [], undefined, []],
    ['the same as options', {}, ['--driver', 'flannel', '--policy-controller', 'kube-router', '--pod-cidr', '172.16.0.0/12'], undefined, []],
    ['Cilium that is switched off', target(CILIUM, 'policyEnforcementMode: never'), [], 'everything',
      ['warning[input]: no policy has an effect: Cilium runs with `policyEnforcementMode: never`, and every connection is allowed']],
    ['Cilium that is switched off, with another that reads as documented',
      target(`${CILIUM}, policyController: kube-router`, `policyEnforcementMode: never\n  ${INSIDE}`), [], 'everything', []],
  ])('%s', async (_, files, options, traffic, warnings) => {
    const { code, traffic: found, err } = await listed(files, ...options);
    expect([code, found, titles(err)]).toEqual([0, traffic, warnings]);
  });

  test('a driver that certainly ignores another\'s policies', async () => {
    const calico = `${PODS}---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: g}\nspec: {selector: all()}\n`;
    const { err } = await netpol(['list', 'a.yaml', '--driver', 'antrea'], { 'a.yaml': calico });
    expect(titles(err)).toEqual([
      'warning[input]: GlobalNetworkPolicy g has no effect: `antrea` enforces no `GlobalNetworkPolicy` of projectcalico.org',
    ]);
  });

  test('several such policies of a kind are one message, which names them', async () => {
    const calico = (kind: string, name: string) => `---\napiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: {${name}}\nspec: {selector: all()}\n`;
    const all = ['a', 'b', 'c'].map(name => calico('GlobalNetworkPolicy', `name: ${name}`)).join('');
    const { err } = await netpol(['list', 'a.yaml', '--driver', 'antrea'], { 'a.yaml': `${PODS}${all}${calico('NetworkPolicy', 'namespace: default, name: d')}` });
    expect(titles(err)).toEqual([
      'warning[input]: GlobalNetworkPolicy a has no effect: `antrea` enforces no `GlobalNetworkPolicy` of projectcalico.org',
      'warning[input]: NetworkPolicy default/d has no effect: `antrea` enforces no `NetworkPolicy` of projectcalico.org',
    ]);
    expect(err).toContain('   = likewise: GlobalNetworkPolicy b, GlobalNetworkPolicy c\n');
  });

  test.each<[string, string[], string]>([
    ['a driver beside a dialect', ['--driver', 'calico', '--dialect', 'kubernetes'], '`--dialect` and `--driver` both say who enforces the policies'],
    ['a controller without a driver', ['--policy-controller', 'x'], '`--policy-controller` is there without `--driver`'],
    ['Cilium without a version', ['--driver', 'cilium'], '`--driver` is `cilium`, which it does not know'],
  ])('%s is wrong usage', async (_, options, message) => {
    const { code, err } = await listed({}, ...options);
    expect([code, titles(err)]).toEqual([2, [`error[usage]: ${message}`]]);
  });

  test('facts that the file tells of its own target are left out, and said, where an option names another', async () => {
    const files = target(CILIUM, 'ciliumPatchVersion: 2\n  sctpEnabled: true');
    const LEFT = (fact: string, name: string) =>
      `warning[input]: \`facts.${fact}\` is left out: it is told of \`cilium-1.20\`, in whose place \`${name}\` was named`;
    const titlesWith = async (dialect: string) => titles((await listed(files, '--external-blocks', '--dialect', dialect)).err);
    expect(await titlesWith('kubernetes')).toEqual([LEFT('ciliumPatchVersion', 'kubernetes'), LEFT('sctpEnabled', 'kubernetes')]);
    expect(await titlesWith('cilium-1.18')).toEqual([LEFT('ciliumPatchVersion', 'cilium-1.18')]);
    expect(await titlesWith('cilium-1.20')).toEqual([]);
  });
});

const HOST = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: []}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: b, host: rack-7}}
spec: {containers: []}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress]}
`;

describe('the patch release', () => {
  test.each<[string, Files, string[], string | undefined]>([
    ['is open', {}, ['--dialect', 'cilium-1.20'], 'unknown: everything'],
    ['is a fact', { 'facts.yaml': 'ciliumPatchVersion: 2' }, ['--facts', 'facts.yaml', '--dialect', 'cilium-1.20'], undefined],
    ['of the configuration', { 'netpol.yaml': 'target: {networkDriver: cilium, ciliumVersion: "1.20"}\nfacts: {ciliumPatchVersion: 1}' }, [], 'everything'],
    ['of an option goes before it', { 'facts.yaml': 'ciliumPatchVersion: 1' }, ['--facts', 'facts.yaml', '--dialect', 'cilium-1.20.2'], undefined],
  ])('%s', async (_, files, options, traffic) => {
    const { code, traffic: found } = await listed({ ...files, 'k/a.yaml': HOST }, ...options);
    expect([code, found]).toEqual([0, traffic]);
  });
});

test('a fact on which no answer depends is not passed over in silence', async () => {
  const { code, err } = await listed({ 'netpol.yaml': inFacts('serviceTranslation: after-policy') }, '--external-blocks');
  expect([code, titles(err)]).toEqual([0, ['info[input]: `facts.serviceTranslation` changes no answer here: connections are between pods, not to the addresses of Services']]);
});
