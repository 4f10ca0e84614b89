import { Chart } from 'cdk8s';
import { newApp, removeApps, synthesize } from '../constructs/validated';
import { runInChart, samplesOf } from '../samples';

afterAll(removeApps);

test('the samples of the README work when they are pasted together into one chart', () => {
  const samples = samplesOf('README.md').filter(({ fixture }) => fixture !== 'nofixture');
  expect(samples.length).toBeGreaterThan(5);
  const app = newApp();
  runInChart(new Chart(app, 'shop', { namespace: 'shop' }), samples.map(({ text }) => text).join('\n'));
  const { error, warnings, written } = synthesize(app);
  expect([error, written]).toEqual([undefined, ['shop.k8s.yaml']]);
  expect(warnings.map(text => /warning\[([\w-]+)\]/.exec(text)![1])).toEqual(['enforcement-assumed', 'enforcer-differs']);
});
