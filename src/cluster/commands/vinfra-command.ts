import { ClusterPlan } from '../cluster-plan';
import { labelList, option, shellCommand, shellWord } from './shell';
import { checkText } from '../../values/given';
import { checkProperties, Properties } from '../../values/properties';
import { refuse } from '../../values/refuse';
import { VERSION_LABEL } from '../magnum/magnum-labels';
import { MagnumPlatform } from '../magnum/magnum-platform';

/**
 * What `vinfra` must be told and Magnum reads from the cluster template.
 */
export interface VinfraCommandOptions {
  /** Name or id of the network that gives the nodes access to the internet. */
  readonly externalNetwork: string;
}

const PROPERTIES: Properties<VinfraCommandOptions> = { externalNetwork: checkText };

const METHOD = 'vinfraCommand()';
const REQUIRED = ['masterFlavor', 'flavor', 'keypair'] as const;

/**
 * The cluster as `vinfra service compute k8saas create`.
 *
 * @see https://github.com/virtuozzo/vinfra/blob/master/vinfra_reference.md
 */
export function vinfraCommand(plan: ClusterPlan, options: VinfraCommandOptions): string {
  const { where, name, version, props } = plan;
  checkProperties(`${where}.${METHOD}`, 'options', options, PROPERTIES);
  const { externalNetwork } = options;
  checkUse(plan, externalNetwork);
  return shellCommand([
    'vinfra service compute k8saas create',
    ...option('kubernetes-version', `v${version}`),
    ...option('labels', labelList(where, METHOD, vinfraLabels(plan))),
    ...option('master-flavor', props.masterFlavor),
    ...option('flavor', props.flavor),
    ...option('external-network', externalNetwork),
    ...option('network', props.fixedNetwork),
    ...option('key-name', props.keypair),
    ...option('master-node-count', props.masterCount),
    ...option('node-count', props.nodeCount),
    ...option('volume-size', props.dockerVolumeSize),
    ...option('use-floating-ip', props.floatingIpEnabled),
    shellWord(name),
  ]);
}

function checkUse({ where, props }: ClusterPlan, externalNetwork: string): void {
  if (props.platform === MagnumPlatform.UPSTREAM_MAGNUM) {
    refuse(where, `\`${METHOD}\` writes a command for Virtuozzo, but \`platform\` is upstream Magnum`, 'use `openstackCommand()`');
  }
  if (externalNetwork.trim() === '') {
    refuse(where, `\`${METHOD}\` is given an empty \`externalNetwork\``, 'write the name or id of a network');
  }
  const missing = REQUIRED.filter(field => props[field] === undefined);
  if (missing.length > 0) {
    refuse(where, `\`${METHOD}\` needs ${missing.map(field => `\`${field}\``).join(', ')}, which the client does not read from a template`,
      'set what is missing on this construct');
  }
}

/** The version has an option of its own. */
function vinfraLabels({ where, labels }: ClusterPlan): Record<string, string> {
  const names = new Map<string, string>();
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== VERSION_LABEL).map(([name, value]) => {
    const underscored = name.replace(/-/g, '_');
    const other = names.get(underscored);
    if (other !== undefined) {
      refuse(where, `\`${METHOD}\` cannot write the labels \`${other}\` and \`${name}\`: the client takes both for \`${underscored}\``,
        'leave one of the two out');
    }
    names.set(underscored, name);
    if (value === '') {
      refuse(where, `\`${METHOD}\` cannot write the label \`${name}\`: its value is empty, which the client refuses`,
        'give it a value, or leave it out');
    }
    return [underscored, value];
  }));
}
