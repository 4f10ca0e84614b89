import { formatRequirement } from '../../src/model/selector';
import { nearestRule, NearMiss } from '../../src/spec/nearest-rule';
import { cluster, deployment, flow, labeled, namespace, policy, workload } from '../fixture';

const WEB = deployment('shop/web', { app: 'web', tier: 'front' });
const DB = deployment('shop/db', { app: 'db' });

function nearestOf(rules: readonly object[]): string {
  const snapshot = cluster([namespace('shop'), WEB, DB, policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules })]);
  const miss = nearestRule(
    snapshot, snapshot.policies, 'ingress', workload(snapshot, 'shop/web'), flow(snapshot, 'shop/web -> shop/db TCP 5432'));
  return miss === undefined ? 'none' : `rule ${miss.rule.index + 1}: ${faultText(miss)}`;
}

function faultText({ fault }: NearMiss): string {
  if (fault.kind !== 'label') {
    return fault.kind;
  }
  return `${formatRequirement(fault.requirement)}${fault.meant === undefined ? '' : `, meant ${fault.meant}`}`;
}

function pods(matchLabels: Record<string, string>, namespaceSelector?: object): object {
  return { podSelector: { matchLabels }, ...(namespaceSelector && { namespaceSelector }) };
}

const SLIP = { from: [pods({ app: 'wbe' })] };
const OTHER = { from: [pods({ app: 'worker' })] };
const PORT = { from: [pods({ app: 'web' })], ports: [{ port: 80 }] };
const NAMESPACE = { from: [pods({ app: 'web' }, labeled({ team: 'a' }))] };

const ROWS: Record<string, [object[], string]> = {
  'a slip in a value': [[SLIP], 'rule 1: app=wbe, meant web'],
  'another value': [[OTHER], 'rule 1: app=worker'],
  'a key that the pod does not have': [[{ from: [pods({ role: 'x' })] }], 'rule 1: role=x'],
  'another port': [[PORT], 'rule 1: port'],
  'another namespace': [[NAMESPACE], 'rule 1: namespace'],
  'a slip goes before a port': [[PORT, SLIP], 'rule 2: app=wbe, meant web'],
  'a port goes before a namespace': [[NAMESPACE, PORT], 'rule 2: port'],
  'a namespace goes before another value': [[OTHER, NAMESPACE], 'rule 2: namespace'],
  'of two equal faults the first': [[OTHER, { from: [pods({ app: 'admin' })] }], 'rule 1: app=worker'],
  'one fault of two peers': [[{ from: [pods({ app: 'worker', role: 'x' }), pods({ app: 'wbe' })] }], 'rule 1: app=wbe, meant web'],
  'two faults are not near': [[{ from: [pods({ app: 'wbe' })], ports: [{ port: 80 }] }], 'none'],
  'two labels are not near': [[{ from: [pods({ app: 'wbe', tier: 'back' })] }], 'none'],
  'addresses are not near': [[{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }], 'none'],
  'no rule': [[], 'none'],
  'an expression': [[{ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web', 'x'] }] } }] }],
    'rule 1: app notin (web,x)'],
};

test.each(Object.entries(ROWS))('%s', (_, [rules, expected]) => {
  expect(nearestOf(rules)).toBe(expected);
});
