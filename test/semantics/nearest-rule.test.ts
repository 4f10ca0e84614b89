import { formatRequirement } from '../../src/model/selector';
import { nearestRule, NearMiss } from '../../src/semantics/nearest-rule';
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
  return `${formatRequirement(fault.requirement)}${fault.meant === undefined ? '' : `, meant ${fault.meant.value}`}`;
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

describe('a value that a pod in scope has is no slip of the pen', () => {
  const meantFor = (others: readonly object[], rule: object): string | undefined => {
    const snapshot = cluster([deployment('shop/web2', { app: 'web2' }), DB, ...others,
      policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [rule] })]);
    const miss = nearestRule(snapshot, snapshot.policies, 'ingress', workload(snapshot, 'shop/web2'), flow(snapshot, 'shop/web2 -> shop/db TCP 5432'));
    return miss?.fault.kind === 'label' && miss.fault.meant ? `${miss.fault.meant.value} for ${miss.fault.meant.written}` : undefined;
  };
  const oneOf = (...values: string[]) => ({ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values }] } }] });
  const WEB1 = deployment('shop/web1', { app: 'web1' });

  test.each([
    ['nobody has it', [], oneOf('web1'), 'web2 for web1'],
    ['one has it', [WEB1], oneOf('web1'), undefined],
    ['one elsewhere has it', [deployment('lab/web1', { app: 'web1' })], oneOf('web1'), 'web2 for web1'],
    ['one of several values', [WEB1], oneOf('web1', 'wbe2'), 'web2 for wbe2'],
    ['every one of several values', [WEB1, deployment('shop/web3', { app: 'web3' })], oneOf('web1', 'web3'), undefined],
  ])('%s', (_, others, rule, expected) => {
    expect(meantFor(others, rule)).toBe(expected);
  });
});
