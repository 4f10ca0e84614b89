import { ClusterPlan } from '../cluster-plan';
import { MagnumClusterTemplate } from './magnum-cluster-template';
import { checkedLabels } from './magnum-labels';
import { MagnumNodeGroup } from './magnum-node-group';
import {
  ClustertemplateV1SpecForProvider, ClusterV1SpecForProvider, NodegroupV1SpecForProvider,
} from '../../imports/containerinfra.openstack.m.crossplane.io.generated';

// What the provider is to make, `spec.forProvider` of the objects. Both API groups have the same fields, and they are the
// arguments of Terraform's resources in another spelling, because the provider is generated from Terraform's.

/** The cluster, but for its template: that is its id, or the name of one that is made. */
export function clusterParameters({ name, labels, mergeLabels, props }: ClusterPlan): ClusterV1SpecForProvider {
  return {
    name,
    region: props.region,
    keypair: props.keypair,
    masterCount: props.masterCount,
    nodeCount: props.nodeCount,
    masterFlavor: props.masterFlavor,
    flavor: props.flavor,
    dockerVolumeSize: props.dockerVolumeSize,
    createTimeout: props.createTimeoutMinutes,
    fixedNetwork: props.fixedNetwork,
    fixedSubnet: props.fixedSubnet,
    floatingIpEnabled: props.floatingIpEnabled,
    masterLbEnabled: props.masterLbEnabled,
    mergeLabels,
    labels,
  };
}

export function templateParameters(
  plan: ClusterPlan,
  name: string,
  template: MagnumClusterTemplate,
): ClustertemplateV1SpecForProvider {
  return {
    name,
    region: plan.props.region,
    coe: 'kubernetes',
    networkDriver: 'cilium',
    image: template.image,
    externalNetworkId: template.externalNetwork,
    dnsNameserver: template.dnsNameserver,
    masterFlavor: template.masterFlavor,
    flavor: template.flavor,
    keypairId: template.keypair,
    dockerVolumeSize: template.dockerVolumeSize,
    dockerStorageDriver: template.dockerStorageDriver,
    volumeDriver: template.volumeDriver,
    public: template.isPublic,
    labels: template.magnumLabels && checkedLabels(plan.where, 'clusterTemplate.magnumLabels', template.magnumLabels, plan.version),
  };
}

/** A node group, but for its cluster. */
export function nodeGroupParameters(plan: ClusterPlan, group: MagnumNodeGroup): NodegroupV1SpecForProvider {
  const labels = group.magnumLabels && checkedLabels(plan.where, 'nodeGroups.magnumLabels', group.magnumLabels, plan.version);
  return {
    name: group.name,
    region: plan.props.region,
    role: group.role,
    nodeCount: group.nodeCount,
    minNodeCount: group.minNodeCount,
    maxNodeCount: group.maxNodeCount,
    flavorId: group.flavor,
    imageId: group.image,
    dockerVolumeSize: group.dockerVolumeSize,
    // Magnum would replace the cluster's labels by the group's.
    mergeLabels: labels && true,
    labels,
  };
}
