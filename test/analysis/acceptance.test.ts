import { ApiObject, Chart } from 'cdk8s';
import { ACCEPTABLE, AcceptedFinding, acceptancesFrom } from '../../src/analysis/acceptance';
import { sift } from '../../src/diagnosis/acceptances';
import { Finding } from '../../src/model/finding';
import { newApp, removeApps, checksIn, synthesize } from '../constructs/validated';
import { DefaultDenyAll, MustNotReach, MustReach, NetworkPolicyValidation, Pods, Port } from 'cdk8s-netpol';

afterAll(removeApps);

const REASON = 'the other team opens it next week';

function finding(check: string, constructPath?: string): Finding {
  return { check, severity: 'error', title: 'it is closed', at: { object: 'p', constructPath }, evidence: [], notes: [], help: [] };
}

/** The checks that are left, and those of the acceptances that nothing needed. */
function remaining(findings: readonly Finding[], ...accepted: readonly Omit<AcceptedFinding, 'reason'>[]): string[] {
  const acceptances = acceptancesFrom(accepted.map(one => ({ ...one, reason: REASON })));
  const surroundings = { names: ACCEPTABLE, isRun: () => true, objects: new Set<string>() };
  return sift(findings, acceptances, surroundings).findings.map(({ check }) => check);
}

const REFUSED: Record<string, [unknown, string]> = {
  'a check with a slip of the pen': [[{ check: 'dns-bloked', reason: REASON }],
    '`accepted` names `dns-bloked`, which is no check or assertion\nhelp: did you mean `dns-blocked`?'],
  'an assertion with a slip of the pen': [[{ check: 'must-not-reech', reason: REASON }],
    '`accepted` names `must-not-reech`, which is no check or assertion\nhelp: did you mean `must-not-reach`?'],
  'what says that an acceptance is not needed': [[{ check: 'unused-acceptance', reason: REASON }],
    '`accepted` names `unused-acceptance`, which is no check or assertion\n'
    + 'help: what can be accepted is not-enforced, '],
  'every assertion of a kind at once': [[{ check: 'must-reach', reason: REASON }],
    '`accepted` names `must-reach` without a `constructPath`, which would accept every failure of the kind\n'
    + 'help: add the path that the message shows behind `-->`: `constructPath: \'shop/web-uses-db\'`'],
  'every assertion of a kind by an empty path': [[{ check: 'must-not-reach', reason: REASON, constructPath: '' }],
    '`accepted` names `must-not-reach` without a `constructPath`, which would accept every failure of the kind\n'],
  'no name at all': [[{ reason: REASON }], '`accepted` names `undefined`, which is no check or assertion\n'],
  'one acceptance without a list': [{ check: 'dns-blocked', reason: REASON },
    '`accepted` is a plain object, not a list\nhelp: list what you accept: `{ check: \'dns-blocked\', reason: \'...\' }`'],
};

test.each(Object.entries(REFUSED))('an acceptance that could never count is refused where it is given: %s', (_, [accepted, message]) => {
  expect(() => NetworkPolicyValidation.of(newApp(), { accepted: accepted as AcceptedFinding[] }))
    .toThrow(`\`NetworkPolicyValidation.of\`: ${message}`);
});

test('an accepted assertion is not reported, and others of its kind are', () => {
  expect(remaining([finding('must-reach', 'shop/a'), finding('must-reach', 'shop/b')], { check: 'must-reach', constructPath: 'shop/a' }))
    .toEqual(['must-reach']);
  expect(remaining([finding('must-reach', 'shop/a')], { check: 'must-not-reach', constructPath: 'shop/a' }))
    .toEqual(['must-reach', 'unused-acceptance']);
});

test('a finding at several places is hidden when each of them is accepted, and not before', () => {
  const folded = { ...finding('selects-nothing', 'shop/a'), likewise: [{ object: 'b', constructPath: 'shop/b' }] };
  const [a, b] = ['shop/a', 'shop/b'].map(constructPath => ({ check: 'selects-nothing', constructPath }));
  expect(remaining([folded], a)).toEqual(['selects-nothing']);
  expect(remaining([folded], b)).toEqual(['selects-nothing']);
  expect(remaining([folded], a, b)).toEqual([]);
  expect(remaining([folded], { check: 'selects-nothing', constructPath: 'shop' })).toEqual([]);
});

test('a synth passes with the assertion accepted, and an acceptance of one that holds is said to be needless', () => {
  const shop = (accepted: AcceptedFinding[], source: Pods) => {
    const app = newApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    ['web', 'db'].forEach(name => new ApiObject(chart, name, {
      apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [] },
    }));
    new DefaultDenyAll(chart, 'deny');
    new MustReach(chart, 'web-uses-db', { source, destination: Pods.labeled({ app: 'db' }), ports: [Port.POSTGRES] });
    new MustNotReach(chart, 'closed', { source: Pods.labeled({ app: 'db' }), destination: Pods.labeled({ app: 'web' }) });
    NetworkPolicyValidation.of(app, { accepted });
    const { error, warnings } = synthesize(app);
    return [...checksIn(error), ...checksIn(warnings)];
  };
  const accepted = (check: string, constructPath: string) => [{ check, reason: REASON, constructPath }];
  const web = Pods.labeled({ app: 'web' });
  expect(shop([], web)).toEqual(['error must-reach']);
  expect(shop(accepted('must-reach', 'shop/web-uses-db'), web)).toEqual(['accepted must-reach']);
  expect(shop(accepted('must-not-reach', 'shop/closed'), web)).toEqual(['error must-reach', 'warning unused-acceptance']);
});
