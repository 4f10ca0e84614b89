import { EngineFigures, Question } from './figures';
import { runAlone } from './run-alone';
import { LARGEST, MIXED, Shape } from '../cluster/shape';
import { exponentOf } from '../measure/statistics';
import { prepare } from '../table/row';

/** The engine alone on clusters of growing size, the last one the largest that Kubernetes supports. */
export interface EngineTable {
  readonly rows: readonly EngineFigures[];
  /** Of the time for the full matrix over the number of classes. */
  readonly exponent: number;
  /** About the largest one. */
  readonly questions: readonly Question[];
}

/** Parts of the largest cluster. */
const PARTS: readonly number[] = [1 / 15, 2 / 15, 4 / 15, 8 / 15, 1];

/** Measures one size after the other, each in a process of its own. */
export function measureEngine(tell: (progress: string) => void): EngineTable {
  const rows = PARTS.map(part => {
    const shape = partOf(LARGEST, part);
    tell(`the engine alone: ${shape.workloads} workloads`);
    const { json } = prepare(`engine-${shape.workloads}`, shape);
    return runAlone<EngineFigures>('engine', [json, 'matrix']);
  });
  tell('the engine alone: questions');
  const questions = runAlone<Question[]>('engine', [prepare(`engine-${LARGEST.workloads}`, LARGEST).json, 'questions']);
  return { rows, exponent: exponentOf(rows.map(({ classes, matrix }) => [classes, matrix])), questions };
}

function partOf({ namespaces, workloads, policies, ...shape }: Shape, part: number): Shape {
  return {
    ...shape,
    ...MIXED,
    namespaces: Math.round(namespaces * part),
    workloads: Math.round(workloads * part),
    policies: Math.round(policies * part),
  };
}
