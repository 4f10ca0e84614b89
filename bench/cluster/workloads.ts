import { App, Component } from './apps';

export const APP = 'app.kubernetes.io/name';
export const COMPONENT = 'app.kubernetes.io/component';
export const TIER = 'tier';

/** A Namespace with the label that the API server sets. */
export function namespaceManifest(name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name, environment: 'production' } },
  };
}

/** A Deployment as people write it. */
export function deploymentManifest({ app, name, component }: Component, replicas: number): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: app.namespace, labels: { [APP]: app.name } },
    spec: {
      replicas,
      selector: { matchLabels: { [APP]: app.name, [COMPONENT]: component } },
      template: {
        metadata: { labels: { [APP]: app.name, [COMPONENT]: component, [TIER]: app.tier } },
        spec: { containers: [containerOf(app)] },
      },
    },
  };
}

function containerOf({ name, port, portName }: App): object {
  return {
    name: 'main',
    image: `registry.example.com/${name}:1.4.2`,
    ports: [{ name: portName, containerPort: port, protocol: 'TCP' }],
    env: [{ name: 'LOG_LEVEL', value: 'info' }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  };
}
