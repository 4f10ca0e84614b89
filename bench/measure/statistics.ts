import { Usage } from './process';
import { Phase } from '../alone/figures';

/** The middle one; of an even number, the mean of both middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** The value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((left, right) => left - right)[Math.ceil(values.length * share) - 1];
}

/** The medians of time and of memory. */
export function medianUsage(usages: readonly Usage[]): Usage {
  const peaks = usages.flatMap(({ peak }) => (peak === undefined ? [] : [peak]));
  return {
    seconds: median(usages.map(({ seconds }) => seconds)),
    peak: peaks.length === 0 ? undefined : median(peaks),
  };
}

/** The median of each step of several runs. */
export function medianPhases(runs: readonly (readonly Phase[])[]): Phase[] {
  return runs[0].map(({ name, optimized }, index) => ({
    name,
    seconds: median(runs.map(phases => phases[index].seconds)),
    ...optimized !== undefined && { optimized: median(runs.map(phases => phases[index].optimized!)) },
  }));
}

/** The `b` of the curve `y = a * x^b` that is nearest to the points: a straight line through their logarithms. */
export function exponentOf(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const [meanX, meanY] = [0, 1].map(axis => logs.reduce((sum, log) => sum + log[axis], 0) / logs.length);
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}
