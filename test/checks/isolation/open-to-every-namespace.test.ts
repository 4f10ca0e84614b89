import { openToEveryNamespace } from '../../../src/checks/isolation/open-to-every-namespace';
import { labeled, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const DB = pod('shop/db', { app: 'db' });
const EVERYWHERE = { namespaceSelector: {} };

function admitting(peer: object, name: string = 'shop/db', ports: readonly object[] = [{ port: 5432 }]): object {
  return policy(name, { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ from: [peer], ports }] });
}

const OPEN = ['info: policy `shop/db` admits every pod of every namespace on TCP 5432'];

const ROWS: Record<string, [object, string[]]> = {
  'an empty selector of namespaces': [admitting(EVERYWHERE), OPEN],
  'with an empty selector of pods': [admitting({ ...EVERYWHERE, podSelector: {} }), OPEN],
  'namespaces with a label': [admitting({ namespaceSelector: labeled({ team: 'a' }) }), []],
  'some pods of all namespaces': [admitting({ ...EVERYWHERE, podSelector: labeled({ app: 'web' }) }), []],
  'all pods of the own namespace': [admitting({ podSelector: {} }), []],
  'its name says so': [admitting(EVERYWHERE, 'shop/allow-all-namespaces'), []],
  'resolvers are for every pod': [admitting(EVERYWHERE, 'shop/db', [{ port: 53, protocol: 'UDP' }, { port: 'dns-tcp' }]), []],
  'a rule for everybody is more than that': [policy('shop/db', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }), []],
  'what goes out': [policy('shop/db', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [EVERYWHERE] }] }), []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(openToEveryNamespace, [DB, given])).toEqual(expected);
});

test('who is admitted, and how to admit fewer, is in the finding', () => {
  expect(findings(openToEveryNamespace, [DB, admitting(EVERYWHERE)])).toEqual([{
    check: 'open-to-every-namespace',
    severity: 'info',
    title: OPEN[0].replace('info: ', ''),
    at: { object: 'NetworkPolicy shop/db' },
    evidence: [
      { label: 'pods', text: 'app=db in shop' },
      { label: 'ingress', text: 'rule 1: from all pods in all namespaces, TCP 5432' },
    ],
    notes: ['pods of namespaces that are made later are admitted too'],
    help: [
      'name the namespaces that are meant: `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: NAME } }`, or a label of theirs',
      'for the pods of `shop` alone write `podSelector: {}` without a namespaceSelector',
    ],
  }]);
});

test('those of one namespace are one finding', () => {
  const given = ['shop/a', 'shop/b'].map((name, index) => admitting(EVERYWHERE, name, [{ port: 80 + index }]));
  expect(evidenceOf(onlyFinding(openToEveryNamespace, [DB, ...given]), 'likewise')).toEqual(['policy shop/b, TCP 81']);
});
