import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** What one validation reads. */
export interface Coverage {
  /** Undefined for the whole app. */
  readonly charts?: readonly Chart[];
  /** The cluster that it asks about. */
  readonly target?: object;
}

/** Shared by all copies of this package in one process, so that each knows what another validates. */
const VALIDATION = Symbol.for('cdk8s-netpol.Validation');

/** Remembers that this part of the app is validated. */
export function addCoverage(app: IConstruct, coverage: Coverage): void {
  Object.defineProperty(app, VALIDATION, { value: [...coveragesOf(app), coverage], configurable: true });
}

/** What the validations of the app around the construct read, in their order. */
export function coveragesOf(construct: IConstruct): readonly Coverage[] {
  return (construct.node.root as unknown as Record<symbol, Coverage[] | undefined>)[VALIDATION] ?? [];
}

/** Whether some validation reads the construct. */
export function isValidated(construct: IConstruct): boolean {
  return coveragesOf(construct).some(({ charts }) => charts === undefined
    || construct.node.scopes.some(scope => charts.some(chart => chart === scope)));
}

/** Whether both validations would find the same. */
export function isSameCoverage(one: Coverage, other: Coverage): boolean {
  const pathsOf = ({ charts }: Coverage) => charts?.map(chart => chart.node.path).sort().join('\n');
  return one.target === other.target && pathsOf(one) === pathsOf(other);
}
