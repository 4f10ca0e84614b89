// Where the time of `netpol list --format json --external-blocks` goes, step by step, in a process of its own:
// `phases.js FOLDER` prints `Phase[]`. The steps are those of src/cli/verbs/list.ts, one after the other.
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import type { Phase } from './figures';

async function main(folder: string): Promise<void> {
  const phases: Phase[] = [];
  let last = 0;
  const lap = (name: string) => {
    const now = performance.now();
    phases.push({ name, seconds: (now - last) / 1e3 });
    last = now;
  };
  lap('the start of Node.js');
  let collecting = 0;
  new PerformanceObserver(list => list.getEntries().forEach(({ duration }) => { collecting += duration; }))
    .observe({ entryTypes: ['gc'] });
  await import('../../lib/cli/netpol.js' as string);
  lap('loading the command');

  // The parts of that one file, to time each.
  const { listingOf } = await import('../../lib/cli/answers.js');
  const { dialectNamed, withExternalBlocks } = await import('../../lib/cli/dialects.js');
  const { readInput } = await import('../../lib/cli/input/read-input.js');
  const { MACHINE } = await import('../../lib/cli/machine.js');
  const { ingest } = await import('../../lib/ingest/ingest.js');
  const { renderJson } = await import('../../lib/render/json.js');
  // As src/cli/main.ts does.
  if (process.versions.node.startsWith('20.')) {
    setFlagsFromString('--interrupt-budget=300000');
  }
  last = performance.now();

  const input = await readInput([folder], MACHINE);
  lap('reading files');
  const manifests = [...input.manifests];
  lap('YAML to objects');
  const dialect = withExternalBlocks(dialectNamed('kubernetes'));
  const { snapshot } = ingest(manifests, { dialect });
  lap('objects to a snapshot');
  const json = [...renderJson(listingOf(snapshot), { dialect: dialect.name, externalBlocks: true, problems: [] })];
  lap(`the engine, and ${Math.round(json.join('').length / 1e3)} kB of JSON`);
  // What the observer has seen is handed over between two tasks.
  await new Promise(resolve => setTimeout(resolve, 10));
  phases.push({ name: '... of all these, collecting garbage', seconds: collecting / 1e3 });
  console.log(JSON.stringify(phases));
}

void main(process.argv[2]);
