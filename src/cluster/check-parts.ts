import { MagnumClusterTemplate } from './magnum/magnum-cluster-template';
import { checkedLabels } from './magnum/magnum-labels';
import { MagnumNodeGroup } from './magnum/magnum-node-group';
import { refuse } from '../values/refuse';
import { quoted } from '../values/shown';

/** Also the names that an identifier of Terraform can have, so that no two groups become one there. */
const GROUP_NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,62}$/;
/** The groups that Magnum makes with every cluster. */
const TAKEN = ['default-master', 'default-worker'];

/** Refuses a template that is wrong or contradicts its cluster. */
export function checkClusterTemplate(where: string, template: MagnumClusterTemplate, version: string): void {
  checkTexts(where, 'clusterTemplate', template);
  checkedLabels(where, 'clusterTemplate.magnumLabels', template.magnumLabels ?? {}, version);
}

/** Refuses node groups that are wrong, contradict their cluster or each other. */
export function checkNodeGroups(where: string, groups: readonly MagnumNodeGroup[], version: string): void {
  const names = new Set(TAKEN);
  groups.forEach((group, index) => {
    const field = `nodeGroups[${index}]`;
    if (!GROUP_NAME.test(group.name)) {
      refuse(where, `\`${field}.name\` is ${quoted(group.name)}, which is not a name of a node group`,
        'write a letter and at most 62 letters, digits, `-` and `_` behind it');
    }
    if (names.has(group.name)) {
      refuse(where, `\`${field}.name\` is \`${group.name}\`, which another node group of the cluster has`,
        TAKEN.includes(group.name) ? 'choose another name: Magnum makes that group itself' : 'give each group its own name');
    }
    names.add(group.name);
    checkNodeGroup(where, field, group, version);
  });
}

function checkNodeGroup(where: string, field: string, group: MagnumNodeGroup, version: string): void {
  checkTexts(where, field, group);
  const limits = (['minNodeCount', 'nodeCount', 'maxNodeCount'] as const)
    .flatMap(name => (group[name] === undefined ? [] : [{ name, count: group[name] }]));
  for (let index = 1; index < limits.length; index += 1) {
    const [low, high] = [limits[index - 1], limits[index]];
    if (low.count > high.count) {
      refuse(where, `\`${field}.${low.name}\` is ${low.count}, but \`${field}.${high.name}\` is ${high.count}`,
        'the numbers must not fall from `minNodeCount` over `nodeCount` to `maxNodeCount`');
    }
  }
  if (group.role === 'master') {
    refuse(where, `\`${field}.role\` is \`master\`, but the control plane cannot grow by a node group`, 'set `masterCount`');
  }
  checkedLabels(where, `${field}.magnumLabels`, group.magnumLabels ?? {}, version);
}

function checkTexts(where: string, field: string, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && value.trim() === '') {
      refuse(where, `\`${field}.${name}\` is empty`, 'give it a value, or leave it out');
    }
  }
}
