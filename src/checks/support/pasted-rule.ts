import { Label } from './pasteable-code';
import { FlowProtocol } from '../../model/flow';
import { TrafficDirection } from '../../model/policy';
import { Workload } from '../../model/workload';

/** Whom a rule is to admit, with a remark where somebody has to put in what nobody knows. Without labels, all pods. */
export type PastedPeers =
  | { readonly kind: 'workload'; readonly workload: Workload; readonly remark?: undefined }
  | { readonly kind: 'pods'; readonly labels: readonly Label[]; readonly namespace: string; readonly remark?: string }
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[]; readonly remark?: string };

/** A rule for pods that are isolated in its direction already, as others would be isolated by it. */
export interface PastedRule {
  /** What the construct is called, and behind the name of the workload the policy. */
  readonly id: string;
  /** The pods of a workload, or all of a namespace. */
  readonly subject: Workload | { readonly allOf: string };
  readonly direction: TrafficDirection;
  readonly peers: PastedPeers;
  readonly ports: readonly { readonly protocol: FlowProtocol; readonly port: number }[];
}
