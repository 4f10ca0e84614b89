import { metadata } from './fixture';

/** A ServiceMonitor: `serviceMonitor('shop/web', { app: 'web' }, { port: 'metrics' })`, with more for its spec. */
export function serviceMonitor(name: string, matchLabels: object, endpoint: object, more: object = {}): object {
  return monitor('ServiceMonitor', name, { selector: { matchLabels }, endpoints: [endpoint], ...more });
}

/** A PodMonitor, likewise. */
export function podMonitor(name: string, matchLabels: object, endpoint: object, more: object = {}): object {
  return monitor('PodMonitor', name, { selector: { matchLabels }, podMetricsEndpoints: [endpoint], ...more });
}

function monitor(kind: string, name: string, spec: object): object {
  return { apiVersion: 'monitoring.coreos.com/v1', kind, metadata: metadata(name), spec };
}
