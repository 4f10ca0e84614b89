// Holds the engine against the judge on generated clusters, for as many flows as are asked for.
//
//   npm run differential -- [FLOWS [SEED]]      a million flows and a new seed unless told
//
// A disagreement ends it with the seed and the smallest cluster that shows it, as a file for test/corpus.
import fc from 'fast-check';
import { compareFlows } from '../test/engine/agreement';
import { anyScenario } from '../test/generators/scenarios';

const [wanted = 1_000_000, firstSeed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const CLUSTERS_IN_A_BATCH = 100;

const start = Date.now();
let flows = 0;
let clusters = 0;
for (let seed = firstSeed; flows < wanted; seed += 1) {
  let isShrinking = false;
  fc.assert(fc.property(anyScenario, scenario => {
    try {
      const compared = compareFlows(scenario);
      flows += isShrinking ? 0 : compared;
    } catch (error) {
      isShrinking = true;
      throw error;
    }
  }), { seed, numRuns: CLUSTERS_IN_A_BATCH });
  clusters += CLUSTERS_IN_A_BATCH;
}
const seconds = ((Date.now() - start) / 1000).toFixed(0);
console.log(`${flows} flows in ${clusters} clusters, from seed ${firstSeed}: engine and judge agree on all (${seconds} s)`);
