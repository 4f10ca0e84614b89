import { netpol } from './terminal';

const pod = (name: string, namespace?: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}${namespace === undefined ? '' : `, namespace: ${namespace}`}}
---
`;

const policy = (namespace?: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cache${namespace === undefined ? '' : `, namespace: ${namespace}`}}
spec:
  podSelector: {matchLabels: {app: cache}}
  ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {app: web}}}]}]
---
`;

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n';

async function listed(text: string, ...options: string[]) {
  const { code, out, err } = await netpol(['list', 'a.yaml', '--format', 'connlist', ...options], { 'a.yaml': text });
  return { code, pairs: out.split('\n').filter(line => line.includes('] => ') && !line.includes('0.0.0.0')), err };
}

test.each(['--namespace', '-n'])('%s puts objects that name no namespace where helm and kubectl would', async option => {
  const { code, pairs, err } = await listed(pod('web') + pod('cache') + policy(), option, 'shop');
  expect([code, err]).toEqual([0, '']);
  expect(pairs).toContain('shop/web[Pod] => shop/cache[Pod] : All Connections');
});

test('what names a namespace stays there', async () => {
  const { pairs } = await listed(pod('web') + pod('probe', 'lab'), '-n', 'shop');
  expect(pairs).toContain('lab/probe[Pod] => shop/web[Pod] : All Connections');
});

test('problems call an object by the namespace that it is in', async () => {
  const { err } = await listed(pod('web') + policy().replace('[{from', '[{ports: [{port: 0}], from'), '-n', 'shop');
  expect(err).toContain('NetworkPolicy shop/cache');
});

describe('objects without a namespace next to others that name one are likely in the wrong place', () => {
  const rows: Record<string, [text: string, warning: string | undefined]> = {
    'a selector asks for one by name': [pod('web') + pod('cache') + policy(),
      '3 objects name no namespace and are taken to be in `default`, while others speak of `shop`'],
    'another object is in one': [pod('web') + pod('cache', 'shop'),
      '1 object names no namespace and is taken to be in `default`, while others speak of `shop`'],
    'a Namespace is in the input': [pod('web') + NAMESPACE,
      '1 object names no namespace and is taken to be in `default`, while others speak of `shop`'],
    'two are named': [pod('web') + pod('cache', 'shop') + pod('probe', 'lab'),
      '1 object names no namespace and is taken to be in `default`, while others speak of `lab`, `shop`'],
    'nobody names one': [pod('web') + pod('cache'), undefined],
    'everybody names one': [pod('web', 'shop') + pod('cache', 'shop'), undefined],
    'the others name default': [pod('web') + pod('cache', 'default'), undefined],
  };

  test.each(Object.entries(rows))('%s', async (_, [text, warning]) => {
    const { code, err } = await listed(text);
    expect(code).toBe(0);
    expect(err.split('\n')[0]).toBe(warning === undefined ? '' : `warning[input]: ${warning}`);
  });

  test('the help names the one namespace that may be meant', async () => {
    const { err } = await listed(pod('web') + NAMESPACE);
    expect(err).toContain('help: say where they are applied, as to kubectl: `--namespace shop`\n');
  });
});

test('a namespace for which no object is left is no help, and says so', async () => {
  const { code, err } = await listed(pod('web', 'shop'), '-n', 'lab');
  expect(code).toBe(0);
  expect(err).toContain('warning[input]: namespace `lab` changes nothing: every object names its namespace, shop\n');
});

test.each(['Shop', '-', 'a.b', '../x'])('%s is no name of a namespace', async name => {
  const { code, err } = await netpol(['list', 'a.yaml', `--namespace=${name}`], { 'a.yaml': pod('web') });
  expect(code).toBe(2);
  expect(err).toContain(`error[usage]: \`--namespace\` is \`${name}\`, not the name of a namespace`);
});
