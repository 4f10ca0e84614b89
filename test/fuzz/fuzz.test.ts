import fc from 'fast-check';
import { anyBytes, anyText, anyTrees } from './inputs';
import { withstand } from './withstand';

const RUNS = 150;

test.each([
  ['bytes', anyBytes], ['lines', anyText], ['values', anyTrees],
])('whatever slips in the %s of a manifest, the command says so in plain text with a place, and judge and engine agree', async (_, anyInput) => {
  await fc.assert(fc.asyncProperty(anyInput, withstand), { numRuns: RUNS });
}, 300_000);
