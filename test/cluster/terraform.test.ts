import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { clusterOf } from './cluster-of';
import { hclString } from '../../src/cluster/commands/hcl';
import { CiliumClusterProps } from 'cdk8s-netpol';

const EVIL = 'a"b\\c\n\t\r${var.x} $${y} %{if z} %%{w} $ % {} \u0001\u007f';

const rows: Record<string, Partial<CiliumClusterProps>> = {
  'as little as possible': { clusterName: 'shop' },
  'with a template and node groups': {
    clusterName: 'shop.prod',
    keypair: 'ops',
    masterCount: 3,
    nodeCount: 0,
    createTimeoutMinutes: 90,
    floatingIpEnabled: false,
    magnumLabels: { auto_healing_enabled: 'true' },
    clusterTemplate: { image: 'fedora-coreos-38', templateName: 'cilium', externalNetwork: 'public', magnumLabels: { cloud_provider_enabled: 'true' } },
    nodeGroups: [{ name: 'gpu', nodeCount: 2, maxNodeCount: 4, flavor: 'gpu', magnumLabels: { availability_zone: 'east' } }, { name: 'spare' }],
  },
  'with values that Terraform would evaluate': { clusterName: 'shop', keypair: EVIL, magnumLabels: { [EVIL]: EVIL, b: '' } },
};

test('golden/cluster.tf', () => {
  expect(clusterOf(rows['with a template and node groups']).terraformSnippet())
    .toBe(readFileSync(path.join(__dirname, 'golden', 'cluster.tf'), 'utf8'));
});

const strings: Record<string, [string, string]> = {
  'plain text': ['large', '"large"'],
  'nothing': ['', '""'],
  'quotes and backslashes': ['a"\\b', '"a\\"\\\\b"'],
  'line ends and tabs': ['a\r\n\tb', '"a\\r\\n\\tb"'],
  'other control characters': ['\u0001\u007f', '"\\u0001\\u007f"'],
  'an interpolation': ['${x}', '"$${x}"'],
  'a directive': ['%{if x}', '"%%{if x}"'],
  'a dollar before an interpolation': ['$${x}', '"$$${x}"'],
  'a dollar that begins nothing': ['$x $ %', '"$x $ %"'],
};
test.each(Object.entries(strings))('hclString: %s', (_, [text, quoted]) => {
  expect(hclString(text)).toBe(quoted);
});

describe('terraform itself', () => {
  const isInstalled = spawnSync('terraform', ['version']).status === 0;
  if (!isInstalled) {
    test('is not installed', () => {
      console.warn('SKIPPED: there is no `terraform` here, so nobody looked whether it reads what terraformSnippet() writes');
    });
    return;
  }

  test.each(Object.entries(rows))('reads the resources and finds them in its own layout: %s', (_, props) => {
    expect(terraform(['fmt', '-no-color', '-check', '-diff', '-'], clusterOf(props).terraformSnippet())).toEqual({ status: 0, output: '' });
  });

  test('refuses what is not its language', () => {
    expect(terraform(['fmt', '-no-color', '-check', '-'], clusterOf({ clusterName: 'shop' }).terraformSnippet().replace('"', ''))).not.toMatchObject({ status: 0 });
  });

  test('reads any text as the text that it was', () => {
    const pieces = fc.constantFrom('$', '{', '}', '%', '"', "'", '\\', '\n', '\r', '\t', '`', ' ', 'a', 'é', '😀', '${', '%{', '$${', '\u0001', '\u007f', '\u2028', '#', '//');
    const texts = fc.sample(fc.array(pieces, { maxLength: 12 }), { numRuns: 300, seed: 1 }).map(list => list.join(''));
    const { status, output } = terraform(['console'], `base64encode(jsonencode([${[EVIL, ...texts].map(hclString).join(', ')}]))\n`);
    expect(status).toBe(0);
    const printed = output.trim().split('\n').at(-1)!.replace(/"/g, '');
    expect(JSON.parse(Buffer.from(printed, 'base64').toString('utf8'))).toEqual([EVIL, ...texts]);
  });
});

function terraform(args: string[], input: string): { status: number | null; output: string } {
  const { status, stdout } = spawnSync('terraform', args, {
    input,
    encoding: 'utf8',
    // Neither the settings of whoever runs the tests nor a look for newer versions.
    env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' },
  });
  return { status, output: stdout };
}
