/** The enforcer of a dialect as people call it: `Cilium 1.15`, `GKE Dataplane V2`. */
export function enforcerName(dialect: string): string {
  return dialect === 'gke-dataplane-v2' ? 'GKE Dataplane V2' : dialect.replace('cilium-', 'Cilium ');
}
