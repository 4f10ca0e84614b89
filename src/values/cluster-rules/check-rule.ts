import { checkEach, checkIsPeer, checkPort, hasFields, refuseAssertedOnly } from '../given';
import { PropertyCheck } from '../properties';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** So many rules, peers of a rule and ports of a rule the API server takes. */
export const MOST_ITEMS = 25;

const LONGEST_NAME = 100;

/** Refuses what is no list of peers that a rule of a ClusterNetworkPolicy may have, by its shape alone. */
export const checkRulePeers: PropertyCheck = (where, field, value) => {
  const help = 'name the peers; for all pods of the cluster write `Namespaces.all()`';
  checkEach(where, field, value, { noun: 'a list of peers', empty: 'which the API server refuses', help },
    (at, peer) => {
      checkIsPeer(where, at, peer, 'name `Pods`, `Namespaces`, a `Cidr`, `Nodes` or `DomainNames`');
      refuseAssertedOnly(where, at, peer);
    });
  checkCount(where, field, value, 'peers', 'write the rest into another rule that does the same');
};

/** Refuses what is no list of ports that a rule of a ClusterNetworkPolicy may have. */
export const checkClusterPorts: PropertyCheck = (where, field, value) => {
  const help = `name the ports, or leave \`${field}\` out for every port of every protocol`;
  checkEach(where, field, value, { noun: 'a list of ports', empty: 'which the API server refuses', help },
    (at, port) => checkPort(where, at, port));
  checkCount(where, field, value, 'ports', 'join them to ranges, or write the rest into another rule that does the same');
  for (const [index, port] of (value as any[]).entries()) {
    if (port.name !== undefined && port.protocol !== 'TCP') {
      refuse(where, `\`${field}[${index}]\` is \`${port}\`, but here a name is the port that is called so, whatever its protocol`,
        `write its number, or \`Port.named('${port.name}')\` for the name with every protocol`);
    }
  }
};

/** Refuses what no rule can be called. */
export const checkRuleName: PropertyCheck = (where, field, value) => {
  if (typeof value !== 'string' || value === '') {
    refuse(where, `\`${field}\` is ${value === '' ? 'empty' : `${shown(value)}, not a text`}`,
      `write a text in quotes, or leave \`${field}\` out`);
  }
  const length = [...value].length;
  if (length > LONGEST_NAME) {
    refuse(where, `\`${field}\` has ${length} characters, more than the ${LONGEST_NAME} that the API server takes`, 'shorten it');
  }
};

/** Refuses what is no list of rules that a direction of a ClusterNetworkPolicy may have. */
export const checkRules: PropertyCheck = (where, field, value) => {
  const direction = field === 'ingress' ? 'to' : 'from';
  checkEach(where, field, value, {
    noun: 'a list of rules',
    empty: 'which has no effect here, unlike that of a NetworkPolicy',
    help: `leave it out; to deny connections ${direction} the subject write \`ClusterRule.deny({ peers: [...] })\``,
  }, (at, rule) => checkRule(where, at, rule));
};

/** Refuses more rules in a direction than a ClusterNetworkPolicy may have, with those that a construct adds. */
export function checkRuleCount(where: string, field: string, rules: readonly unknown[]): void {
  checkCount(where, field, rules, 'rules', 'write the last of them into another policy with a higher `priority`, which is asked later');
}

function checkRule(where: string, field: string, value: unknown): void {
  if (!hasFields(value, '_draft')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a rule`,
      'write a `ClusterRule`: `ClusterRule.accept({ ... })`, `ClusterRule.deny({ ... })` or `ClusterRule.pass({ ... })`');
  }
}

/** Refuses a list that is longer than the API server takes. */
export function checkCount(where: string, field: string, value: unknown, noun: string, help: string): void {
  const { length } = value as readonly unknown[];
  if (length > MOST_ITEMS) {
    refuse(where, `\`${field}\` has ${length} ${noun}, more than the ${MOST_ITEMS} that the API server takes`, help);
  }
}
