import { expectGolden, goldenFiles } from './golden';
import { netpol } from './terminal';

const TIERS = goldenFiles('tiers/input.yaml');

describe('policies above and below those of the namespaces, byte for byte', () => {
  test.each<[string, string[]]>([
    ['text', []],
    ['rows', ['--rows']],
    ['json', ['--format', 'json', '--group']],
    ['connlist', ['--format', 'connlist', '--external-blocks']],
    // Whether Calico takes the kind depends on its version.
    ['calico', ['--driver', 'calico']],
    ['cilium', ['--driver', 'cilium-1.20']],
  ])('%s', async (name, options) => {
    const run = await netpol(['list', 'tiers', ...options], TIERS);
    expectGolden(`tiers/${name}.out`, run.out);
    expectGolden(`tiers/${name}.err`, run.err);
  });
});
