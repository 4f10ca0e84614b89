import { CiliumClusterProps } from './cilium-cluster-props';
import { MagnumClusterTemplate } from './magnum/magnum-cluster-template';
import { MagnumLabels } from './magnum/magnum-labels';

/** The cluster with its names and labels settled: what the objects, the commands and Terraform's text are written from. */
export interface ClusterPlan {
  /** The path of the construct, for refusals. */
  readonly where: string;
  readonly name: string;
  /** Without a leading `v`. */
  readonly version: string;
  readonly labels: MagnumLabels;
  readonly mergeLabels: boolean;
  readonly template: TemplatePlan;
  readonly props: CiliumClusterProps;
}

/** Either the id of a template that exists, or the name of one to make. */
export interface TemplatePlan {
  readonly id?: string;
  readonly made?: { readonly name: string; readonly content: MagnumClusterTemplate };
}

/** What a command calls the template: `openstack` takes an id and a name. */
export function templateIdentity({ id, made }: TemplatePlan): string {
  return id ?? made!.name;
}
