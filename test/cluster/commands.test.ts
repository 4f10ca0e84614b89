import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { clusterOf, TEMPLATE } from './cluster-of';
import { shellWord } from '../../src/cluster/commands/shell';
import { refusalOf } from '../constructs/synthesized';
import { CiliumClusterProps, MagnumPlatform, NetworkDriver } from 'cdk8s-netpol';

const EVIL = '$(id) `id` \'"\\ !*?~#&|;<>{}[]\n$HOME';
const given = { clusterName: 'shop', keypair: 'ops', masterFlavor: 'medium', flavor: 'large' };

/** What a real shell hands to the program that the command calls. */
function parsed(command: string): string[] {
  const program = command.split(' ')[0];
  const script = `${program}() { printf '%s\\0' "$@"; }\n${command}\n`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('openstackCommand', () => {
  test('every property', () => {
    expect(clusterOf({
      ...given,
      masterCount: 3,
      nodeCount: 2,
      dockerVolumeSize: 50,
      createTimeoutMinutes: 90,
      fixedNetwork: 'private net',
      fixedSubnet: 'a',
      floatingIpEnabled: false,
      masterLbEnabled: true,
      region: 'east',
    }).openstackCommand()).toBe(`openstack --os-region-name=east coe cluster create \\
  --cluster-template=${TEMPLATE} \\
  --keypair=ops \\
  --master-count=3 \\
  --node-count=2 \\
  --master-flavor=medium \\
  --flavor=large \\
  --docker-volume-size=50 \\
  --timeout=90 \\
  --fixed-network='private net' \\
  --fixed-subnet=a \\
  --floating-ip-disabled \\
  --master-lb-enabled \\
  --labels=kube_tag=v1.29.3,network_driver=cilium \\
  --merge-labels \\
  shop`);
  });

  const rows: Record<string, [Partial<CiliumClusterProps>, string[]]> = {
    'as little as possible': [{ clusterName: 'shop' },
      ['coe', 'cluster', 'create', `--cluster-template=${TEMPLATE}`, '--labels=kube_tag=v1.29.3,network_driver=cilium', '--merge-labels', 'shop']],
    'labels that replace the template\'s': [{ clusterName: 'shop', mergeLabels: false },
      ['coe', 'cluster', 'create', `--cluster-template=${TEMPLATE}`, '--labels=kube_tag=v1.29.3,network_driver=cilium', 'shop']],
    'a template that is made, by its name': [{ clusterName: 'shop', clusterTemplate: { image: 'coreos', templateName: 'my cilium' } },
      ['coe', 'cluster', 'create', '--cluster-template=my cilium', '--labels=kube_tag=v1.29.3,network_driver=cilium', '--merge-labels', 'shop']],
    'values that a shell would act on': [{ clusterName: 'shop', keypair: EVIL, magnumLabels: { a: EVIL.replace(/;/g, '') } },
      ['coe', 'cluster', 'create', `--cluster-template=${TEMPLATE}`, `--keypair=${EVIL}`,
        `--labels=a=${EVIL.replace(/;/g, '')},kube_tag=v1.29.3,network_driver=cilium`, '--merge-labels', 'shop']],
    'a value that looks like an option': [{ clusterName: 'shop', keypair: '--help', masterLbEnabled: false, floatingIpEnabled: true },
      ['coe', 'cluster', 'create', `--cluster-template=${TEMPLATE}`, '--keypair=--help', '--floating-ip-enabled', '--master-lb-disabled',
        '--labels=kube_tag=v1.29.3,network_driver=cilium', '--merge-labels', 'shop']],
  };
  test.each(Object.entries(rows))('what a shell makes of it: %s', (_, [props, words]) => {
    expect(parsed(clusterOf(props).openstackCommand())).toEqual(words);
  });
});

describe('vinfraCommand', () => {
  const options = { externalNetwork: 'public' };

  test('every property', () => {
    expect(clusterOf({
      ...given,
      masterCount: 3,
      nodeCount: 2,
      dockerVolumeSize: 50,
      fixedNetwork: 'private net',
      floatingIpEnabled: true,
      magnumLabels: { 'auto-healing-enabled': 'true' },
    }).vinfraCommand(options)).toBe(`vinfra service compute k8saas create \\
  --kubernetes-version=v1.29.3 \\
  --labels=auto_healing_enabled=true,network_driver=cilium \\
  --master-flavor=medium \\
  --flavor=large \\
  --external-network=public \\
  --network='private net' \\
  --key-name=ops \\
  --master-node-count=3 \\
  --node-count=2 \\
  --volume-size=50 \\
  --use-floating-ip=true \\
  shop`);
  });

  test('what a shell makes of it', () => {
    expect(parsed(clusterOf({ ...given, keypair: EVIL }).vinfraCommand({ externalNetwork: "it's" }))).toEqual([
      'service', 'compute', 'k8saas', 'create', '--kubernetes-version=v1.29.3', '--labels=network_driver=cilium',
      '--master-flavor=medium', '--flavor=large', "--external-network=it's", `--key-name=${EVIL}`, 'shop',
    ]);
  });

  const refusals: Record<string, [Partial<CiliumClusterProps>, string, string]> = {
    'upstream Magnum': [{ ...given, platform: MagnumPlatform.UPSTREAM_MAGNUM, templateNetworkDriver: NetworkDriver.CILIUM },
      '`vinfraCommand()` writes a command for Virtuozzo, but `platform` is upstream Magnum', 'help: use `openstackCommand()`'],
    'what the client requires': [{ flavor: 'large' },
      '`vinfraCommand()` needs `masterFlavor`, `keypair`, which the client does not read from a template',
      'help: set what is missing on this construct'],
    'an empty label': [{ ...given, magnumLabels: { a: '' } },
      '`vinfraCommand()` cannot write the label `a`: its value is empty, which the client refuses', 'help: give it a value, or leave it out'],
    'two labels that are one': [{ ...given, magnumLabels: { 'a-b': '1', 'a_b': '2' } },
      '`vinfraCommand()` cannot write the labels `a-b` and `a_b`: the client takes both for `a_b`', 'help: leave one of the two out'],
  };
  test.each(Object.entries(refusals))('refused: %s', (_, [props, problem, help]) => {
    expect(refusalOf(() => clusterOf(props).vinfraCommand(options))).toBe(`\`infra/Cluster\`: ${problem}\n${help}`);
  });

  test('refused: no network', () => {
    expect(refusalOf(() => clusterOf(given).vinfraCommand({ externalNetwork: '' })))
      .toBe('`infra/Cluster`: `vinfraCommand()` is given an empty `externalNetwork`\nhelp: write the name or id of a network');
  });
});

describe('labels that the clients would split', () => {
  const HELP = 'help: write the label without it, or use `terraformSnippet()`';
  const rows: Record<string, [Record<string, string>, string]> = {
    'a comma in a value': [{ zones: 'a,b' }, 'the label `zones`: its value, `a,b`, holds a `,`, where the client would split it'],
    'a semicolon in a value': [{ zones: 'a;b' }, 'the label `zones`: its value, `a;b`, holds a `;`, where the client would split it'],
    'a comma in a name': [{ 'a,b': 'c' }, 'the label `a,b`: its name holds a `,`, where the client would split it'],
    'an equals sign in a name': [{ 'a=b': 'c' }, 'the label `a=b`: its name holds a `=`, where the client would split it'],
  };
  test.each(Object.entries(rows))('%s', (_, [magnumLabels, problem]) => {
    const cluster = clusterOf({ ...given, magnumLabels });
    expect(refusalOf(() => cluster.openstackCommand()))
      .toBe(`\`infra/Cluster\`: \`openstackCommand()\` cannot write ${problem}\n${HELP}`);
    expect(refusalOf(() => cluster.vinfraCommand({ externalNetwork: 'public' })))
      .toBe(`\`infra/Cluster\`: \`vinfraCommand()\` cannot write ${problem}\n${HELP}`);
    expect(cluster.terraformSnippet()).toContain(`"${Object.values(magnumLabels)[0]}"`);
  });

  test('an equals sign in a value is no separator', () => {
    expect(clusterOf({ ...given, magnumLabels: { a: 'b=c' } }).openstackCommand())
      .toContain('--labels=a=b=c,kube_tag=v1.29.3,network_driver=cilium ');
  });
});

test('any text is one word to a shell', () => {
  const texts = fc.array(fc.string({ unit: 'binary' }).map(text => text.replace(/\0/g, '')), { minLength: 1, maxLength: 50 });
  fc.assert(fc.property(texts, words => {
    expect(parsed(`show ${words.map(shellWord).join(' ')}`)).toEqual(words);
  }), { numRuns: 20 });
});
