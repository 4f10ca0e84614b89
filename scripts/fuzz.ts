// Throws slips of bytes, lines and values at the command, for as long as is asked for.
//
//   npm run fuzz -- [SECONDS [SEED]]      a minute and a new seed unless told
//
// Whatever goes wrong ends it with the seed and the smallest input that shows it; what does not end in time, with the
// seed alone, which finds it again.
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { anyBytes, anyText, anyTrees } from '../test/fuzz/inputs';
import { withstand } from '../test/fuzz/withstand';

const [seconds = 60, firstSeed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
if (![seconds, firstSeed].every(Number.isInteger)) {
  throw new Error('write `npm run fuzz -- SECONDS SEED`, both whole numbers');
}

const RUNS_OF_A_SEED = 50;

/** One seed takes a second or two. */
const ENDLESS_SECONDS = 120;

/** This thread may be the one that hangs, so another one looks after it. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const seeds = new Int32Array(workerData.seeds);
  let [last, since] = [0, Date.now()];
  setInterval(() => {
    const seed = Atomics.load(seeds, 0);
    if (seed !== last) {
      [last, since] = [seed, Date.now()];
    } else if (Date.now() - since > workerData.limit * 1000) {
      require('node:fs').writeSync(2, 'seed ' + seed + ' does not come to an end\\n');
      process.kill(process.pid, 'SIGKILL');
    }
  }, 1000);
`;

const seeds = new SharedArrayBuffer(4);
new Worker(WATCH, { eval: true, workerData: { seeds, limit: ENDLESS_SECONDS } }).unref();

async function fuzz(): Promise<void> {
  const start = Date.now();
  let seed = firstSeed;
  console.log(`from seed ${firstSeed}, for ${seconds} s`);
  for (; Date.now() - start < seconds * 1000; seed += 1) {
    Atomics.store(new Int32Array(seeds), 0, seed);
    for (const anyInput of [anyBytes, anyText, anyTrees]) {
      await fc.assert(fc.asyncProperty(anyInput, withstand), { seed, numRuns: RUNS_OF_A_SEED });
    }
  }
  console.log(`${(seed - firstSeed) * 3 * RUNS_OF_A_SEED} inputs, from seed ${firstSeed} to ${seed - 1}: all withstood`);
}

void fuzz().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
