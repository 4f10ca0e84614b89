import { ClusterPlan, templateIdentity } from '../cluster-plan';
import { labelList, option, shellCommand, shellWord } from './shell';

/**
 * The cluster as `openstack coe cluster create`.
 *
 * @see https://docs.openstack.org/python-openstackclient/latest/cli/plugin-commands/magnum.html
 */
export function openstackCommand({ where, name, labels, mergeLabels, template, props }: ClusterPlan): string {
  return shellCommand([
    ['openstack', ...option('os-region-name', props.region), 'coe cluster create'].join(' '),
    ...option('cluster-template', templateIdentity(template)),
    ...option('keypair', props.keypair),
    ...option('master-count', props.masterCount),
    ...option('node-count', props.nodeCount),
    ...option('master-flavor', props.masterFlavor),
    ...option('flavor', props.flavor),
    ...option('docker-volume-size', props.dockerVolumeSize),
    ...option('timeout', props.createTimeoutMinutes),
    ...option('fixed-network', props.fixedNetwork),
    ...option('fixed-subnet', props.fixedSubnet),
    ...toggle('floating-ip', props.floatingIpEnabled),
    ...toggle('master-lb', props.masterLbEnabled),
    ...option('labels', labelList(where, 'openstackCommand()', labels)),
    ...(mergeLabels ? ['--merge-labels'] : []),
    shellWord(name),
  ]);
}

function toggle(name: string, isEnabled: boolean | undefined): string[] {
  return isEnabled === undefined ? [] : [`--${name}-${isEnabled ? 'enabled' : 'disabled'}`];
}
