import { App, Call, Cluster, Component, OutsideBlock } from './apps';
import { APP, COMPONENT, TIER } from './workloads';

/** Nothing may connect to or from the pods of the namespace, apart from what other policies allow. */
export function defaultDenyManifest(namespace: string): object {
  return policy('default-deny', namespace, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
}

/** One policy for each app: whom it connects to, and who connects to it. */
export function policyManifests({ apps, calls, outsideCalls }: Cluster): Map<App, object> {
  const rules = new Map(apps.map((app): [App, Rules] => [app, { ingress: [], egress: [] }]));
  for (const call of calls) {
    rules.get(call.source)!.egress.push({ to: [peer(call.destination, call)], ports: [portOf(call)] });
    for (const source of call.source.components) {
      rules.get(call.destination.app)!.ingress.push({ from: [peer(source, call)], ports: [portOf(call)] });
    }
  }
  for (const { app, sendsTo, acceptsFrom } of outsideCalls) {
    rules.get(app)!.egress.push({ to: [block(sendsTo)], ports: [{ protocol: 'TCP', port: 443 }] });
    rules.get(app)!.ingress.push({ from: [block(acceptsFrom)], ports: [{ protocol: 'TCP', port: app.port }] });
  }
  return new Map([...rules].map(([app, { ingress, egress }]) => [app, policy(app.name, app.namespace, {
    podSelector: { matchLabels: { [APP]: app.name } },
    policyTypes: ['Ingress', 'Egress'],
    ...(ingress.length === 0 ? {} : { ingress }),
    ...(egress.length === 0 ? {} : { egress }),
  })]));
}

interface Rules {
  readonly ingress: object[];
  readonly egress: object[];
}

export function policy(name: string, namespace: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

function peer({ app, component }: Component, { usesExpressions }: Call): object {
  const single = app.components.length === 1;
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': app.namespace } },
    podSelector: usesExpressions ? expressions(app, component)
      : { matchLabels: { [APP]: app.name, ...(single ? {} : { [COMPONENT]: component }) } },
  };
}

/** The same pods in other words, with each of the four operators. */
function expressions(app: App, component: string): object {
  return {
    matchExpressions: [
      { key: APP, operator: 'In', values: [app.name] },
      { key: COMPONENT, operator: 'In', values: [component, 'migration'] },
      { key: TIER, operator: 'Exists' },
      { key: TIER, operator: 'NotIn', values: ['test', 'sandbox'] },
      { key: 'deprecated', operator: 'DoesNotExist' },
    ],
  };
}

function portOf({ destination: { app }, usesPortName }: Call): object {
  return { protocol: 'TCP', port: usesPortName ? app.portName : app.port };
}

export function block({ cidr, except }: OutsideBlock): object {
  return { ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } };
}
