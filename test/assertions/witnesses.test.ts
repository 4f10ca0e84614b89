import { assertionOf } from '../../src/analysis/parties';
import { Assertion } from '../../src/assertions/assertion';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import * as judges from '../../src/semantics/judge';
import { cluster, deployment, labeled, policy } from '../fixture';
import { IPeer, Namespaces, Pods, Port, Reachability } from 'cdk8s-netpol';

const COUNT = 60;
const WORKLOADS = Array.from({ length: COUNT }, (_, index) =>
  deployment(`n${index % 6}/w${index}`, { app: `w${index}`, tier: index % 2 === 0 ? 'front' : 'back' }));
const DENY = Array.from({ length: 6 }, (_, index) =>
  policy(`n${index}/deny`, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }));
const ONE_OPEN = [
  policy('n0/out', { podSelector: labeled({ app: 'w0' }), policyTypes: ['Egress'], egress: [{}] }),
  policy(
    'n1/in',
    {
      podSelector: labeled({ app: 'w1' }),
      ingress: [{ from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'w0' }) }] }],
    },
  ),
];

/** How often the judge is asked meanwhile. */
function judgedDuring(run: () => unknown): number {
  const judge = jest.spyOn(judges, 'judge');
  try {
    run();
    return judge.mock.calls.length;
  } finally {
    judge.mockRestore();
  }
}

function between(everybody: IPeer): Assertion {
  return assertionOf({
    at: { object: 'test' }, namespace: 'n0', source: everybody, destination: everybody, ports: [Port.HTTP],
  });
}

const all = Namespaces.all();
const stated = between(all);
const labels = Pods.labeled({ tier: 'front' }).inAllNamespaces();
const byLabels = between(labels);

describe('the judge explains one flow of all pairs', () => {
  test.each([
    ['MustReach that holds', () => mustReach(cluster(WORKLOADS), stated), 0],
    ['MustReach that fails', () => mustReach(cluster([...WORKLOADS, ...DENY]), stated), 1],
    ['MustNotReach that holds', () => mustNotReach(cluster([...WORKLOADS, ...DENY]), byLabels), 0],
    [
      'MustNotReach that holds for pods made later too', () => mustNotReach(cluster([...WORKLOADS, ...DENY]), stated),
      0,
    ],
    ['MustNotReach that fails everywhere', () => mustNotReach(cluster(WORKLOADS), stated), 1],
    [
      'MustNotReach that fails for one pair',
      () => mustNotReach(cluster([...WORKLOADS, ...DENY, ...ONE_OPEN]), stated), 1,
    ],
  ])('%s', (_, run, expected) => {
    expect(judgedDuring(run)).toBe(expected);
  });

  test('a question asks it for nothing until the explanation is read', () => {
    const reachability = Reachability.ofManifests([...WORKLOADS, ...DENY]);
    const question = { source: all, destination: all };
    expect(judgedDuring(() => reachability.check(question).verdict)).toBe(0);
    const answer = reachability.check(question);
    expect(judgedDuring(() => answer.explanation)).toBeGreaterThan(0);
    expect(judgedDuring(() => answer.explanation)).toBe(0);
  });
});

const A = Pods.labeled({ app: 'a' }).inNamespace('n0');
const B = Pods.labeled({ app: 'b' }).inNamespace('n0');

test('ports that are denied for the same reasons are told once', () => {
  const answer = Reachability.ofManifests([
    deployment(
      'n0/a', { app: 'a' }, { ports: ['http=80', 'sql=5432'] },
    ), deployment('n0/b', { app: 'b' }, { ports: ['http=80'] }),
    policy('n0/deny', { podSelector: labeled({ app: 'b' }), policyTypes: ['Ingress'] }),
  ]).check({ source: A, destination: B });
  expect(answer.explanation).toBe(`DENIED  n0/a -> n0/b every port
  egress   n0/a  allowed  not isolated: no policy selects it for egress
  ingress  n0/b  denied   isolated by n0/deny; no rule admits it`);
});

test('ports that are decided differently are told apart', () => {
  const answer = Reachability.ofManifests([
    deployment('n0/a', { app: 'a' }), deployment('n0/b', { app: 'b' }, { ports: ['http=80'] }),
    policy(
      'n0/b', { podSelector: labeled({ app: 'b' }), policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }] }] },
    ),
  ]).check({ source: A, destination: B });
  expect(answer.explanation).toBe(`ALLOWED  n0/a -> n0/b TCP 80
  egress   n0/a  allowed  not isolated: no policy selects it for egress
  ingress  n0/b  allowed  isolated by n0/b; admitted by n0/b, rule 1: from anybody, TCP 80
DENIED  n0/a -> n0/b TCP 1-79,81-65535; UDP all ports; SCTP all ports
  egress   n0/a  allowed  not isolated: no policy selects it for egress
  ingress  n0/b  denied   isolated by n0/b; no rule admits it`);
});
