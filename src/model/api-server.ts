import { Origin } from './origin';

/** A Service that the API server calls while it answers others. No verdict on a flow depends on it. */
export interface ApiServerCall {
  /** The kind of the object that asks for the call. */
  readonly kind: string;
  /** The name of the webhook, of which one object may have several, or of the API. */
  readonly name: string;
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  /** Whether a request fails while nobody answers the call. */
  readonly isRequired: boolean;
  readonly origin: Origin;
}

/** What a service account is good for, as far as the input tells. No verdict on a flow depends on it. */
export interface ServiceAccount {
  /** Whether pods that say nothing of it get the token of the account. */
  readonly givesToken: boolean;
  /** The bindings that grant it rights on objects: `RoleBinding shop/reader`. */
  readonly grants: readonly string[];
}

/** `shop/web`, the key of an account among all. */
export function accountKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
