import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { NetworkPolicyProps } from './network-policy-props';
import { checkNamespaceName } from '../values/labels/label-syntax';
import { scopeText } from '../values/peers/namespace-scope';
import { Pods } from '../values/peers/pods';
import { refuse } from '../values/refuse';

/** Where Kubernetes puts an object that names no namespace. */
const DEFAULT = 'default';

/** The chart around the construct. */
export function chartAround(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.reverse().find(Chart.isChart);
}

/** The chart around the construct, which has to be in one. */
export function chartOf(construct: IConstruct): Chart {
  const chart = chartAround(construct);
  if (chart === undefined) {
    refuse(construct.node.path, 'it is in no chart, and cdk8s writes only what is in one',
      'make it in a chart: `const chart = new Chart(app, ...)`');
  }
  return chart;
}

/** The namespace of the chart around the construct. An empty one is none, as in Kubernetes. */
export function chartNamespace(construct: IConstruct): string | undefined {
  return chartOf(construct).namespace || undefined;
}

/** The namespace that the props name. */
export function explicitNamespace(where: string, { metadata, namespace }: NetworkPolicyProps): string | undefined {
  if (namespace !== undefined && metadata?.namespace !== undefined && namespace !== metadata.namespace) {
    refuse(where, `\`namespace\` is \`${namespace}\`, but \`metadata.namespace\` is \`${metadata.namespace}\``,
      'give one of the two');
  }
  const explicit = namespace ?? metadata?.namespace;
  if (explicit !== undefined) {
    checkNamespaceName(where, explicit);
  }
  return explicit;
}

/**
 * The one namespace in which a policy with this subject does what it says, or undefined when nothing names it.
 * A policy selects pods of its own namespace only, so the subject decides.
 */
export function namespaceForSubject(
  construct: IConstruct,
  props: NetworkPolicyProps,
  subject: Pods,
): string | undefined {
  const where = construct.node.path;
  const ofChart = chartNamespace(construct);
  const explicit = explicitNamespace(where, props);
  const scope = subject._scope;
  if (scope.kind === 'selected' || (scope.kind === 'named' && scope.names.length > 1)) {
    refuse(where, `\`subject\` is ${subject}, but a policy selects pods of its own namespace only`,
      'write one policy for each namespace, each with `.inNamespace(...)`');
  }
  if (scope.kind !== 'named') {
    const home = explicit ?? ofChart;
    checkReachable(where, 'subject', subject, home);
    return home;
  }
  if (explicit !== undefined && explicit !== scope.names[0]) {
    refuse(where, `\`subject\` is ${subject}, but the policy is in namespace \`${explicit}\` and selects pods of that one only`,
      `leave the namespace of the policy out: it is then in ${scopeText(scope)}`);
  }
  return scope.names[0];
}

/** Refuses pods of a workload that names no namespace, where this policy cannot be in the one it ends up in. */
export function checkReachable(where: string, field: string, pods: Pods, home: string | undefined): void {
  if (pods._scope.kind === 'unstated' && home !== undefined && home !== DEFAULT) {
    refuse(where, `\`${field}\` is ${pods}, but ${pods._scope.workload} names no namespace, while the policy is in \`${home}\``,
      'give the workload or its chart a namespace, or say where its pods will be: `Pods.of(...).inNamespace(...)`');
  }
}
