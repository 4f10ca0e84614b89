import { expectGolden, goldenFiles } from './golden';
import { netpol } from './terminal';

const WAYS = goldenFiles('ways-in/input.yaml');

describe('ways in from outside, byte for byte', () => {
  test.each<[string, string[]]>([
    ['text', []],
    ['json', ['--format', 'json']],
    ['md', ['--format', 'md']],
    ['connlist', ['--format', 'connlist', '--external-blocks']],
  ])('%s', async (name, options) => {
    const run = await netpol(['list', 'ways-in', ...options], WAYS);
    expect(run.code).toBe(0);
    expectGolden(`ways-in/${name}.out`, run.out);
    expectGolden(`ways-in/${name}.err`, run.err);
  });
});

test('an address that may be that of the controller is unknown to connlist too', async () => {
  const block = WAYS['ways-in/input.yaml'].toString().replace('namespaceSelector: {}', 'ipBlock: {cidr: 10.0.0.0/8}');
  const run = await netpol(['list', 'ways-in', '--format', 'connlist'], { 'ways-in/input.yaml': block });
  expect(run.out).not.toContain('{ingress-controller}');
  expect(run.err).toContain('{ingress-controller} => shop/api[Deployment] : TCP 9090');
});
