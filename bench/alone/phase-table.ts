import { Phase } from './figures';
import { runAlone } from './run-alone';
import { shapeOf } from '../cluster/shape';
import { medianPhases } from '../measure/statistics';
import { prepare } from '../table/row';

/** Where the time of the command goes. */
export interface PhaseTable {
  readonly workloads: number;
  /** Medians. */
  readonly phases: readonly Phase[];
}

/** The cluster of the plain kind with so many workloads. */
export function measurePhases(workloads: number, runs: number, tell: (progress: string) => void): PhaseTable {
  tell(`the steps of the command: ${workloads} workloads`);
  const { yaml } = prepare(`plain-${workloads}`, shapeOf(workloads));
  return { workloads, phases: medianPhases(Array.from({ length: runs }, () => runAlone<Phase[]>('phases', [yaml]))) };
}
