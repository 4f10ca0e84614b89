// Where the time of `netpol list --format json --external-blocks` goes, step by step, in a process of its own:
// `phases.js FOLDER` prints `Phase[]`. The steps are those of src/cli/verbs/list.ts, one after the other; then they are
// done again and again, to show what they take once V8 has optimized them.
import { PerformanceObserver } from 'node:perf_hooks';
import type { Phase } from './figures';

/** After so many times nothing gets faster any more. */
const TIMES = 30;

async function main(folder: string): Promise<void> {
  const start = performance.now();
  let collecting = 0;
  new PerformanceObserver(list => list.getEntries().forEach(({ duration }) => { collecting += duration; }))
    .observe({ entryTypes: ['gc'] });
  await import('../../lib/cli/netpol.js' as string);
  const loaded = performance.now();
  const { delayOptimization } = await import('../../lib/cli/main.js');
  delayOptimization();
  const steps = await stepsFor(folder);
  const first = await time(steps);
  // What the observer has seen is handed over between two tasks.
  await new Promise(resolve => setTimeout(resolve, 10));
  const collected = collecting;
  let last = first;
  for (let count = 1; count < TIMES; count += 1) {
    last = await time(steps);
  }
  const phases: Phase[] = [
    { name: 'the start of Node.js', seconds: start / 1e3 },
    { name: 'loading the command', seconds: (loaded - start) / 1e3 },
    ...steps.map(([name], index) => ({ name, seconds: first[index], optimized: last[index] })),
    { name: '... of all these, collecting garbage', seconds: collected / 1e3 },
  ];
  console.log(JSON.stringify(phases));
}

type Step = readonly [name: string, run: () => unknown];

/** The parts of that one file, to time each. */
async function stepsFor(folder: string): Promise<readonly Step[]> {
  const { listingOf } = await import('../../lib/cli/listing-of.js');
  const { withExternalBlocks } = await import('../../lib/cli/dialects.js');
  const { readInput } = await import('../../lib/cli/input/read-input.js');
  const { MACHINE } = await import('../../lib/cli/machine.js');
  const { KUBERNETES } = await import('../../lib/dialects/kubernetes.js');
  const { ingest } = await import('../../lib/ingest/ingest.js');
  const { renderJson } = await import('../../lib/render/json.js');
  const dialect = withExternalBlocks(KUBERNETES);
  const context = { dialect: dialect.name, externalBlocks: true, isPartial: false, problems: [] };
  let input: Awaited<ReturnType<typeof readInput>>;
  let manifests: Parameters<typeof ingest>[0];
  let snapshot: ReturnType<typeof ingest>['snapshot'];
  return [
    ['reading files', async () => { input = await readInput([folder], MACHINE, { limit: Infinity, verb: 'list' }); }],
    ['YAML to objects', () => { manifests = [...input.manifests]; }],
    ['objects to a snapshot', () => { snapshot = ingest(manifests, { dialect }).snapshot; }],
    ['the engine, and its answer as JSON', () => [...renderJson(listingOf(snapshot), context)]],
  ];
}

/** The seconds that each step takes. */
async function time(steps: readonly Step[]): Promise<number[]> {
  const taken: number[] = [];
  for (const [, run] of steps) {
    const start = performance.now();
    await run();
    taken.push((performance.now() - start) / 1e3);
  }
  return taken;
}

void main(process.argv[2]);
