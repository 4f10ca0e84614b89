import { netpol } from './terminal';

const POLICY = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: shop}\nspec: {podSelector: {}}\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {containers: []}\n';

/** What the command says about a policy in which one text is replaced by another. */
async function said(from: string, to: string): Promise<{ code: number; out: string; err: string }> {
  return netpol(['list', '.'], { 'a.yaml': `${POLICY.replace(from, to)}---\n${POD}` });
}

test('a kind in other letters is an error with its place, and nothing is answered', async () => {
  const { code, out, err } = await said('kind: NetworkPolicy', 'kind: networkpolicy');
  expect([code, out]).toEqual([3, '']);
  expect(err).toContain([
    'error[input]: `kind` is "networkpolicy", and there is no such kind in `networking.k8s.io/v1`',
    '  --> a.yaml#1  (a.yaml:2)',
    '   |',
    '   | in networkpolicy shop/deny, at kind',
    'help: did you mean `NetworkPolicy`?',
  ].join('\n'));
});

test('a key of metadata in other letters is a warning with its place', async () => {
  const { err } = await said('namespace: shop', 'nameSpace: shop');
  expect(err).toContain([
    'warning[input]: `metadata.nameSpace` is not a field of the API: `kubectl apply` refuses the object, and other clients drop the field',
    '  --> a.yaml#1  (a.yaml:3)',
    '   |',
    '   | in NetworkPolicy default/deny, at metadata.nameSpace',
    'help: did you mean `namespace`?',
  ].join('\n'));
});

test.each([
  ['a label', 'podSelector: {}', 'podSelector: {matchLabels: {app: !!binary d2Vi}}'],
  ['a name', 'name: deny', 'name: !!binary ZGVueQ=='],
  ['a protocol and a port', 'podSelector: {}', 'podSelector: {}, ingress: [{ports: [{protocol: !!binary VENQ, port: !!binary aHR0cA==}]}]'],
])('bytes of YAML are text: %s', async (_case, from, to) => {
  const plain = to.replace(/!!binary ([\w=]+)/g, (_match, bytes: string) => Buffer.from(bytes, 'base64').toString());
  expect(await said(from, to)).toEqual(await said(from, plain));
  expect((await said(from, to)).code).toBe(0);
});
