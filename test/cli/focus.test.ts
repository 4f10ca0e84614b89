import { goldenFiles } from './golden';
import { netpol } from './terminal';

const SHOP = goldenFiles('shop/workloads.yaml', 'shop/policies.yaml');

async function rowsOf(...options: readonly string[]): Promise<string[]> {
  const { out, code } = await netpol(['list', 'shop', '--external-blocks', ...options], SHOP);
  expect(code).toBe(0);
  return out.split('\n\n')[0].trimEnd().split('\n').map(line => line.replace(/ {2,}/g, '  '));
}

describe('a focus leaves rows about', () => {
  test.each<[string, string[], string[]]>([
    ['one namespace', ['--in-namespace', 'ops'], [
      'ops/backup  <-  anywhere (except shop/db)  everything',
      'shop/db, other pods, nodes, outside  <-  ops/backup  everything',
    ]],
    ['what a namespace receives', ['--in-namespace', 'ops', '--direction', 'ingress'],
      ['ops/backup  <-  anywhere (except shop/db)  everything']],
    ['one workload, by its full name', ['--workload', 'shop/db'],
      ['shop/db  <-  ops/backup  everything', '  <-  shop/web  TCP 5432']],
    ['one workload, by its name alone', ['--workload', 'db', '--direction', 'ingress', '--port', 'tcp/5432'],
      ['shop/db  <-  ops/backup, shop/web  TCP 5432']],
    ['what two workloads send', ['--workload', 'db', '--workload', 'backup', '--direction', 'egress', '--by', 'source'],
      ['ops/backup  ->  anywhere (except shop/web)  everything']],
    ['one port', ['--port', 'udp/9000', '--in-namespace', 'shop', '--direction', 'ingress'],
      ['shop/db  <-  ops/backup  UDP 9000', 'shop/web  <-  10.0.0.0/8 (except 10.20.0.0/16), fd00::/8  UDP 9000']],
    ['one protocol', ['--port', 'SCTP', '--workload', 'db'], ['shop/db  <-  ops/backup  SCTP all ports']],
    ['one workload, pair by pair', ['--workload', 'db', '--rows'],
      ['ops/backup  ->  shop/db  everything', 'shop/web  ->  shop/db  TCP 5432']],
  ])('%s', async (_, options, expected) => {
    expect(await rowsOf(...options)).toEqual(expected);
  });
});

test('a focus is for every format', async () => {
  const options = ['--in-namespace', 'shop', '--direction', 'ingress', '--port', 'tcp/5432', '--external-blocks'];
  const { out } = await netpol(['list', 'shop', '--format', 'connlist', ...options], SHOP);
  expect(out).toBe('ops/backup[Pod] => shop/db[StatefulSet] : TCP 5432\nshop/web[Deployment] => shop/db[StatefulSet] : TCP 5432\n');
  const json = await netpol(['list', 'shop', '--format', 'json', ...options], SHOP);
  expect((JSON.parse(json.out) as { connections: object[] }).connections).toEqual([
    { source: 'ops/backup[Pod]', destination: 'shop/db[StatefulSet]', allowed: { TCP: [[5432, 5432]] }, unknown: {} },
    { source: 'shop/web[Deployment]', destination: 'shop/db[StatefulSet]', allowed: { TCP: [[5432, 5432]] }, unknown: {} },
  ]);
});

test('a namespace that every object names is no `--namespace`, and the warning says what is', async () => {
  const { err } = await netpol(['list', 'shop', '-n', 'shop', '--external-blocks'], SHOP);
  expect(err).toContain('help: leave `--namespace` out; to see one namespace only, say `--in-namespace NAME`\n');
});

describe('wrong usage', () => {
  test.each<[string, string[], string, string]>([
    ['a namespace without workloads', ['--in-namespace', 'opps'], '`--in-namespace` is `opps`, of which the input has no workload', 'did you mean `ops`?'],
    ['a workload that is not there', ['--workload', 'shop/cart'], '`--workload` is `shop/cart`, of which the input has no workload', '`netpol list PATH --rows` shows the names of all'],
    ['a direction that there is not', ['--direction', 'in'], '`--direction` is `in`, which it does not know', 'it knows `ingress`, `egress`'],
    ['a port without its protocol', ['--port', '80'], '`--port` is `80`, not a protocol with a port', 'write `--port tcp/8080`, or `--port tcp` for every port of TCP'],
    ['a port that there is not', ['--port', 'tcp/70000'], '`--port` is `tcp/70000`, not a protocol with a port', 'write `--port tcp/8080`, or `--port tcp` for every port of TCP'],
    ['a protocol that no policy can name', ['--port', 'icmp'], '`--port` is `icmp`, not a protocol with a port', 'write `--port tcp/8080`, or `--port tcp` for every port of TCP'],
    ['rows of another format', ['--rows', '--format', 'json'], '`--rows` is for the format `text`', 'leave it out: `json` has every pair in a row of its own'],
    ['groups of the text', ['--group'], '`--group` is for the format `json`', 'leave it out: `text` has joined rows'],
    ['groups of connlist', ['--group', '--format', 'connlist'], '`--group` is for the format `json`', 'say `--format json`'],
    ['an end for rows that are not joined', ['--by', 'source', '--rows'], '`--by` is for joined rows', 'leave it out, or ask for the format `text` without `--rows`'],
    ['an end for JSON that is not joined', ['--by', 'source', '--format', 'json'], '`--by` is for joined rows', 'say `--group` too'],
  ])('%s', async (_, options, message, help) => {
    const { code, out, err } = await netpol(['list', 'shop', ...options], SHOP);
    expect(err).toContain(`error[usage]: ${message}\nhelp: ${help}\n`);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
