import { ClusterPlan } from '../cluster-plan';
import { HclExpression, hclIdentifier, hclResource, HclValue } from './hcl';
import { clusterParameters, nodeGroupParameters, templateParameters } from '../magnum/parameters';

const CLUSTER = 'openstack_containerinfra_cluster_v1';
const TEMPLATE = 'openstack_containerinfra_clustertemplate_v1';
const NODE_GROUP = 'openstack_containerinfra_nodegroup_v1';

/**
 * The cluster, its template if one is made, and its node groups as resources of Terraform.
 *
 * @see https://registry.terraform.io/providers/terraform-provider-openstack/openstack/latest/docs/resources/containerinfra_cluster_v1
 */
export function terraformSnippet(plan: ClusterPlan): string {
  const { id, made } = plan.template;
  const name = hclIdentifier(plan.name);
  const reference = (type: string): HclExpression => new HclExpression(`${type}.${name}.id`);
  const template = made === undefined ? []
    : [hclResource(TEMPLATE, name, argumentsOf(templateParameters(plan, made.name, made.content)))];
  const cluster = hclResource(CLUSTER, name, {
    cluster_template_id: id ?? reference(TEMPLATE),
    ...argumentsOf(clusterParameters(plan)),
  });
  const groups = (plan.props.nodeGroups ?? []).map(group => hclResource(NODE_GROUP, hclIdentifier(group.name), {
    cluster_id: reference(CLUSTER),
    ...argumentsOf(nodeGroupParameters(plan, group)),
  }));
  return [...template, cluster, ...groups].join('\n');
}

/** `masterCount` is Terraform's `master_count`. */
function argumentsOf(parameters: object): Record<string, HclValue | undefined> {
  return Object.fromEntries(Object.entries(parameters)
    .map(([field, value]) => [field.replace(/[A-Z]/g, capital => `_${capital.toLowerCase()}`), value]));
}
