import { Chart, Testing } from 'cdk8s';

/** The specs of the network policies that a chart writes, by name. */
export function policiesOf(chart: Chart): Record<string, any> {
  return Object.fromEntries((Testing.synth(chart) as any[])
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ metadata, spec }) => [metadata.name, spec]));
}

/** The spec of the one network policy that a chart writes. */
export function policyOf(chart: Chart): any {
  const specs = Object.values(policiesOf(chart));
  expect(specs).toHaveLength(1);
  return specs[0];
}

/** The message of the error that the function ends with. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
