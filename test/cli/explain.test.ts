import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { expectGolden, goldenFiles } from './golden';
import { netpol } from './terminal';

const SHOP = goldenFiles('explain/shop.yaml', 'explain/policies.yaml');
const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'schema', 'explain.schema.json'), 'utf8')) as object;
const isOfSchema = new Ajv({ allowUnionTypes: true, strictTypes: false }).compile(SCHEMA);

/** Runs the command on the shop. */
const explain = async (...options: readonly string[]) => netpol(['explain', 'explain', ...options], SHOP);

const WEB_TO_DB = ['--from', 'shop/web', '--to', 'shop/statefulset/db', '--port', 'tcp/5432'];
const GATEWAY_TO_WEB = ['--from', 'edge/gateway', '--to', 'shop/web', '--port', 'tcp/9090'];

describe('what it prints, byte for byte', () => {
  test.each<[string, string[]]>([
    ['denied', WEB_TO_DB],
    ['denied-on-parts', ['--from', 'shop/web', '--to', 'shop/statefulset/db']],
    ['allowed', ['--from', 'edge/gateway', '--to', 'shop/web', '--port', 'tcp/http']],
    ['unknown', GATEWAY_TO_WEB],
    ['settled', [...GATEWAY_TO_WEB, '--pod-cidr', '10.244.0.0/16']],
    ['behind-a-service', ['--from', 'shop/web', '--to', 'service:shop/orders']],
    ['kinds-of-one-name', ['--from', 'shop/web', '--to', 'shop/db', '--port', 'tcp/5432']],
    ['perhaps-in-a-range', ['--from', 'internet', '--to', '10.244.0.0/16', '--port', 'tcp/9090']],
    ['who-reaches', ['--to', 'shop/web']],
    ['who-reaches-over-pods', ['--to', 'shop/statefulset/db', '--transitive']],
    ['what-is-reached-over-pods', ['--from', 'internet', '--transitive']],
    ['denied.json', [...WEB_TO_DB, '--format', 'json']],
    ['unknown.json', [...GATEWAY_TO_WEB, '--format', 'json']],
    ['over-pods.json', ['--to', 'shop/statefulset/db', '--transitive', '--format', 'json']],
  ])('%s', async (name, options) => {
    const { code, out, err } = await explain(...options);
    expect([code, err]).toEqual([0, '']);
    expectGolden(`explain/${name}.out`, out);
  });
});

describe('ends', () => {
  test.each<[string, string[], string]>([
    ['a workload', ['--to', 'shop/orders'], 'who reaches shop/orders\n  shop/web  TCP 8080\n'],
    ['a workload by its kind, in any case', ['--to', 'shop/STATEFULSET/db'], 'who reaches shop/STATEFULSET/db\n  shop/orders  TCP 5432\n'],
    ['workloads of one name', ['--to', 'shop/db'], 'who reaches shop/db\n  shop/orders  TCP 5432\n'],
    ['a namespace', ['--from', 'edge/', '--port', 'tcp/8080'],
      'what is reached from all pods in namespace edge\n  shop/web, nodes, outside  TCP 8080\n'],
    ['all namespaces', ['--to', '*/', '--port', 'tcp/5432'],
      'who reaches all pods in all namespaces\n  shop/*, nodes, outside  TCP 5432\n'],
    ['labels', ['--to', 'shop/app=db'], 'who reaches pods app=db in namespace shop\n  shop/orders  TCP 5432\n'],
    ['labels in all namespaces', ['--to', '*/app=db'], 'who reaches pods app=db in all namespaces\n  shop/orders  TCP 5432\n'],
    ['addresses', ['--from', '203.0.113.0/24', '--port', 'tcp/9090'],
      'what is reached from 203.0.113.0/24\n  edge/gateway    TCP 9090\n  nodes, outside  unknown: TCP 9090\n'],
    ['a single address', ['--to', '203.0.113.9', '--port', 'udp/53'],
      'who reaches 203.0.113.9/32\n  all workloads   UDP 53\n  nodes, outside  unknown: UDP 53\n'],
    ['an address that no pod has', ['--to', '203.0.113.9', '--port', 'udp/53', '--pod-cidr', '10.244.0.0/16', '--node-cidr', '10.0.0.0/24'],
      'who reaches 203.0.113.9/32\n  all workloads  UDP 53\n'],
    ['an address of a pod that is not in the input', ['--to', '10.244.0.9', '--port', 'udp/53', '--pod-cidr', '10.244.0.0/16'],
      'who reaches 10.244.0.9/32\n  all workloads, nodes, outside  UDP 53\n'],
    ['the internet', ['--from', 'internet'], 'what is reached from the internet\n  edge/gateway  everything\n  shop/web      TCP 9090\n'],
    ['nodes', ['--from', 'node'], 'what is reached from all nodes\n  edge/gateway  everything\n  shop/web      unknown: TCP 9090\n'],
    ['the API server, wherever it is', ['--to', 'api-server'], 'who reaches the API server\n  all workloads  TCP all ports\n'],
    ['the API server, from wherever', ['--from', 'api-server', '--port', 'tcp/9090'],
      'what is reached from the API server\n  edge/gateway            TCP 9090\n  shop/*, nodes, outside  unknown: TCP 9090\n'],
    ['a Service', ['--to', 'service:shop/orders', '--port', 'tcp/80'], 'who reaches Service shop/orders\n  shop/web  TCP 8080\n'],
    ['nobody', ['--to', 'shop/cronjob/db'], 'who reaches shop/cronjob/db: nothing and nobody\n'],
  ])('%s', async (_, options, expected) => {
    const { code, out, err } = await explain(...options);
    expect({ code, out: out.split('\n\n')[0].replace(/\n?$/, '\n'), err }).toEqual({ code: 0, out: expected, err: '' });
  });
});

describe('a command line that makes no sense ends with 2', () => {
  const PORTS = 'write `tcp/8080`, `tcp/8000-8010`, `tcp/http`, or `tcp` for every port of TCP';
  const LABELS = 'write labels with commas between them: `shop/app=web,tier=front`';
  const NAMES = 'write its namespace and its name: `shop/web`, or `shop/deployment/web`; in all namespaces only labels are looked for: `*/app=web`';
  const BLOCKS = 'write a block such as `203.0.113.0/24`, or an address';

  test.each<[string[], string, string]>([
    [[], 'there is neither `--from` nor `--to`', 'name an end, or both: `--from shop/web --to shop/db`'],
    [['--from', 'shop/web', '--to', 'shop/orders', '--transitive'], '`--transitive` is for a question about one end', 'leave `--from` or `--to` out'],
    [['--to', 'web'], '`--to`: `web` is no end of a connection', 'write the namespace before it: `default/web`; or `web/` for all pods of a namespace'],
    [['--to', '/web'], '`--to`: `/web` is no end of a connection',
      'write a workload with its namespace, `shop/web`, or an address, `internet`, `node`; `netpol help explain` lists all forms'],
    [['--to', 'shop/wbe'], '`--to`: the input has no workload `shop/wbe`', 'did you mean `shop/web`?'],
    [['--to', 'shop/job/db'], '`--to`: the input has no workload `shop/job/db`', 'did you mean `shop/db`?'],
    [['--from', 'edge/web'], '`--from`: the input has no workload `edge/web`', 'did you mean `shop/web`?'],
    [['--from', 'x/something'], '`--from`: the input has no workload `x/something`', 'it has shop/web, shop/orders, shop/db, shop/db, edge/gateway'],
    [['--to', '*/web'], '`--to`: `*/web` names no workload', NAMES],
    [['--to', 'shop//web'], '`--to`: `shop//web` names no workload', NAMES],
    [['--to', 'shop/web/'], '`--to`: `shop/web/` names no workload', NAMES],
    [['--to', 'shop/app=web,front'], '`--to`: `shop/app=web,front` has a label that is no `key=value`', LABELS],
    [['--to', 'shop/=web'], '`--to`: `shop/=web` has a label that is no `key=value`', LABELS],
    [['--to', '10.0.0.0/33'], '`--to`: `10.0.0.0/33` is no block of addresses and no address', BLOCKS],
    [['--to', '10.0.0.256'], '`--to`: `10.0.0.256` is no block of addresses and no address', BLOCKS],
    [['--to', 'fd00:/8'], '`--to`: `fd00:/8` is no block of addresses and no address', BLOCKS],
    [['--to', 'service:orders'], '`--to`: `service:orders` names no Service', 'write its namespace and its name: `service:shop/web`'],
    [['--from', 'service:shop/orders'], '`--from`: `service:shop/orders` starts no connection: a Service only leads to pods',
      'name the pods behind it: `shop/web`, or `shop/app=web`'],
    ...['80', 'tcp/', 'tcp/0', 'tcp/65536', 'tcp/90-80', 'tcp/80-', 'icmp', 'tcp/a b', 'http/80'].map((port): [string[], string, string] =>
      [['--to', 'shop/web', '--port', port], `\`--port\` is \`${port}\`, not a protocol with a port`, PORTS]),
  ])('%j', async (options, message, help) => {
    expect(await explain(...options)).toEqual({
      code: 2, out: '', err: `error[usage]: ${message}\nhelp: ${help}\nusage: netpol explain PATH... [--from END] [--to END] [options]\n`,
    });
  });
});

describe('a question that means nothing in the input is no answer, and ends with 3', () => {
  const PODS = '   |\n   | pods in the input  shop/web, shop/orders, shop/db, shop/db, edge/gateway\n';

  test.each<[string[], string, string]>([
    [['--to', 'shopp/'], '`all pods in namespace shopp` names namespace `shopp`, which is not in the input', `${PODS}help: did you mean \`shop\`?`],
    [['--to', 'shop/app=wbe'], '`pods app=wbe in namespace shop` matches nothing in the input, so there is nothing to check',
      `${PODS}help: did you mean \`app=web\`?`],
    [['--to', 'edge/app=web'], '`pods app=web in namespace edge` matches nothing in the input, so there is nothing to check',
      `${PODS}help: \`shop/web\` has those labels: name its namespace, \`shop\``],
    [['--from', 'lab/', '--to', 'shop/web'], '`all pods in namespace lab` names namespace `lab`, which is not in the input',
      `${PODS}help: add its Namespace object to the input, or what runs there`],
    [['--to', 'service:shop/order'], 'Service `shop/order` is not in the input, so there is nothing to check',
      '   |\n   | Services in the input  shop/orders\nhelp: did you mean `orders`?'],
    [['--to', 'service:shop/orders', '--port', 'tcp/81'], 'Service `shop/orders` leads nowhere on TCP 81; it leads on from TCP 80 (web)',
      '   = note:   a Service takes connections on its own ports only, whatever stands behind it\nhelp: name a port of the Service'],
    [['--to', 'shop/web', '--port', 'tcp/htp'], 'there is no flow from `anybody` to `shop/web` on TCP htp, so there is nothing to check',
      '   = note:   a named port counts only on pods that have a container port of that name and protocol\n'
      + 'help: name the port by its number, or give the container port its name'],
    [['--from', 'edge/gateway', '--to', 'edge/gateway'],
      'there is no flow from `edge/gateway` to `edge/gateway` on every port, so there is nothing to check',
      '   = note:   source and destination are one pod, which always reaches itself\nhelp: name another source or destination'],
  ])('%j', async (options, title, rest) => {
    expect(await explain(...options)).toEqual({
      code: 3, out: '', err: `error[no-such-connection]: ${title}\n  --> the question\n${rest}\n\n`,
    });
  });
});

test('what cannot be read ends with 3', async () => {
  expect((await netpol(['explain', 'b.yaml', '--to', 'shop/web'], SHOP)).code).toBe(3);
});

test('the nearest rule, and the places of rules, are told even where there are many parts', async () => {
  const { out } = await explain('--from', 'internet', '--to', '*/');
  expect(out).toContain('explain/policies.yaml:15');
});

test('no more is shown than anybody reads, and how much there is', async () => {
  const pods = Array.from({ length: 60 }, (_, index) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p${index}, namespace: shop, labels: {app: p${index}}}\n`).join('---\n');
  const { out } = await netpol(['explain', 'a.yaml', '--from', 'node', '--to', 'shop/', '--port', 'tcp/80'], { 'a.yaml': pods });
  expect(out.match(/^ALLOWED/gm)).toHaveLength(50);
  expect(out).toContain('\nand 70 parts more: name fewer ends, or say `--format json`\n');
});

describe('the JSON is of the form of its schema', () => {
  test.each<[string, string[]]>([
    ['a connection', WEB_TO_DB],
    ['a connection in parts', ['--from', 'shop/', '--to', '*/']],
    ['a doubt', GATEWAY_TO_WEB],
    ['a range', ['--from', 'internet', '--to', '10.0.0.0/8']],
    ['sources', ['--to', 'shop/web']],
    ['destinations over pods', ['--from', 'internet', '--transitive']],
    ['no source', ['--to', 'shop/cronjob/db']],
  ])('%s', async (_, options) => {
    const { out } = await explain(...options, '--format', 'json');
    const answer = JSON.parse(out) as object;
    isOfSchema(answer);
    expect(isOfSchema.errors ?? []).toEqual([]);
  });

  test('and another form is not', () => {
    expect(isOfSchema({ schemaVersion: 1 })).toBe(false);
  });

  test('each id of a row is that of an endpoint', async () => {
    const { out } = await explain('--to', '10.0.0.0/8', '--transitive', '--format', 'json');
    const { endpoints, sources } = JSON.parse(out) as {
      endpoints: { id: string }[]; sources: { id: string; via: string[] }[];
    };
    const ids = new Set(endpoints.map(({ id }) => id));
    expect(sources.flatMap(({ id, via }) => [id, ...via]).filter(id => !ids.has(id))).toEqual([]);
    expect(sources.length).toBeGreaterThan(3);
  });

  test('what policies would change beside stands with them', async () => {
    const { out } = await explain('--from', 'internet', '--to', 'shop/web', '--port', 'tcp/http', '--format', 'json');
    const { verdict, suggested, sideEffects } = JSON.parse(out) as {
      verdict: string; suggested: object[]; sideEffects: string[];
    };
    expect([verdict, suggested.length]).toEqual(['denied', 1]);
    expect(sideEffects).toContain('opens shop/orders -> shop/web TCP 8080');
  });
});

test('in a terminal no line of a table is wider than it', async () => {
  const { out } = await netpol(['explain', 'explain', '--to', 'shop/statefulset/db', '--transitive'], SHOP, '', 60);
  expect(out.split('\n').filter(({ length }) => length > 60)).toEqual([]);
});

test('its help says how ends are written', async () => {
  const { code, out } = await netpol(['help', 'explain']);
  expect(code).toBe(0);
  ['END is one of:', 'shop/app=web,tier=front', 'service:shop/web', '--transitive'].forEach(text => expect(out).toContain(text));
});
