/** A namespace of the cluster. */
export interface Namespace {
  readonly name: string;
  /** Undefined for a namespace of the platform team. */
  readonly tenant?: string;
  /** The apps that run there. Each answers on port 8080, and has its metrics on port 9090. */
  readonly apps: readonly string[];
}

export const TENANTS = ['bank', 'shop'];

/** Two tenants, one with two namespaces, and the platform's own monitoring. */
export const NAMESPACES: readonly Namespace[] = [
  { name: 'monitoring', apps: ['prometheus'] },
  { name: 'bank', tenant: 'bank', apps: ['ledger'] },
  { name: 'shop', tenant: 'shop', apps: ['till', 'orders'] },
  { name: 'shop-reports', tenant: 'shop', apps: ['reports'] },
];
