import { UNSEEN_PODS } from './unseen-pods';
import { Problem } from '../../model/finding';
import { Origin } from '../../model/origin';
import { list } from '../../wording/lists';
import { ObjectKind } from '../collecting/object-kind';

/** Kinds from which a controller makes other objects out of charts and repositories, by API group. */
const KINDS_BY_GROUP: ReadonlyMap<string, readonly string[]> = new Map([
  ['argoproj.io', ['Application', 'ApplicationSet']],
  ['helm.toolkit.fluxcd.io', ['HelmRelease']],
  ['kustomize.toolkit.fluxcd.io', ['Kustomization']],
  ['helm.cattle.io', ['HelmChart']],
  ['fleet.cattle.io', ['Bundle', 'GitRepo']],
  ['kappctrl.k14s.io', ['App']],
  ['helm.crossplane.io', ['Release']],
  ['operators.coreos.com', ['Subscription', 'ClusterServiceVersion']],
  ['install.istio.io', ['IstioOperator']],
]);

/** Objects of which a part of the cluster is made that is not in the input. */
export const MAKERS: readonly ObjectKind[] = [...KINDS_BY_GROUP].flatMap(([group, kinds]) => kinds.map(kind => ({
  kind,
  groups: [group],
  read: (object, collected) => {
    collected.makers.push(object.origin);
    UNSEEN_PODS.read(object, collected);
  },
})));

/** The template of OpenShift holds objects with parameters, as a chart does. */
export const OPENSHIFT_TEMPLATE: ObjectKind = {
  kind: 'Template',
  groups: ['template.openshift.io'],
  read: ({ origin }, { problems }) => {
    problems.push({
      severity: 'error',
      message: `${origin.object} is a template, from which \`oc process\` makes the objects`,
      at: origin,
      field: 'objects',
      help: 'render it: `oc process -f FILE | netpol list -`',
    });
  },
};

/** Says once that there will be more in the cluster than the input has. @param makers with those of unseen pods */
export function reportMakers(makers: readonly Origin[], problems: Problem[]): void {
  const [first] = makers;
  if (first !== undefined) {
    const names = [...new Set(makers.map(({ object }) => object))];
    problems.push({
      severity: 'info',
      message: `${list(names, 3)} ${names.length === 1 ? 'makes' : 'make'} pods and perhaps policies that the input does not have; `
        + 'they are not in the answers',
      at: first,
      field: 'kind',
      help: 'add what is made of it: the rendered chart or kustomization, or `kubectl get pods,netpol -A -o yaml`',
    });
  }
}
