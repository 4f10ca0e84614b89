import { ApiObject, App, Chart } from 'cdk8s';
import { expectVisible, HOSTILE } from './expect-visible';
import { TEXT_PLACES } from './manifests';
import {
  AllowPods, Cidr, ExistingCluster, MustNotReach, MustReach, Namespaces, NetworkDriver, NetworkPolicyValidation, Pods,
  Port, Reachability,
} from '../../src';
import { newApp, removeApps, synthesize } from '../constructs/validated';

const CILIUM = () => ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM, ciliumVersion: '1.18' } as any);

const DB = Pods.labeled({ app: 'db' }).inNamespace('shop');
const WEB = Pods.labeled({ app: 'web' }).inNamespace('shop');

afterAll(removeApps);

/** What an attempt says, whether it succeeds or throws. */
function textOf(attempt: () => unknown): string {
  try {
    return `${attempt()}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A key that the API does not know is in problems only, which the command prints in the same way. */
const PLACES = TEXT_PLACES.filter(({ name, isKey }) => !isKey || /(labels|selector|matchLabels)\.[^.]*$/.test(name));

test.each(PLACES)('a hostile text at $name is in no answer and no finding as it is', place => {
  const objects = place.with(text => `${text}${HOSTILE}`);
  const read = () => Reachability.ofManifests(objects as any, { target: CILIUM() });
  const app = newApp();
  const chart = new Chart(app, 'chart');
  objects.forEach((object, index) => new ApiObject(chart, `object-${index}`, object as any));
  new MustReach(chart, 'reach', { source: WEB, destination: DB, ports: [Port.tcp(5432)] });
  new MustNotReach(chart, 'not-reach', { source: Pods.all().inAllNamespaces(), destination: DB, ports: [Port.tcp(80)] });
  NetworkPolicyValidation.of(app, { target: CILIUM() });
  const { error = '', warnings } = synthesize(app);
  expectVisible(
    textOf(() => read().matrix()),
    textOf(() => read().explain({ source: WEB, destination: DB })),
    textOf(() => read().portability()),
    error, ...warnings,
  );
});

test.each<[string, () => unknown]>([
  ['a block', () => Cidr.of(HOSTILE)],
  ['a name of a port', () => Port.named(HOSTILE)],
  ['a key of a label', () => Pods.labeled({ [HOSTILE]: 'web' })],
  ['a value of a label', () => Pods.labeled({ app: HOSTILE })],
  ['a namespace', () => Pods.all().inNamespace(HOSTILE)],
  ['a name among namespaces', () => Namespaces.named(HOSTILE)],
  ['something that is no port', () => new AllowPods(new Chart(new App(), 'chart'), 'allow', {
    subject: Pods.all(), peers: [Pods.all()], ports: [HOSTILE as any],
  })],
  ['the name of a construct', () => new AllowPods(new Chart(new App(), 'chart'), HOSTILE, { subject: Pods.all(), peers: [] })],
  ['pods of a question', () => Reachability.ofManifests([]).check({ source: Pods.labeled({ app: HOSTILE }), destination: DB })],
  ['the kind of an object', () => Reachability.ofManifests([{ kind: HOSTILE, apiVersion: HOSTILE }])],
])('%s is refused in visible text', (_, attempt) => {
  const text = textOf(attempt);
  expectVisible(text);
});
