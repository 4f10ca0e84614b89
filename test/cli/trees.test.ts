import { netpol } from './terminal';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}, namespace: shop}
`;

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
`;

const KUSTOMIZATION = 'resources: [app.yaml]\n';
const CHART = { 'Chart.yaml': 'name: shop\n', 'templates/web.yaml': 'kind: {{ .Values.kind }}\n', 'values.yaml': 'kind: Pod\n' };

/** The files below a folder. */
function below(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

const titles = (err: string) => err.split('\n').filter(line => /^(error|warning)\[/.test(line));

describe('a folder that a tool makes manifests from is refused where it is named, with what to paste', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['kustomization.yaml', below('k', { 'kustomization.yaml': KUSTOMIZATION, 'app.yaml': POD }), 'k',
      'kubectl kustomize k | netpol list -'],
    ['Kustomization', below('k', { 'Kustomization': KUSTOMIZATION, 'app.yaml': POD }), 'k', 'kubectl kustomize k | netpol list -'],
    ['a chart', below('charts/shop', CHART), 'charts/shop', 'helm template shop charts/shop | netpol list -'],
  ])('%s', async (_, files, folder, command) => {
    const { code, out, err } = await netpol(['list', folder], files);
    expect([code, out]).toEqual([3, '']);
    expect(titles(err)).toEqual([expect.stringMatching(/^error\[input\]: `.*` is a (kustomization|Helm chart), from which (kustomize|helm) makes the manifests$/)]);
    expect(err).toContain(`help: render it: \`${command}\`; \`--raw\` reads its files as they are\n`);
  });

  test('--raw reads it as it is', async () => {
    const { code, out } = await netpol(['list', 'k', '--raw'], below('k', { 'kustomization.yaml': KUSTOMIZATION, 'app.yaml': POD }));
    expect(code).toBe(0);
    expect(out).toContain('shop/web');
  });

  test('a folder with Chart.yaml alone is a folder', async () => {
    expect((await netpol(['list', 'c'], { 'c/Chart.yaml': 'name: c\n', 'c/web.yaml': POD })).code).toBe(0);
  });
});

describe('below a folder it is left out, and the rest is answered as partial', () => {
  const rest = below('repo', { 'web.yaml': POD, 'policy.yaml': POLICY });
  const parts: Record<string, [Record<string, string>, string]> = {
    'a kustomization': [below('repo/deploy', { 'kustomization.yaml': KUSTOMIZATION, 'app.yaml': POD, 'base/more.yaml': POD }),
      'warning[input]: `repo/deploy` is a kustomization, from which kustomize makes the manifests; left out'],
    'a chart, in one message': [below('repo/chart', CHART),
      'warning[input]: `repo/chart` is a Helm chart, from which helm makes the manifests; left out'],
    'two kustomizations, in one message': [
      { ...below('repo/a', { 'kustomization.yaml': KUSTOMIZATION }), ...below('repo/b', { 'kustomization.yaml': KUSTOMIZATION }) },
      'warning[input]: 2 folders are kustomizations, from which kustomize makes the manifests: `repo/a`, `repo/b`; left out',
    ],
    'a template of OpenShift': [
      below('repo', { 'template.yaml': 'apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: shop, namespace: shop}\nobjects: []\n' }),
      'warning[input]: Template shop/shop is a template, from which `oc process` makes the objects; left out',
    ],
    'a file that is no YAML': [below('repo', { 'bad.yaml': 'a: [' }), 'warning[input]: document 1 of `repo/bad.yaml` is not valid YAML: '],
  };

  test.each(Object.entries(parts))('%s', async (_, [files, warning]) => {
    const all = { ...rest, ...files };
    const text = await netpol(['list', 'repo'], all);
    expect(text.code).toBe(3);
    expect(titles(text.err)).toEqual([expect.stringContaining(warning)]);
    expect(text.out.split('\n\n').slice(1).join('\n\n'))
      .toBe('nothing may connect to anything\n\npartial: something was left out, and these verdicts hold for what was read only\n');
    expect(JSON.parse((await netpol(['list', 'repo', '--format', 'json'], all)).out)).toMatchObject({ partial: true });
    expect((await netpol(['list', 'repo', '--format', 'connlist'], all)).out)
      .toBe('# partial: something was left out, and these verdicts hold for what was read only\n');
  });

  test.each(Object.entries(parts))('with --keep-going the exit code is that of the rest: %s', async (_, [files]) => {
    expect((await netpol(['list', 'repo', '--keep-going'], { ...rest, ...files })).code).toBe(0);
  });

  test('nothing is answered where nothing is left', async () => {
    const { code, out, err } = await netpol(['list', 'repo'], below('repo/chart', CHART));
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('1 error; nothing was answered');
  });

  test('whole, it is not partial', async () => {
    const { code, out } = await netpol(['list', 'repo', '--format', 'json'], rest);
    expect([code, JSON.parse(out).partial]).toEqual([0, false]);
  });
});

describe('a policy that no server takes is left out of a tree, and is an error where its file is named', () => {
  const rest = below('repo', { 'web.yaml': POD, 'policy.yaml': POLICY });
  const REFUSED = POLICY.replace('closed', 'refused').replace('podSelector: {}', 'podSelector: {}, ingress: [{ports: [{port: 0}]}]');
  const PATCH = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\nspec: {template: {spec: {containers: []}}}\n';
  const files = { ...rest, 'repo/bad.yaml': REFUSED };
  const MESSAGE = '`spec.ingress[0].ports[0].port` is 0, not a port from 1 to 65535';

  test.each<[string, string, string]>([
    ['what is faulty in it', REFUSED, `${MESSAGE}; what NetworkPolicy shop/refused would close or open is not in the answer; left out`],
    ['that it has no name', POLICY.replace('name: closed, ', ''),
      '`metadata.name` is absent; the object is left out; what NetworkPolicy would close or open is not in the answer; left out'],
  ])('which says %s', async (_, text, message) => {
    const { code, out, err } = await netpol(['list', 'repo', '--rows'], { ...rest, 'repo/bad.yaml': text });
    expect([code, titles(err)]).toEqual([3, [`warning[input]: ${message}`]]);
    expect(err).toMatch(/ {2}--> repo\/bad\.yaml#1 {2}\(repo\/bad\.yaml:\d+\)/);
    expect(out).toBe('nothing may connect to anything\n\npartial: something was left out, and these verdicts hold for what was read only\n');
  });

  test.each<[string, string, string]>([
    ['a patch, which changes another object', PATCH, '`spec.selector` is absent, so that this is a patch for a workload and none itself'],
    ['a workload without a name', 'apiVersion: v1\nkind: Pod\nmetadata: {namespace: shop}\n', '`metadata.name` is absent; the object is left out'],
  ])('unlike %s', async (_, text, message) => {
    const { code, out, err } = await netpol(['list', 'repo'], { ...rest, 'repo/bad.yaml': text });
    expect([code, out, titles(err)]).toEqual([3, '', [`error[input]: ${message}`]]);
  });

  test('with the exit code of the rest, and as partial in JSON', async () => {
    const { code, out } = await netpol(['list', 'repo', '--keep-going', '--format', 'json'], files);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ partial: true, problems: [{ severity: 'warning', message: expect.stringContaining(MESSAGE) }] });
  });

  test.each<[string, string[]]>([['a file', ['repo/bad.yaml', 'repo']], ['a file beside another', ['repo/web.yaml', 'repo/bad.yaml']]])(
    'named: %s', async (_, paths) => {
      const { code, out, err } = await netpol(['list', ...paths], files);
      expect([code, out, titles(err)]).toEqual([3, '', [`error[input]: ${MESSAGE}`]]);
    });

  test('nothing is answered where nothing is left', async () => {
    const { code, out } = await netpol(['list', 'repo'], { 'repo/bad.yaml': REFUSED });
    expect([code, out]).toEqual([3, '']);
  });

  test('of two objects of one name nobody knows which holds, so the tree is refused', async () => {
    const { code, out, err } = await netpol(['list', 'repo'], { ...rest, 'repo/other.yaml': POLICY.replace('Ingress, ', '') });
    expect([code, out]).toEqual([3, '']);
    expect(titles(err)).toEqual([expect.stringContaining('error[input]: NetworkPolicy shop/closed is there twice')]);
  });
});

test('what is wrong in many places is one message, and each of them counts', async () => {
  const patch = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  template: {}\n`;
  const names = ['a', 'b', 'c', 'd', 'e'];
  const { code, err } = await netpol(['list', 'repo'], Object.fromEntries(names.map(name => [`repo/${name}.yaml`, patch(name)])));
  expect(code).toBe(3);
  expect(err).toBe(`error[input]: \`spec.selector\` is absent, so that this is a patch for a workload and none itself
  --> repo/a.yaml#1  (repo/a.yaml:4)
   |
   | in Deployment default/a, at spec.selector
   = likewise: repo/b.yaml:4, repo/c.yaml:4, repo/d.yaml:4, repo/e.yaml:4
help: apply it where it belongs, as \`kubectl kustomize\` does, or leave it out of the input

5 errors; nothing was answered
`);
});

describe('an input without pods says so', () => {
  test.each<[string, string]>([['text', 'the input has no pods\n'], ['connlist', '']])('as %s', async (format, expected) => {
    const { code, out, err } = await netpol(['list', 'p.yaml', '--format', format], { 'p.yaml': POLICY });
    expect([code, out]).toEqual([0, expected]);
    expect(titles(err)).toEqual(['warning[input]: the input has no pods, so that there is no connection to speak of']);
  });

  test('as json, among the problems', async () => {
    const { out } = await netpol(['list', 'p.yaml', '--format', 'json'], { 'p.yaml': POLICY });
    expect(JSON.parse(out).problems).toEqual([expect.objectContaining({ message: expect.stringContaining('the input has no pods') })]);
  });
});
