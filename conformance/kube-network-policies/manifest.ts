/** As much of a manifest as a mask changes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: Spec;
  readonly status?: { readonly addresses: readonly { readonly type: string; readonly address: string }[] };
}

export interface Spec {
  readonly hostNetwork?: boolean;
  readonly tier?: string;
  readonly priority?: number;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

export interface Rule {
  readonly action?: string;
  readonly to?: readonly { readonly nodes?: object; readonly networks?: readonly string[] }[];
  readonly ports?: readonly Port[];
  readonly protocols?: readonly object[];
}

export interface Port {
  readonly portNumber?: { readonly port: number; readonly protocol?: string };
  readonly portRange?: { readonly start: number; readonly end: number; readonly protocol?: string };
  readonly namedPort?: string;
}
