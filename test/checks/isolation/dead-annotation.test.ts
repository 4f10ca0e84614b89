import { deadAnnotation } from '../../../src/checks/isolation/dead-annotation';
import { labeled, policy, read } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const KEY = 'net.beta.kubernetes.io/network-policy';
const CLOSED = '{"ingress": {"isolation": "DefaultDeny"}}';

function annotated(value: unknown, name: string = 'shop', key: string = KEY): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, annotations: { [key]: value } } };
}

const deny = (spec: object) => policy('shop/deny', { podSelector: {}, ...spec });
const TITLE = 'namespace `shop` has an annotation that Kubernetes no longer reads: `net.beta.kubernetes.io/network-policy`';

const ROWS: Record<string, [object[], string[]]> = {
  'nothing else closes the namespace': [[annotated(CLOSED)], [`warning: ${TITLE}`]],
  'a policy closes it': [[annotated(CLOSED), deny({ policyTypes: ['Ingress'] })], [`info: ${TITLE}`]],
  'a policy closes the other direction': [[annotated(CLOSED), deny({ policyTypes: ['Egress'] })], [`warning: ${TITLE}`]],
  'a policy closes some of it': [
    [annotated(CLOSED), deny({ podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] })], [`warning: ${TITLE}`],
  ],
  'it never closed anything': [[annotated('{}')], [`info: ${TITLE}`]],
  'another annotation': [[annotated(CLOSED, 'shop', 'example.com/network-policy')], []],
  'a value that is no text is a problem of its own': [[annotated(1)], []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(deadAnnotation, given)).toEqual(expected);
});

test('the policy that does today what the annotation did is in the finding', () => {
  expect(findings(deadAnnotation, [annotated(CLOSED)])).toEqual([{
    check: 'dead-annotation',
    severity: 'warning',
    title: TITLE,
    at: { object: 'Namespace shop' },
    evidence: [{ label: 'annotation', text: CLOSED }],
    notes: ['no policy of the input isolates all pods of the namespace for ingress, as the annotation once did'],
    help: [
      [
        'to close the namespace, add a policy for all of its pods:',
        "new DefaultDenyIngress(this, 'default-deny', { namespace: 'shop' });",
      ].join('\n'),
      'and leave the annotation out',
    ],
  }]);
});

test('several namespaces are one finding', () => {
  expect(evidenceOf(onlyFinding(deadAnnotation, [annotated(CLOSED), annotated(CLOSED, 'lab')]), 'likewise')).toEqual(['namespace lab']);
});

test('two Namespace objects that differ in it alone do not clash', () => {
  expect(read([annotated(CLOSED), annotated('{}')]).problems).toEqual([]);
});
