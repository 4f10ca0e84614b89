import { netpol } from './terminal';

const CLUSTER = `apiVersion: v1
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
spec: {containers: []}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: prom}}}]
      ports: [{port: 5432}]
`;

async function listWith(facts: string) {
  return netpol(['list', 'a.yaml', '--facts', 'facts.yaml', '--format', 'json'],
    { 'a.yaml': CLUSTER, 'facts.yaml': facts });
}

describe('`existing` in a facts file declares pods', () => {
  test.each<[string, string, object]>([
    ['by their labels', 'labels: {app: prom}', { allowed: { TCP: [[5432, 5432]] }, unknown: {} }],
    ['with ports', 'labels: {app: prom}, ports: [{port: 9090, name: web}, {port: 53, protocol: UDP}]',
      { allowed: { TCP: [[5432, 5432]] }, unknown: {} }],
    ['and leaves a label open that is not declared', 'labels: {tier: x}',
      { allowed: {}, unknown: { TCP: [[5432, 5432]] } }],
    ['and denies what their labels exclude', 'labels: {app: other}', {}],
  ])('%s', async (_, fields, expected) => {
    const { code, out } = await listWith(`existing: [{namespace: monitoring, ${fields}}]`);
    const found = JSON.parse(out).connections.find(({ source, destination }: { source: string; destination: string }) =>
      source.startsWith('monitoring/') && destination.startsWith('shop/'));
    expect(code).toBe(0);
    expect({ allowed: found?.allowed, unknown: found?.unknown }).toEqual(
      { allowed: undefined, unknown: undefined, ...expected },
    );
  });
});

describe('`existing` that cannot be read ends with 3', () => {
  test.each<[string, number, string, string, string, string]>([
    ['no list', 1, '{namespace: a}', '', 'is a map, not a list', 'begin each item with `- `'],
    ['an item that is text', 12, '[prometheus]', '[0]', 'is "prometheus", not a map', 'write `key: value` pairs'],
    ['no namespace', 12, '[{labels: {app: x}}]', '[0].namespace', 'is absent, not the name of a namespace',
      'say where the pods are: `namespace: ingress-nginx`'],
    ['a namespace that is none', 13, '[{namespace: Monitoring}]', '[0].namespace',
      'is "Monitoring", not the name of a namespace', 'say where the pods are: `namespace: ingress-nginx`'],
    ['a slip in a field', 27, '[{namespace: a, label: {app: x}}]', '[0].label', 'is not known of existing pods',
      'did you mean `labels`?'],
    ['another field', 27, '[{namespace: a, weather: fine}]', '[0].weather', 'is not known of existing pods',
      'write `namespace`, `labels`, `ports`, `hostNetwork`'],
    ['a label that is none', 36, '[{namespace: a, labels: {app: a b}}]', '[0].labels[app]',
      'is "a b", not a label value: letters and digits, with `-`, `_` and `.` between them',
      'use a value that a label can have'],
    ['a port that is none', 36, '[{namespace: a, ports: [{port: 70000}]}]', '[0].ports[0].port',
      'is 70000, not a port from 1 to 65535', 'write an item such as `{port: 80, name: http}`'],
    ['a port as a number', 35, '[{namespace: a, ports: [80]}]', '[0].ports[0]', 'is 80, not a map', 'write an item such as `{port: 80, name: http}`'],
    ['a port name that is none', 46, '[{namespace: a, ports: [{port: 80, name: Web_Port}]}]', '[0].ports[0].name',
      'is "Web_Port", not a port name: lower-case letters, digits and `-`',
      'write the name that the container port has'],
    ['a slip in a port', 46, '[{namespace: a, ports: [{port: 80, nmae: http}]}]', '[0].ports[0].nmae', 'is not known of a port',
      'did you mean `name`?'],
    ['a protocol that is none', 46, '[{namespace: a, ports: [{port: 80, protocol: tcp}]}]', '[0].ports[0].protocol',
      'is "tcp", not a protocol that a port can have', 'write `TCP`, `UDP` or `SCTP`'],
    ['a host network that is neither', 27, '[{namespace: a, hostNetwork: "yes"}]', '[0].hostNetwork',
      'is "yes", not `true` or `false`', 'write it without quotes'],
  ])('%s', async (_, column, existing, field, message, help) => {
    const { code, out, err } = await listWith(`existing: ${existing}`);
    expect([code, out]).toEqual([3, '']);
    expect(err).toBe(`error[input]: \`existing${field}\` ${message}
  --> facts.yaml  (facts.yaml:1:${column})
   |
   | in the facts, at existing${field}
help: ${help}

1 error; nothing was answered
`);
  });
});
