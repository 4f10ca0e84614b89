import { ruleSplitByDash } from '../../../src/checks/ports/rule-split-by-dash';
import { labeled, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const WEB = { podSelector: labeled({ app: 'web' }) };
const DB_PORT = [{ port: 5432 }];

function ingress(name: string, ...rules: object[]): object {
  return policy(name, { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}

function egress(...rules: object[]): object {
  return policy('shop/db', { podSelector: {}, policyTypes: ['Egress'], egress: rules });
}

const SPLIT = ['warning: ingress rules 1 and 2 of policy `shop/db` may be one that a dash splits: the second admits everybody on TCP 5432'];

const ROWS: Record<string, [object, string[]]> = {
  'peers, then ports': [ingress('shop/db', { from: [WEB] }, { ports: DB_PORT }), SPLIT],
  'peers, then ports, then another rule': [ingress('shop/db', { from: [WEB] }, { ports: DB_PORT }, { from: [WEB], ports: [{ port: 1 }] }), SPLIT],
  'out': [egress({ to: [WEB] }, { ports: DB_PORT }),
    ['warning: egress rules 1 and 2 of policy `shop/db` may be one that a dash splits: the second opens the way to everybody on TCP 5432']],
  'both in one': [ingress('shop/db', { from: [WEB], ports: DB_PORT }), []],
  'ports, then peers': [ingress('shop/db', { ports: DB_PORT }, { from: [WEB] }), []],
  'peers with ports, then ports': [ingress('shop/db', { from: [WEB], ports: [{ port: 1 }] }, { ports: DB_PORT }), []],
  'peers, then everybody on every port': [ingress('shop/db', { from: [WEB] }, {}), []],
  'in, on the ports of a resolver': [ingress('shop/db', { from: [WEB] }, { ports: [{ port: 53 }] }), [SPLIT[0].replace('5432', '53')]],
  'peers, and names of anybody': [egress({ to: [WEB] }, { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }), []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(ruleSplitByDash, [...PODS, given])).toEqual(expected);
});

test('both rules, and the dash, are in the finding', () => {
  expect(findings(ruleSplitByDash, [...PODS, ingress('shop/db', { from: [WEB] }, { ports: DB_PORT })])).toEqual([{
    check: 'rule-split-by-dash',
    severity: 'warning',
    title: SPLIT[0].replace('warning: ', ''),
    at: { object: 'NetworkPolicy shop/db' },
    evidence: [{ label: 'rules', text: 'rule 1: from app=web, every port' }, { label: '', text: 'rule 2: from anybody, TCP 5432' }],
    notes: [],
    help: [
      'if the ports are those of rule 1, take away the dash in front of `ports`, which begins rule 2',
      'otherwise name the peers of rule 2 below `from`, if not everybody is meant',
    ],
  }]);
});

test('one template is one finding', () => {
  const given = ['shop/a', 'shop/b'].map(name => ingress(name, { from: [WEB] }, { ports: DB_PORT }));
  expect(evidenceOf(onlyFinding(ruleSplitByDash, [...PODS, ...given]), 'likewise')).toEqual(['policy shop/b']);
});
