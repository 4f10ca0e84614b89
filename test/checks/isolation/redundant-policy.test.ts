import { redundantPolicy } from '../../../src/checks/isolation/redundant-policy';
import { KUBERNETES } from '../../../src/dialects/kubernetes';
import { ingest } from '../../../src/ingest/ingest';
import { labeled, pod, policy } from '../../fixture';
import { contextOfSnapshot } from '../contexts';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const WEB = { podSelector: labeled({ app: 'web' }) };
const DB = { podSelector: labeled({ app: 'db' }) };
const ALL = { podSelector: {} };

function ingress(name: string, subject: object, ...rules: readonly object[]): object {
  return policy(name, { ...subject, policyTypes: ['Ingress'], ingress: rules });
}

const NARROW = ingress('shop/db', DB, { from: [WEB], ports: [{ port: 5432 }] });
const changesNothing = (name: string, others: string, verb: string) => [`info: policy \`${name}\` changes nothing: ${others} ${verb}`];
const ADMITTED = changesNothing('shop/db', '`shop/wide`', 'admits all that it admits');

const ROWS: Record<string, [object[], string[]]> = {
  'a wider policy for the same pods': [[NARROW, ingress('shop/wide', DB, { from: [WEB] })], ADMITTED],
  'a wider policy for more pods': [[NARROW, ingress('shop/wide', ALL, { from: [ALL] })], ADMITTED],
  'in whatever order they stand': [[ingress('shop/wide', ALL, { from: [ALL] }), NARROW], ADMITTED],
  'two policies together': [[
    ingress('shop/db', DB, { from: [WEB] }, { from: [DB] }),
    ingress('shop/a', DB, { from: [WEB] }, { ports: [{ port: 1 }] }),
    ingress('shop/b', DB, { from: [DB] }, { ports: [{ port: 2 }] }),
  ], changesNothing('shop/db', '`shop/a`, `shop/b`', 'admit all that it admits')],
  'a second floor': [
    [policy('shop/both', { ...ALL, policyTypes: ['Ingress', 'Egress'] }), policy('shop/in', { ...ALL, policyTypes: ['Ingress'] })],
    changesNothing('shop/in', '`shop/both`', 'closes all that it closes'),
  ],
  'one of two that make each other redundant: the second': [
    [ingress('shop/a', DB, { from: [WEB] }, { from: [DB] }), ingress('shop/b', DB, { from: [WEB, DB] })],
    changesNothing('shop/b', '`shop/a`', 'admits all that it admits'),
  ],
  'a default deny is the ground of the others': [[ingress('shop/deny', ALL), ingress('shop/wide', ALL, { from: [ALL] })], []],
  'a policy of its own that closes a workload once more': [[ingress('shop/deny', ALL), ingress('shop/db', DB)], []],
  'what says the same is the matter of duplicate-policy': [[NARROW, ingress('shop/again', DB, { from: [WEB], ports: [{ port: 5432 }] })], []],
  'a wider policy for fewer pods': [[ingress('shop/all', ALL, { from: [WEB] }), ingress('shop/wide', DB, { from: [ALL] })], []],
  'for all pods that the input has, and not for those to come': [[
    ingress('shop/all', ALL, { from: [WEB] }),
    ingress('shop/wide', { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }, { from: [ALL] }),
  ], []],
  'in another namespace': [[NARROW, ingress('lab/wide', ALL, { from: [{ namespaceSelector: {} }] })], []],
  'it isolates one direction more': [[
    policy('shop/db', { ...DB, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [WEB] }] }),
    ingress('shop/wide', DB, { from: [ALL] }),
  ], []],
  'it isolates no direction more': [[
    policy('shop/db', { ...DB, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [WEB] }] }), ingress('shop/wide', DB, { from: [ALL] }),
    policy('shop/deny', { ...ALL, policyTypes: ['Egress'] }),
  ], changesNothing('shop/db', '`shop/wide`, `shop/deny`', 'admit all that it admits')],
  'it admits one port more': [[NARROW, ingress('shop/wide', ALL, { from: [ALL], ports: [{ port: 80 }] })], []],
};

test.each(Object.entries(ROWS))('%s', (_, [policies, expected]) => {
  expect(found(redundantPolicy, [...PODS, ...policies])).toEqual(expected);
});

describe('policies that leave their namespace open', () => {
  const titles = (...files: readonly string[]) => {
    const contents = [ingress('db', DB, { from: [WEB] }), ingress('wide', ALL, { from: [ALL] })];
    const manifests = contents.map((content, index) => ({ content, origin: { file: files[index] } }));
    const { snapshot } = ingest(manifests, { dialect: KUBERNETES });
    return redundantPolicy.check(contextOfSnapshot(snapshot)).map(({ title }) => title);
  };

  test.each<[string, string[], number]>([
    ['in one folder are applied together', ['k8s/a.yaml', 'k8s/b.yaml#2'], 1],
    ['in two folders may be for two namespaces', ['data/a.yaml', 'apps/b.yaml'], 0],
  ])('%s', (_, files, amount) => {
    expect(titles(...files)).toHaveLength(amount);
  });
});

test('what admits it is in the finding', () => {
  expect(findings(redundantPolicy, [...PODS, NARROW, ingress('shop/wide', ALL, { ports: [{ port: 80 }] }, { from: [ALL] })])).toEqual([{
    check: 'redundant-policy',
    severity: 'info',
    title: ADMITTED[0].replace('info: ', ''),
    at: { object: 'NetworkPolicy shop/db' },
    evidence: [
      { label: 'policy', text: 'shop/db, for app=db in shop' },
      { label: '', text: 'ingress rule 1: from app=web, TCP 5432' },
      { label: 'beside', text: 'shop/wide, for all pods in shop' },
      { label: '', text: 'ingress rule 2: from all pods, every port' },
    ],
    notes: [],
    help: ['leave it out', 'if it is all that its pods are meant to admit, narrow `shop/wide`: the podSelector, or the rules'],
  }]);
});

test('several that one policy makes redundant are one finding', () => {
  const given = ['shop/a', 'shop/b'].map((name, index) => ingress(name, DB, { from: [WEB], ports: [{ port: 80 + index }] }));
  expect(evidenceOf(onlyFinding(redundantPolicy, [...PODS, ...given, ingress('shop/wide', ALL, { from: [ALL] })]), 'likewise'))
    .toEqual(['policy shop/b']);
});
