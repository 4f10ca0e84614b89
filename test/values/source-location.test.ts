import * as path from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { placeIn, sourceOf } from '../../src/values/source-location';
import { AllowConnection, DefaultDenyAll, Pods } from 'cdk8s-netpol';

const HERE = 'test/values/source-location.test.ts';

/** The line that calls this. */
function thisLine(): number {
  return Number(/source-location\.test\.ts:(\d+)/.exec(new Error().stack!.split('\n')[2])![1]);
}

describe('a construct remembers the line that made it', () => {
  const chart = new Chart(Testing.app(), 'chart');

  test('a policy', () => {
    const line = thisLine() + 1;
    const policy = new DefaultDenyAll(chart, 'Deny');
    expect(sourceOf(policy)).toBe(`${HERE}:${line}`);
  });

  test('and so do the manifests below it', () => {
    const line = thisLine() + 1;
    const connection = new AllowConnection(chart, 'Connection', { source: Pods.all(), destination: Pods.all() });
    expect(sourceOf(connection.ingressPolicies[0])).toBe(`${HERE}:${line}`);
  });

  test('a policy that a construct of the user\'s makes', () => {
    const line = thisLine() + 2;
    class Shop extends Construct {
      public readonly policy = new DefaultDenyAll(this, 'Deny');
    }
    const shop = new Shop(chart, 'Shop');
    expect(sourceOf(shop.policy)).toBe(`${HERE}:${line}`);
    expect(sourceOf(shop)).toBeUndefined();
  });

  test('a policy that is a class of the user\'s, where that class makes it', () => {
    const line = thisLine() + 3;
    class Deny extends DefaultDenyAll {
      constructor(scope: Construct, id: string) {
        super(scope, id);
      }
    }
    expect(sourceOf(new Deny(chart, 'Subclass'))).toBe(`${HERE}:${line}`);
  });

  test('deep below other code', () => {
    const deeply = (depth: number): DefaultDenyAll => (depth === 0 ? new DefaultDenyAll(chart, 'Deep') : deeply(depth - 1));
    expect(sourceOf(deeply(50))).toBe(`${HERE}:${thisLine() - 1}`);
  });
});

describe('which line of a stack is the user\'s', () => {
  const ours = path.join(__dirname, '..', '..');
  const stacks: Record<string, [string[], unknown]> = {
    'the first outside this package and other packages': [[
      `    at recordSource (${ours}/src/values/source-location.ts:24:17)`,
      `    at new AllowPods (${ours}/lib/constructs/allow-pods.js:9:5)`,
      '    at new Blueprint (/app/node_modules/blueprints/index.js:7:7)',
      '    at Array.map (<anonymous>)',
      '    at new Shop (/app/lib/shop.ts:41:5)',
      '    at Object.<anonymous> (/app/main.ts:3:1)',
    ], { file: '/app/lib/shop.ts', line: 41 }],
    'the top of a module': [['    at /app/main.ts:3:1'], { file: '/app/main.ts', line: 3 }],
    'an ES module': [['    at file:///app/my%20app/main.mjs:3:1'], { file: '/app/my app/main.mjs', line: 3 }],
    'an asynchronous function': [['    at async main (/app/main.ts:3:1)'], { file: '/app/main.ts', line: 3 }],
    'an anonymous asynchronous function': [['    at async /app/main.ts:3:1'], { file: '/app/main.ts', line: 3 }],
    'none in Node.js alone': [['    at node:internal/main/run_main_module:28:49', '    at Module._compile (node:internal/modules/cjs/loader:1554:14)'], undefined],
    'none in another language': [[
      '    at new DefaultDenyAll (/tmp/jsii-kernel-UQlyyw/node_modules/cdk8s-netpol/lib/constructs/default-deny-all.js:57:9)',
      '    at Kernel._Kernel_create (/tmp/tmp0pwlbciy/lib/program.js:1:63996)',
      '    at KernelHost.run (/tmp/tmp0pwlbciy/lib/program.js:1:232607)',
      '    at Immediate._onImmediate (/tmp/tmp0pwlbciy/lib/program.js:1:232651)',
    ], undefined],
    'a file called program.js': [['    at main (/app/lib/program.js:3:1)'], { file: '/app/lib/program.js', line: 3 }],
  };

  test.each(Object.entries(stacks))('%s', (_, [lines, place]) => {
    expect(placeIn(['Error', ...lines].join('\n'))).toEqual(place);
  });
});
