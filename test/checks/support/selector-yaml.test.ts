import { parse } from 'yaml';
import { itemYaml, selectorYaml } from '../../../src/checks/support/selector-yaml';
import { KUBERNETES } from '../../../src/dialects/kubernetes';
import { ingest } from '../../../src/ingest/ingest';

test.each([
  [{}],
  [{ matchLabels: { 'app': 'web', 'app.kubernetes.io/name': 'web' } }],
  [{ matchLabels: { enabled: 'true', version: '1.0', empty: '', y: 'no', date: '2020-01-01' } }],
  [{
    matchExpressions: [
      { key: 'app', operator: 'In', values: ['a', '1'] }, { key: 'b', operator: 'NotIn', values: ['null'] },
      { key: 'c', operator: 'Exists' }, { key: 'd', operator: 'DoesNotExist' },
    ],
  }],
])('a selector that is printed as YAML means the same when it is pasted: %j', podSelector => {
  const subjectOf = (selector: unknown) => ingest([{
    content: {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' }, spec: { podSelector: selector },
    },
  }], { dialect: KUBERNETES }).snapshot.policies[0].subject.pods;
  const written = subjectOf(podSelector);
  const [item] = parse(itemYaml(selectorYaml('podSelector', written)).join('\n'));
  expect(subjectOf(item.podSelector)).toEqual(written);
});
