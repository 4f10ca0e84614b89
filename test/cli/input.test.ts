import { Files, netpol } from './terminal';
import { Unreadable } from '../../src/cli/terminal';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: []}\n';
const POLICY = (name: string, port: unknown) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
spec:
  podSelector: {}
  ingress:
    - ports:
        - protocol: TCP
          port: ${port}
`;

/** The first line of each message. */
function titles(err: string): string[] {
  return err.split('\n').filter(line => /^(error|warning)\[/.test(line));
}

/** Where each message says that it is. */
function places(err: string): string[] {
  return err.split('\n').filter(line => line.startsWith('  --> ')).map(line => line.slice('  --> '.length));
}

describe('input that cannot be read ends with 3, names its place and answers nothing', () => {
  test.each<[string, string[], Files, string, string]>([
    ['a path that is not there', ['no.yaml'], {}, 'error[input]: `no.yaml` does not exist', 'no.yaml'],
    ['a file that is closed', ['a.yaml'], { 'a.yaml': new Unreadable('may not be read by you') },
      'error[input]: `a.yaml` may not be read by you', 'a.yaml'],
    ['a folder without manifests', ['docs'], { 'docs/readme.md': '# hello' },
      'error[input]: `docs` has no file that ends in .yaml, .yml, .json', 'docs'],
    ['a file that is no text', ['a.yaml'], { 'a.yaml': new Uint8Array([0x61, 0xff, 0x62]) },
      'error[input]: `a.yaml` is no text', 'a.yaml'],
    ['YAML that is none', ['a.yaml'], { 'a.yaml': `${POD}---\na: [\n` },
      'error[input]: document 2 of `a.yaml` is not valid YAML', 'a.yaml#2  (a.yaml:7)'],
    ['a template', ['chart'], { 'chart/templates/a.yaml': 'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n' },
      'error[input]: document 1 of `chart/templates/a.yaml` is not valid YAML',
      'chart/templates/a.yaml#1  (chart/templates/a.yaml:2)'],
    ['a named file without a kind', ['values.yaml'], { 'values.yaml': 'replicas: 1\n' },
      'error[input]: `kind` is absent, not the kind of an object', 'values.yaml#1  (values.yaml:1)'],
    ['a named file with text', ['a.yaml'], { 'a.yaml': 'hello\n' },
      'error[input]: the document is "hello", not a Kubernetes object', 'a.yaml#1  (a.yaml:1)'],
    ['a field that the API refuses', ['a.yaml'], { 'a.yaml': `${POD}---\n${POLICY('p', 0)}` },
      'error[input]: `spec.ingress[0].ports[0].port` is 0, not a port from 1 to 65535', 'a.yaml#2  (a.yaml:15)'],
    ['a policy in a folder that lacks its apiVersion', ['.'], { 'a.yml': 'kind: NetworkPolicy\nmetadata: {name: p}\nspec: {}\n' },
      'error[input]: `apiVersion` is absent, not the version of an API', 'a.yml#1  (a.yml:1)'],
  ])('%s', async (_, paths, files, title, place) => {
    const { code, out, err } = await netpol(['list', ...paths], files);
    expect([code, out]).toEqual([3, '']);
    expect(titles(err).map(line => line.slice(0, title.length))).toEqual([title]);
    expect(places(err)).toEqual([place]);
    expect(err.endsWith('\n1 error; nothing was answered\n')).toBe(true);
  });

  test('in a list, and in a list of lists, the line is that of the item', async () => {
    const item = (name: string, port: unknown) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: 'shop' },
      spec: { podSelector: {}, ingress: [{ ports: [{ port }] }] },
    });
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item('fine', 1), item('faulty', 0)] }, undefined, 1);
    const { err } = await netpol(['list', 'dump.json'], { 'dump.json': json });
    const line = json.slice(0, json.indexOf('"port": 0')).split('\n').length;
    expect(places(err)).toEqual([`dump.json#1  (dump.json:${line})`]);
  });

  test('everything that is wrong is said in one run, in the order of the command line', async () => {
    const { code, err } = await netpol(['list', 'no.yaml', 'broken.yaml', 'p.yaml', '-'],
      { 'broken.yaml': 'a: [\n---\nb: {\n', 'p.yaml': `${POLICY('p', 0)}---\n${POLICY('q', '"80"')}` }, 'hello');
    expect(code).toBe(3);
    expect(places(err)).toEqual([
      'no.yaml', 'broken.yaml#1  (broken.yaml:2)', 'broken.yaml#2  (broken.yaml:4)',
      'p.yaml#1  (p.yaml:10)', 'p.yaml#2  (p.yaml:21)', 'stdin#1  (stdin:1)',
    ]);
    expect(err).toContain('6 errors; nothing was answered');
  });

  test('where documents are divided by `...`, or stand behind a directive, the line is in the right one', async () => {
    const dots = `${POLICY('p', 80)}...\n${POLICY('q', 0)}`;
    const directive = `%YAML 1.1\n---\n${POLICY('r', 80)}---\n${POLICY('q', 0)}`;
    const { err } = await netpol(['list', 'dots.yaml', 'directive.yaml'], { 'dots.yaml': dots, 'directive.yaml': directive });
    const lineOf = (text: string) => text.slice(0, text.indexOf('port: 0')).split('\n').length;
    expect(places(err)).toEqual([
      `dots.yaml#2  (dots.yaml:${lineOf(dots)})`, `directive.yaml#2  (directive.yaml:${lineOf(directive)})`,
    ]);
  });

  test('one mistake in each of thousands of documents is named in each', async () => {
    const count = 3_000;
    const text = Array.from({ length: count }, (_, index) => POLICY(`p${index}`, 0)).join('---\n');
    const { err } = await netpol(['list', '-'], {}, text);
    const lines = POLICY('p', 0).split('\n').length;
    const [first, ...others] = Array.from({ length: count }, (_, index) => `stdin:${index * lines + 10}`);
    expect(places(err)).toEqual([`stdin#1  (${first})`]);
    expect(err).toContain(`   = likewise: ${others.join(', ')}\n`);
  });

  test('of a file that is called like the standard input no line is told, rather than a wrong one', async () => {
    const { err } = await netpol(['list', '-', 'stdin'], { stdin: `# a remark\n${POLICY('p', 0)}` }, POLICY('q', 0));
    expect(places(err)).toEqual(['stdin#1', 'stdin#1']);
  });

  test('a template is told how to become manifests', async () => {
    const { err } = await netpol(['list', 'a.yaml'], { 'a.yaml': 'a: {{ .Values.a }}\n b: 1' });
    expect(err).toContain('helm template');
  });
});

describe('in a folder', () => {
  test('all YAML and JSON is read, with the folders below it, but not what is hidden', async () => {
    const files: Files = {
      'k/a.yaml': POD,
      'k/b.yml': POD.replace('a,', 'b,'),
      'k/x/c.json': JSON.stringify({
        apiVersion: 'v1', kind: 'Pod', metadata: { name: 'c', namespace: 'shop' }, spec: { containers: [] },
      }),
      'k/X.YAML': POD.replace('a,', 'd,'),
      'k/notes.txt': 'no: [',
      'k/.git/e.yaml': 'no: [',
      'k/node_modules/f/f.yaml': 'no: [',
    };
    const { code, out, err } = await netpol(['list', 'k/', '--format', 'json'], files);
    expect([code, err]).toEqual([0, '']);
    const { endpoints } = JSON.parse(out) as { endpoints: { id: string }[] };
    expect(endpoints.map(({ id }) => id))
      .toEqual(['shop/a[Pod]', 'shop/b[Pod]', 'shop/c[Pod]', 'shop/d[Pod]', 'other pods', 'external-1']);
  });

  test('a file that is named twice is read once', async () => {
    const { code, err } = await netpol(['list', 'k', 'k/a.yaml', './k/a.yaml', 'k'], { 'k/a.yaml': POD });
    expect([code, err]).toEqual([0, '']);
  });

  test.each<[string, string, string[]]>([
    ['values of a chart', 'replicas: 3\nkind: DaemonSet\n', ['`k/v.yaml` holds no Kubernetes object; it is left out']],
    ['a chart', 'apiVersion: v2\nname: chart\n', ['`k/v.yaml` holds no Kubernetes object; it is left out']],
    ['a list of things', '- a\n- b\n', ['`k/v.yaml` holds no Kubernetes object; it is left out']],
    ['an object among others', `a: 1\n---\n${POD.replace('a,', 'b,')}---\nb: 1\n`,
      ['`k/v.yaml` holds 2 documents that are no Kubernetes objects; they are left out']],
    ['objects of kinds that do not matter', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n', []],
    ['nothing but remarks', '# nothing\n', []],
  ])('%s: said once, and no error', async (_, text, warnings) => {
    const { code, err } = await netpol(['list', 'k'], { 'k/a.yaml': POD, 'k/v.yaml': text });
    expect(code).toBe(0);
    expect(titles(err)).toEqual(warnings.map(warning => `warning[input]: ${warning}`));
  });
});

test('documents of a tree that are no objects are told together, with the first names', async () => {
  const files = {
    'k/a.yaml': POD,
    ...Object.fromEntries([1, 2, 3, 4, 5].map(number => [`k/v${number}.yaml`, 'a: 1\n'])),
    ...Object.fromEntries([1, 2].map(number => [`k/w${number}.yaml`, `a: 1\n---\nb: 1\n---\n${POD.replace('a,', `w${number},`)}`])),
  };
  const { code, err } = await netpol(['list', 'k'], files);
  expect([code, err]).toEqual([0, `warning[input]: 5 files hold no Kubernetes object and are left out: \`k/v1.yaml\`, \`k/v2.yaml\`, \`k/v3.yaml\` and 2 more
  --> k/v1.yaml
help: an object has \`kind\` and \`apiVersion\`; name the file itself to have every document checked

warning[input]: 2 files with Kubernetes objects also hold 4 documents that are none, which are left out: \`k/w1.yaml\`, \`k/w2.yaml\`
  --> k/w1.yaml
help: an object has \`kind\` and \`apiVersion\`; name the file itself to have every document checked

`]);
});

test('UTF-16, as Windows shells write it', async () => {
  const bytes = Buffer.from(`\uFEFF${POD}`, 'utf16le');
  const { code, out } = await netpol(['list', 'a.yaml', '--format', 'connlist'], { 'a.yaml': bytes });
  expect([code, out.split('\n')[0]]).toEqual([0, '0.0.0.0-255.255.255.255 => shop/a[Pod] : All Connections']);
});
