import { CiliumRelease } from './version';
import { Enforcement } from '../../model/cluster';

/** The configuration of an agent, as far as it changes what policies mean. */
export interface CiliumOptions {
  readonly version: CiliumRelease;
  /** `policyCIDRMatchMode: nodes` */
  readonly cidrMatchesNodes: boolean;
  /** `policyCIDRMatchMode: pods`, which agents before 1.20 do not know. */
  readonly cidrMatchesPods: boolean;
  /** `sctp.enabled` */
  readonly sctp: boolean;
  /** `policyEnforcementMode` */
  readonly mode: Enforcement['mode'];
}

/** The defaults of Cilium's Helm chart. */
export function defaultOptions(version: CiliumRelease): CiliumOptions {
  return { version, cidrMatchesNodes: false, cidrMatchesPods: false, sctp: false, mode: 'default' };
}
