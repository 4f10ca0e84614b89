import { parseAllDocuments } from 'yaml';
import { expectGolden, goldenFiles } from './golden';
import { Files, netpol } from './terminal';

const SHOP = goldenFiles('explain/shop.yaml', 'explain/policies.yaml');
const suggest = async (...options: readonly string[]) => netpol(['suggest', 'explain', ...options], SHOP);

const GATEWAY_TO_ORDERS = ['--from', 'edge/gateway', '--to', 'service:shop/orders', '--port', 'tcp/80'];

describe('what it prints, byte for byte', () => {
  test.each<[string, string[], number]>([
    ['yaml', GATEWAY_TO_ORDERS, 0],
    ['constructs', [...GATEWAY_TO_ORDERS, '--format', 'constructs'], 0],
    ['json', [...GATEWAY_TO_ORDERS, '--format', 'json'], 0],
    ['several-ports', ['--from', 'shop/web', '--to', 'shop/db', '--port', 'tcp/5432', '--port', 'udp/53'], 0],
    ['internet', ['--from', 'internet', '--to', 'shop/web', '--port', 'tcp/http', '--pod-cidr', '10.244.0.0/16'], 0],
    ['internet-of-pods', ['--from', 'internet', '--to', 'shop/web', '--port', 'tcp/http'], 1],
    ['nodes', ['--from', 'node', '--to', 'shop/cronjob/db', '--port', 'tcp/80'], 1],
  ])('%s', async (name, options, expected) => {
    const { code, out, err } = await suggest(...options);
    expect(code).toBe(expected);
    expectGolden(`suggest/${name}.out`, out);
    expectGolden(`suggest/${name}.err`, err);
  });
});

test('workloads of one name and different kinds are all opened', async () => {
  const { code, out, err } = await suggest('--from', 'shop/web', '--to', 'shop/db', '--port', 'tcp/5432');
  expect([code, err]).toEqual([0, '']);
  expect(parseAllDocuments(out).map(document => document.toJS().spec.podSelector.matchLabels)).toEqual([{ app: 'db' }, { job: 'backup' }]);
});

test('where the connection is possible already, nothing is written but a line for people', async () => {
  expect(await suggest('--from', 'shop/web', '--to', 'shop/orders', '--port', 'tcp/8080'))
    .toEqual({ code: 0, out: '', err: 'nothing is to be added: the connection is possible already\n' });
});

test('pods that labels do not tell apart are told', async () => {
  const twin = SHOP['explain/shop.yaml'].replace('name: web, namespace: shop }', 'name: canary, namespace: shop }');
  const files: Files = { ...SHOP, 'explain/twin.yaml': twin.slice(0, twin.indexOf('---')) };
  const { code, err } = await netpol(['suggest', 'explain', '--from', 'shop/web', '--to', 'shop/cronjob/db', '--port', 'tcp/80'], files);
  expect({ code, err }).toEqual({
    code: 1,
    err: 'warning[output]: the policies change more than was asked for\nnote: opens shop/canary -> shop/db TCP 80\n'
      + 'help: give the pods labels that tell them from the others\n',
  });
});

test('what it writes, added to the input, opens the connection: nothing is left to add', async () => {
  const { out } = await suggest(...GATEWAY_TO_ORDERS);
  const { code, err } = await netpol(['suggest', 'explain', ...GATEWAY_TO_ORDERS], { ...SHOP, 'explain/added.yaml': out });
  expect([code, err]).toEqual([0, 'nothing is to be added: the connection is possible already\n']);
});

describe('a command line that makes no sense ends with 2', () => {
  const BOTH = 'name both ends: `--from shop/web --to shop/db --port tcp/5432`';

  test.each<[string[], string, string]>([
    [[], 'there is no `--from`', BOTH],
    [['--from', 'shop/web'], 'there is no `--to`', BOTH],
    [['--to', 'shop/web'], 'there is no `--from`', BOTH],
    [['--from', 'web', '--to', 'shop/web'], '`--from`: `web` is no end of a connection',
      'write the namespace before it: `default/web`; or `web/` for all pods of a namespace'],
    [['--from', 'shop/web', '--to', 'shop/orders', '--port', '80'], '`--port` is `80`, not a protocol with a port',
      'write `tcp/8080`, `tcp/8000-8010`, `tcp/http`, or `tcp` for every port of TCP'],
    [['--from', 'shop/web', '--to', 'shop/orders', '--format', 'text'], '`--format` is `text`, which it does not know',
      'it knows `yaml`, `constructs`, `json`'],
  ])('%j', async (options, message, help) => {
    expect(await suggest(...options)).toEqual({
      code: 2, out: '', err: `error[usage]: ${message}\nhelp: ${help}\nusage: netpol suggest PATH... --from END --to END [options]\n`,
    });
  });
});

describe('the exit code', () => {
  test.each<[string, string[], number]>([
    ['an end that is not there', ['--from', 'shopp/', '--to', 'shop/web'], 3],
    ['a Service without that port', ['--from', 'edge/gateway', '--to', 'service:shop/orders', '--port', 'tcp/81'], 3],
    ['what no NetworkPolicy can do', ['--from', 'node', '--to', 'shop/orders'], 1],
    ['what can be done', ['--from', 'edge/', '--to', 'shop/orders'], 0],
  ])('%s', async (_, options, expected) => {
    const { code, out } = await suggest(...options);
    expect([code, out === '']).toEqual([expected, expected !== 0]);
  });

  test('something was left out', async () => {
    const files = { ...SHOP, 'explain/c/kustomization.yaml': 'resources: []\n' };
    expect((await netpol(['suggest', 'explain', ...GATEWAY_TO_ORDERS], files)).code).toBe(3);
  });
});
