import { App, Chart } from 'cdk8s';
import { newApp, removeApps, synthesize } from '../constructs/validated';
import { runInChart, Sample, samplesOf } from '../samples';
import { ExistingCluster, NetworkDriver, NetworkPolicyValidation } from 'cdk8s-netpol';

const [workloads, ...recipes] = samplesOf('docs/recipes.md');

afterAll(removeApps);

/** Synthesizes the recipe beside the workloads of the page. */
function findingsOf({ text }: Sample): string[] {
  const app: App = newApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  runInChart(chart, workloads.text);
  runInChart(chart, text);
  if (!text.includes('NetworkPolicyValidation.of')) {
    NetworkPolicyValidation.of(app, { target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO }) });
  }
  const { error, warnings } = synthesize(app);
  return [...error === undefined ? [] : [error], ...warnings];
}

test.each(recipes.map((sample): [string, Sample] => [sample.heading, sample]))('%s', (_, sample) => {
  expect(findingsOf(sample)).toEqual([]);
});

test('there is a recipe for each of the dozen tasks', () => {
  expect(new Set(recipes.map(({ heading }) => heading))).toEqual(new Set([
    'Isolate a namespace', 'Connect workloads', 'Look up names', 'Let an ingress controller in', 'Reach the API server', 'Let Prometheus scrape',
    'Close the metadata service', 'Reach the internet, and no private address', 'A database for two clients', 'A tenant', 'A job',
    'A webhook', 'Two clusters in one app', 'Fewer objects',
  ]));
});
