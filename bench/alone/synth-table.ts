import * as path from 'node:path';
import { Phase, SynthFigures, SynthMode } from './figures';
import { runAlone } from './run-alone';
import { CACHE } from '../folders';
import { median, medianPhases } from '../measure/statistics';

/** What validation adds to the synth of a cdk8s app. */
export interface SynthTable {
  readonly workloads: number;
  /** Kubernetes objects of the app. */
  readonly objects: number;
  /** The medians, in seconds. */
  readonly medians: Readonly<Record<SynthMode, number>>;
  /** The medians of the parts of a validation, the longest first. */
  readonly phases: readonly Phase[];
  readonly runs: number;
}

const MODES: readonly SynthMode[] = ['plain', 'calling-to-json', 'validated', 'watched'];

/** Synthesizes in each mode in turn, every time in a new process, as `cdk8s synth` does. */
export function measureSynth(workloads: number, runs: number, tell: (progress: string) => void): SynthTable {
  tell(`synth: ${workloads} workloads`);
  const taken = new Map(MODES.map((mode): [SynthMode, SynthFigures[]] => [mode, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const mode of MODES) {
      taken.get(mode)!.push(runAlone('synth', [mode, String(workloads), path.join(CACHE, 'synth')]));
    }
  }
  const of = (mode: SynthMode) => median(taken.get(mode)!.map(({ seconds }) => seconds));
  return {
    workloads,
    objects: taken.get('plain')![0].objects,
    medians: {
      'plain': of('plain'),
      'calling-to-json': of('calling-to-json'),
      'validated': of('validated'),
      'watched': of('watched'),
    },
    phases: medianPhases(taken.get('watched')!.map(({ phases }) => phases))
      .sort((left, right) => right.seconds - left.seconds),
    runs,
  };
}
