import fc from 'fast-check';
import { anyBlock, anyNamespace, NAMESPACES } from './vocabulary';
import { policy } from '../fixture';

// Clusters as people keep them: many pods of one make, default deny, and policies that name single pods. What is drawn
// from the whole vocabulary is hardly ever so, and the engine looks at such clusters in another way.

const PORTS = [80, 8080] as const;

function deployment(namespace: string, app: string): object {
  const template = {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'main', image: 'any', ports: [{ name: 'http', containerPort: 80 }] }] },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace, name: app },
    spec: { selector: { matchLabels: { app } }, template },
  };
}

const anyPorts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PORTS).map((port): readonly object[] => [{ port }]) },
  fc.constant([{ port: 'http' }]),
  fc.constant(undefined),
);

/** The index of an app, for a few rules something wider. */
const anyTarget: fc.Arbitrary<number | object> = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 11 }) },
  fc.constant({ podSelector: {} }),
  fc.constant({ namespaceSelector: {} }),
  fc.record({ ipBlock: anyBlock }),
);

interface Call {
  readonly subject: number;
  readonly target: number | object;
  readonly direction: 'egress' | 'ingress';
  readonly ports: readonly object[] | undefined;
  /** Set where the policy perhaps applies to pods of the subject, and perhaps not. */
  readonly hash?: string;
}

const anyCall: fc.Arbitrary<Call> = fc.record({
  subject: fc.nat({ max: 11 }),
  target: anyTarget,
  direction: fc.constantFrom('egress' as const, 'ingress' as const),
  ports: anyPorts,
  hash: fc.constantFrom(undefined, undefined, undefined, 'abc'),
});

/** Of some calls both sides are allowed, of the others one. */
const anyCalls: fc.Arbitrary<Call[]> = fc.array(fc.tuple(anyCall, fc.boolean()), { maxLength: 12 }).map(drawn =>
  drawn.flatMap(([call, both]) => (both && typeof call.target === 'number' ? [call, {
    subject: call.target,
    target: call.subject,
    direction: call.direction === 'egress' ? 'ingress' : 'egress',
    ports: call.ports,
  }] : [call])));

/** Namespaces, deployments and policies. */
export const anyOrderlyManifests: fc.Arbitrary<object[]> = fc.record({
  namespaces: fc.array(anyNamespace, { minLength: 6, maxLength: 12 }),
  denied: fc.array(fc.constantFrom(['Ingress', 'Egress'], ['Ingress', 'Egress'], ['Ingress'], ['Egress'], undefined),
    { minLength: NAMESPACES.length, maxLength: NAMESPACES.length }),
  calls: anyCalls,
}).map(({ namespaces, denied, calls }) => {
  const nameOf = (index: number) => `w${index % namespaces.length}`;
  const namespaceOf = (index: number) => namespaces[index % namespaces.length];
  const peerOf = (target: number | object) => (typeof target !== 'number' ? target : {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(target) } },
    podSelector: { matchLabels: { app: nameOf(target) } },
  });
  return [
    ...namespaces.map((namespace, index) => deployment(namespace, nameOf(index))),
    ...NAMESPACES.flatMap((namespace, index) => (denied[index] === undefined ? []
      : [policy(`${namespace}/deny`, { podSelector: {}, policyTypes: denied[index] })])),
    ...calls.map(({ subject, target, direction, ports, hash }, index) => policy(`${namespaceOf(subject)}/p${index}`, {
      podSelector: { matchLabels: { app: nameOf(subject), ...(hash && { 'pod-template-hash': hash }) } },
      policyTypes: [direction === 'egress' ? 'Egress' : 'Ingress'],
      [direction]: [{ [direction === 'egress' ? 'to' : 'from']: [peerOf(target)], ...(ports && { ports }) }],
    })),
  ];
});
