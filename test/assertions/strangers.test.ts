import fc from 'fast-check';
import { assertionOf } from '../../src/analysis/parties';
import { NEW_POD } from '../../src/assertions/absent-pods';
import { Assertion } from '../../src/assertions/assertion';
import { endsOf } from '../../src/assertions/ends';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustReach } from '../../src/assertions/must-reach';
import { findStranger } from '../../src/assertions/strangers';
import { Finding } from '../../src/model/finding';
import { Endpoint } from '../../src/model/flow';
import { labelsFor } from '../../src/model/labels-for';
import { Requirement } from '../../src/model/selector';
import { judge } from '../../src/semantics/judge';
import { cluster, facts, labeled, namespace, pod, policy } from '../fixture';
import { anyScenario, snapshotOf } from '../generators/scenarios';
import { IPeer, Namespaces, Pods, Port, Reachability } from 'cdk8s-netpol';

const DB = pod('a/db', { app: 'db' }, { ports: ['sql=5432'] });
const db = Pods.labeled({ app: 'db' }).inNamespace('a');
const SQL = [Port.POSTGRES];

function dbAccepts(...rules: object[]): object {
  return policy('a/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}

function stated(source: IPeer, destination: IPeer = db, futurePods?: boolean, ports: Port[] = SQL): Assertion {
  return assertionOf({ at: { object: 'test' }, namespace: 'a', source, destination, ports, futurePods });
}

const inNamespaces = (selector: object, pods?: object) =>
  ({ from: [{ namespaceSelector: selector, ...(pods && { podSelector: pods }) }] });
const named = (name: string) => labeled({ 'kubernetes.io/metadata.name': name });
const having = (key: string, operator: string, ...values: string[]) =>
  ({ matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }] });
const all = Namespaces.all();

/** The pod that the title names; undefined where the assertion holds. */
function strangerIn(findings: readonly Finding[]): string | undefined {
  expect(findings.length).toBeLessThanOrEqual(1);
  return findings[0]?.title.replace(/, and no connection .*$/, '');
}

describe('pods that nobody has made yet fail MustNotReach', () => {
  const rows: Record<string, [object[], IPeer, string | undefined]> = {
    'a namespace by its name': [[dbAccepts(inNamespaces(named('monitoring')))], all,
      'a pod without labels in a namespace `monitoring` could reach `a/db` on TCP 5432'],
    'every namespace': [[dbAccepts(inNamespaces({}))], all,
      'a pod without labels in namespace `a` could reach `a/db` on TCP 5432'],
    'a namespace by its label': [[dbAccepts(inNamespaces(labeled({ team: 'ops' })))], all,
      'a pod without labels in a namespace with team=ops could reach `a/db` on TCP 5432'],
    'a namespace by its name and its label': [
      [dbAccepts(inNamespaces({ matchLabels: { 'kubernetes.io/metadata.name': 'monitoring', 'team': 'ops' } }))], all,
      'a pod without labels in a namespace `monitoring` with team=ops could reach `a/db` on TCP 5432',
    ],
    'pods by their label in every namespace': [[dbAccepts(inNamespaces({}, labeled({ app: 'prom' })))], all,
      'a pod with `app=prom` in namespace `a` could reach `a/db` on TCP 5432'],
    'pods by their label in one namespace': [[
      dbAccepts(inNamespaces(named('monitoring'), labeled({ app: 'prom' }))),
    ], all,
    'a pod with `app=prom` in a namespace `monitoring` could reach `a/db` on TCP 5432'],
    'a namespace of the input without pods': [[dbAccepts(inNamespaces(named('void'))), namespace('void')], all,
      'a pod without labels in namespace `void` could reach `a/db` on TCP 5432'],
    'all pods of one namespace': [[
      dbAccepts(inNamespaces(named('lab'), labeled({ app: 'x' }))), pod('lab/y'),
    ], Pods.all().inNamespace('lab'),
    'a pod with `app=x` in namespace `lab` could reach `a/db` on TCP 5432'],
    'all namespaces with a label': [[dbAccepts(inNamespaces(named('monitoring')))], Namespaces.labeled({ team: 'ops' }),
      'a pod without labels in a namespace `monitoring` with team=ops could reach `a/db` on TCP 5432'],
    'not those of another namespace': [
      [dbAccepts(inNamespaces(named('monitoring'))), pod('lab/y')], Pods.all().inNamespace('lab'), undefined,
    ],
    'not where no rule admits any': [[dbAccepts()], all, undefined],
    'not on another port': [[dbAccepts({ ...inNamespaces({}), ports: [{ port: 80 }] })], all, undefined],
    'a rule for whatever is not called so': [[
      dbAccepts(inNamespaces(having('kubernetes.io/metadata.name', 'NotIn', 'a', 'b'))),
    ], all,
    'a pod without labels in any other namespace could reach `a/db` on TCP 5432'],
    'a rule for pods without a label': [[dbAccepts({ from: [{ podSelector: having('app', 'DoesNotExist') }] })], all,
      'a pod without labels in namespace `a` could reach `a/db` on TCP 5432'],
    'a rule for pods with another value': [[dbAccepts({ from: [{ podSelector: having('app', 'NotIn', 'x') }] })], all,
      'a pod without labels in namespace `a` could reach `a/db` on TCP 5432'],
    'a rule for pods with any value': [[dbAccepts({ from: [{ podSelector: having('app', 'Exists') }] })], all,
      'a pod with `app=some-value` in namespace `a` could reach `a/db` on TCP 5432'],
    'nobody, where a rule asks for what no pod can be': [
      [
        dbAccepts(
          {
            from: [
              {
                podSelector: {
                  matchExpressions: [{ key: 'app', operator: 'Exists' }, { key: 'app', operator: 'DoesNotExist' }],
                },
              },
            ],
          },
        ),
      ], all, undefined,
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, source, title]) => {
    expect(strangerIn(mustNotReach(cluster([DB, ...given]), stated(source)))).toBe(title);
  });
});

test('the finding shows the pod by its labels, and the rule that admits it', () => {
  expect(mustNotReach(cluster([DB, dbAccepts(inNamespaces(named('monitoring')))]), stated(all))).toEqual([{
    check: 'must-not-reach',
    severity: 'error',
    title: 'a pod without labels in a namespace `monitoring` could reach `a/db` on TCP 5432, '
      + 'and no connection from `all namespaces` to `pods app=db in namespace a` on TCP 5432 may be allowed',
    at: { object: 'test' },
    evidence: [
      {
        label: 'egress',
        columns: ['monitoring/(a new pod)', 'allowed'],
        text: 'not isolated: no policy selects it for egress',
      },
      {
        label: 'ingress',
        columns: ['a/db', 'allowed'],
        text: 'isolated by a/db; admitted by a/db, rule 1: from all pods in monitoring, every port',
      },
    ],
    notes: [
      'no such pod is in the input, and whoever makes one is let through',
      'policies of that namespace, which the input does not have, may still keep the pod from it',
    ],
    help: ['narrow rule 1 of `a/db`'],
  }]);
});

describe('a rule for addresses, when nobody knows where such a pod would be', () => {
  const fromTen = dbAccepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] });

  test('leaves MustNotReach unproved', () => {
    expect(mustNotReach(cluster([DB, fromTen]), stated(all))).toEqual([{
      check: 'must-not-reach',
      severity: 'error',
      title: 'a pod without labels in namespace `a` could perhaps reach `a/db` on TCP 5432, '
        + 'and no connection from `all namespaces` to `pods app=db in namespace a` on TCP 5432 may be allowed',
      at: { object: 'test' },
      evidence: [
        {
          label: 'egress', columns: ['a/(a new pod)', 'allowed'], text: 'not isolated: no policy selects it for egress',
        },
        {
          label: 'ingress',
          columns: ['a/db', 'unknown'],
          text: 'isolated by a/db; perhaps admitted by a/db, rule 1: from 10.0.0.0/8, every port',
        },
      ],
      notes: [
        'no such pod is in the input',
        'the address of a pod is not known before it runs, so an ipBlock may or may not contain it',
      ],
      help: ['declare where pods get their addresses: `facts: { podCidrs: [\'10.244.0.0/16\'] }`'],
    }]);
  });

  test('is settled by podCidrs', () => {
    expect(mustNotReach(cluster([DB, fromTen], facts({ pods: ['192.168.0.0/16'] })), stated(all))).toEqual([]);
  });

  test('hides no pod that is let through for certain', () => {
    const given = [DB, dbAccepts({
      from: [
        { ipBlock: { cidr: '10.0.0.0/8' } }, { namespaceSelector: named('monitoring') },
      ],
    })];
    expect(strangerIn(mustNotReach(cluster(given), stated(all))))
      .toBe('a pod without labels in a namespace `monitoring` could reach `a/db` on TCP 5432');
  });
});

describe('pods that nobody has made yet as destinations', () => {
  const maySend = (...rules: object[]) => policy(
    'a/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Egress'], egress: rules },
  );

  test.each([
    ['a namespace by its name', [maySend({ to: [{ namespaceSelector: named('backup') }] })],
      'a pod without labels in a namespace `backup` could be reached from `a/db` on TCP 5432'],
    ['nowhere', [maySend()], undefined],
    ['on a named port, which nobody knows', [maySend({ ports: [{ port: 'sql' }] })], undefined],
  ])('%s', (_, given, title) => {
    expect(strangerIn(mustNotReach(cluster([DB, ...given]), stated(db, all)))).toBe(title);
  });
});

describe('what isolates such a pod itself', () => {
  const ADMITS = dbAccepts(inNamespaces(labeled({ team: 'ops' }), labeled({ app: 'prom' })));
  const closed = (name: string, podSelector: object) => policy(
    `${name}/deny`, { podSelector, policyTypes: ['Egress'] },
  );
  const OPS = namespace('ops', { team: 'ops' });

  test.each<[string, object[], string | undefined]>([
    ['is not known where the namespace is not', [], 'a pod with `app=prom` in a namespace with team=ops'],
    ['counts where it is', [OPS, closed('ops', {})], 'a pod with `app=prom` in a namespace with team=ops'],
    [
      'counts for the labels that it has', [OPS, closed('ops', labeled({ app: 'other' }))],
      'a pod with `app=prom` in namespace `ops`',
    ],
  ])('%s', (_, given, description) => {
    expect(strangerIn(mustNotReach(cluster([DB, ADMITS, ...given]), stated(all))))
      .toBe(description === undefined ? undefined : `${description} could reach \`a/db\` on TCP 5432`);
  });

  test('closes a known namespace to its own pods', () => {
    const admits = dbAccepts(inNamespaces(named('ops')));
    expect(mustNotReach(cluster([DB, admits, OPS, closed('ops', {})]), stated(all))).toEqual([]);
  });

  test('and opens it again to those that a policy admits there', () => {
    const admits = dbAccepts(inNamespaces(named('ops')));
    const open = policy(
      'ops/open', { podSelector: labeled({ role: 'scraper' }), policyTypes: ['Egress'], egress: [{}] },
    );
    expect(strangerIn(mustNotReach(cluster([DB, admits, OPS, closed('ops', {}), open]), stated(all))))
      .toBe('a pod with `role=scraper` in namespace `ops` could reach `a/db` on TCP 5432');
  });
});

describe('only MustNotReach speaks of pods that nobody has made yet', () => {
  const GIVEN = [DB, pod('a/web', { app: 'web' }), dbAccepts({ from: [{ podSelector: labeled({ app: 'web' }) }] })];
  const fromHere = Pods.all().inNamespace('a');

  test('MustReach', () => {
    expect(mustReach(cluster(GIVEN), stated(fromHere))).toEqual([]);
  });

  test('check and explain', () => {
    const question = { source: fromHere, destination: db, port: Port.POSTGRES };
    const answer = Reachability.ofManifests(GIVEN).check(question);
    expect([answer.verdict, answer.flowCount]).toEqual(['allowed', 1]);
    expect(Reachability.ofManifests(GIVEN).explain(question)).not.toContain('new pod');
  });

  test('the matrix', () => {
    const { rows } = Reachability.ofManifests(GIVEN).matrix();
    expect([...new Set(rows.map(({ source }) => source))]).toEqual(['a/db', 'a/web', '0.0.0.0/0, ::/0']);
  });
});

describe('a party by labels', () => {
  const GIVEN = [
    DB, pod('a/web', { app: 'web' }), dbAccepts({ from: [{ podSelector: labeled({ app: 'web', role: 'spy' }) }] }),
  ];
  const web = Pods.labeled({ app: 'web' }).inNamespace('a');

  test('means the pods of the input', () => {
    expect(mustNotReach(cluster(GIVEN), stated(web))).toEqual([]);
  });

  test('means every pod that may come to have them, with `futurePods`', () => {
    expect(strangerIn(mustNotReach(cluster(GIVEN), stated(web, db, true))))
      .toBe('a pod with `app=web,role=spy` in namespace `a` could reach `a/db` on TCP 5432');
  });

  test('may be one that the input does not have, with `futurePods`', () => {
    const prom = Pods.labeled({ app: 'prom' }).inNamespace('a');
    expect(strangerIn(mustNotReach(cluster(GIVEN), stated(prom)))).toBe(
      '`pods app=prom in namespace a` matches nothing in the input, so there is nothing to check',
    );
    expect(mustNotReach(cluster(GIVEN), stated(prom, db, true))).toEqual([]);
  });
});

describe('a namespace that is named and that nobody knows', () => {
  const from = Pods.all().inNamespace('monitoring');

  test.each(
    [['must-not-reach', mustNotReach], ['must-reach', mustReach]] as const,
  )('is an error that says how to declare it: %s', (check, run) => {
    expect(run(cluster([DB, dbAccepts()]), stated(from))).toEqual([{
      check,
      severity: 'error',
      title: '`all pods in namespace monitoring` names namespace `monitoring`, which is not in the input',
      at: { object: 'test' },
      evidence: [{ label: 'pods in the input', text: 'a/db' }],
      notes: [],
      help: ['add its Namespace object, or declare the pods that are there: '
        + '`facts: { existing: [ExistingPods.of({ namespace: \'monitoring\', labels: { ... } })] }`'],
    }]);
  });

  test('is known by its object', () => {
    const given = [DB, namespace('monitoring')];
    expect(mustNotReach(cluster([...given, dbAccepts()]), stated(from))).toEqual([]);
    expect(strangerIn(mustNotReach(cluster([...given, dbAccepts(inNamespaces(named('monitoring')))]), stated(from))))
      .toBe('a pod without labels in namespace `monitoring` could reach `a/db` on TCP 5432');
  });
});

describe('labels that meet all that is asked', () => {
  const ask = (key: string, operator: Requirement['operator'], ...values: string[]): Requirement =>
    ({ key, operator, values });

  test.each<[string, Requirement[], object | undefined]>([
    ['nothing is asked', [], {}],
    ['one value', [ask('a', 'In', 'x')], { a: 'x' }],
    ['a value that two lists share', [ask('a', 'In', 'x', 'y'), ask('a', 'In', 'y', 'z')], { a: 'y' }],
    ['a value that another list leaves', [ask('a', 'In', 'x', 'y'), ask('a', 'NotIn', 'x')], { a: 'y' }],
    ['no label where that is enough', [ask('a', 'NotIn', 'x'), ask('b', 'DoesNotExist')], {}],
    ['any value', [ask('a', 'Exists'), ask('a', 'NotIn', 'x')], { a: 'some-value' }],
    ['lists that exclude each other', [ask('a', 'In', 'x'), ask('a', 'In', 'y')], undefined],
    ['a label that must be there and must not', [ask('a', 'Exists'), ask('a', 'DoesNotExist')], undefined],
  ])('%s', (_, requirements, expected) => {
    const labels = labelsFor(requirements);
    expect(labels && Object.fromEntries(labels)).toEqual(expected);
  });
});

describe('whatever the policies are', () => {
  const anyEnds = fc.tuple(
    fc.constantFrom<IPeer>(all, Pods.all().inNamespace('a'), Namespaces.labeled({ team: 'red' })),
    fc.constantFrom<IPeer>(Pods.labeled({ app: 'web' }).inAllNamespaces(), all),
    fc.boolean(),
  ).map(([pods, others, isSource]): [IPeer, IPeer] => (isSource ? [pods, others] : [others, pods]));

  /** The pod that a reader of the title makes, with its namespace; labels on which nothing depends are left out. */
  function made(title: string): object[] {
    const description = title.replace(/, depending on its other labels$/, '');
    const [, labels, serviceAccountName, place] =
      /^a pod (?:with `(.*?)`|without labels)(?: and service account `(.*)`)? in (.*)$/.exec(description)!;
    const [, name = 'elsewhere', known] = /^(?:any other |a )?namespace(?: `(.*)`)?(?: with (.*))?$/.exec(place)!;
    const read = (text: string = '') => Object.fromEntries(text.split(',').filter(pair => pair !== '')
      .map(pair => pair.split(/=(.*)/).slice(0, 2)));
    const isNew = !place.startsWith('namespace ');
    const stranger = pod(`${name}/stranger`, read(labels)) as { readonly spec: object };
    return [
      ...isNew ? [namespace(name, read(known))] : [], { ...stranger, spec: { ...stranger.spec, serviceAccountName } },
    ];
  }

  test('a pod that MustNotReach names as counterexample is allowed by the judge when it is added to the input', () => {
    let count = 0;
    // An injector may give the pod more labels than it was made with, and so may leave it open what becomes of it.
    const anyWithoutInjector = anyScenario.map(scenario =>
      (
        { ...scenario, manifests: JSON.parse(JSON.stringify(scenario.manifests).replaceAll('istio-injection', 'mesh')) }
      ));
    fc.assert(fc.property(anyWithoutInjector, anyEnds, (scenario, [source, destination]) => {
      const asked = stated(source, destination, false, [Port.tcp(80)]);
      const before = snapshotOf(scenario);
      const stranger = findStranger(before, endsOf(before, asked));
      if (stranger?.trace.verdict !== 'allowed') {
        return;
      }
      count += 1;
      const after = snapshotOf({ ...scenario, manifests: [...scenario.manifests, ...made(stranger.description)] });
      const { flow } = stranger.trace;
      const inAfter = (end: Endpoint): Endpoint => {
        if (end.kind !== 'workload') {
          return end;
        }
        const { namespace: where, name, kind } = end.workload;
        const sought = name === NEW_POD ? 'Pod stranger' : `${kind} ${name}`;
        const found = after.workloads.find(one => `${one.kind} ${one.name}` === sought
          && (name === NEW_POD || one.namespace === where));
        return { kind: 'workload', workload: found! };
      };
      const again = judge(after, { ...flow, source: inAfter(flow.source), destination: inAfter(flow.destination) });
      expect([stranger.description, again.verdict]).toEqual([stranger.description, 'allowed']);
    }), { numRuns: 150 });
    expect(count).toBeGreaterThan(10);
  });
});
