import { Target } from '../model/cluster';

/** The cluster in a sentence: `cluster `staging``, or `this cluster` where nobody has given it a name. */
export function clusterName({ name }: Pick<Target, 'name'>): string {
  return name === undefined ? 'this cluster' : `cluster \`${name}\``;
}

/** The enforcer of a dialect as people call it: `Cilium 1.15`, `GKE Dataplane V2`. */
export function enforcerName(dialect: string): string {
  return dialect === 'gke-dataplane-v2' ? 'GKE Dataplane V2' : dialect.replace('cilium-', 'Cilium ');
}
