import { Manifest } from './manifest';

/** What nobody knows of a cluster of which all else is known, each with what leaves it open. */
const LEFT_OPEN: Readonly<Record<string, (manifest: Manifest, all: readonly Manifest[]) => boolean>> = {
  'what policies mean to pods on the host network': ({ kind, spec }) => kind === 'Pod' && spec.hostNetwork === true,
  'what a domain name stands for': manifest => isForCluster(manifest) && has(manifest, '"domainNames":'),
  'whether an empty list of ports is every port': manifest => isForCluster(manifest) && has(manifest, '"ports":[]'),
  'which of two policies of one priority is asked first': (manifest, all) => isForCluster(manifest)
    && all.some(other => other !== manifest && isForCluster(other) && tierOf(other) === tierOf(manifest)
      && (other.kind !== manifest.kind || other.spec.priority === manifest.spec.priority)),
};

/** Whether anything leaves answers of the cluster open, at least for some of its pods. */
export function isLeftOpen(manifests: readonly Manifest[]): boolean {
  return Object.values(LEFT_OPEN).some(is => manifests.some(manifest => is(manifest, manifests)));
}

function isForCluster({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith('policy.networking.k8s.io/');
}

function has(manifest: Manifest, text: string): boolean {
  return JSON.stringify(manifest).includes(text);
}

function tierOf({ kind, spec: { tier } }: Manifest): string {
  return tier ?? (kind === 'AdminNetworkPolicy' ? 'Admin' : 'Baseline');
}
