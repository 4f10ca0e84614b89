import { readCalicoSelector } from './calico-selector';
import { NamespaceScope } from '../../model/peer';
import { Requirement, SELECT_ALL, Selector } from '../../model/selector';
import { PossibleSubjects, UnsimulatedPolicy } from '../../model/unsimulated';
import { labelKeyFault, labelValueFault } from '../../syntax/labels';
import { isMap, valueAt } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** Whom a policy may select. What cannot be read selects more, never less. */
export type PossibleSubjectsReader = (object: ManifestObject) => Pick<UnsimulatedPolicy, 'subjects' | 'selectsNodes'>;

const EVERY_NAMESPACE: NamespaceScope = { kind: 'labeled', selector: SELECT_ALL };

/** All pods of the policy's namespace, or of the cluster. */
export const subjectsOfNamespace: PossibleSubjectsReader = object =>
  pods([{ namespaces: scopeOf(object), pods: SELECT_ALL }]);

/** The same for a kind that nobody knows: an object that names no namespace may be one of the whole cluster. */
export const subjectsOfUnknownKind: PossibleSubjectsReader = object => {
  const isOfOneNamespace = Boolean(at(object, 'metadata', 'namespace'));
  return isOfOneNamespace ? subjectsOfNamespace(object)
    : { subjects: [{ namespaces: EVERY_NAMESPACE, pods: SELECT_ALL }], selectsNodes: true };
};

/** `spec.podSelector`, as in a NetworkPolicy. */
export const subjectsOfPodSelector: PossibleSubjectsReader = object =>
  pods([{ namespaces: scopeOf(object), pods: labelSelector(at(object, 'spec', 'podSelector')) }]);

/** `endpointSelector` or `nodeSelector` of each rule of a Cilium policy. */
export const subjectsOfCilium: PossibleSubjectsReader = object => {
  const rules = [at(object, 'spec'), ...list(at(object, 'specs'))].filter(isMap);
  const selecting = rules.filter(rule => valueAt(rule, 'nodeSelector') === undefined);
  return {
    subjects: rules.length === 0 ? [everyPod(object)]
      : selecting.map(rule => ({ namespaces: scopeOf(object), pods: ciliumSelector(valueAt(rule, 'endpointSelector')) })),
    selectsNodes: rules.length === 0 || selecting.length < rules.length,
  };
};

/** The pods that a Cilium redirect policy puts in the place of others. */
export const subjectsOfRedirect: PossibleSubjectsReader = object => pods([{
  namespaces: scopeOf(object), pods: ciliumSelector(at(object, 'spec', 'redirectBackend', 'localEndpointSelector')),
}]);

/** `selector` and `namespaceSelector` of a Calico policy, in Calico's own language; a global one selects hosts too. */
export const subjectsOfCalico: PossibleSubjectsReader = object => ({
  subjects: [{
    namespaces: object.namespace !== '' ? scopeOf(object)
      : { kind: 'labeled', selector: readCalicoSelector(at(object, 'spec', 'namespaceSelector')) },
    pods: readCalicoSelector(at(object, 'spec', 'selector')),
  }],
  selectsNodes: object.namespace === '',
});

/** `spec.subject` of an admin policy: namespaces, or pods in some. */
export const subjectsOfAdminPolicy: PossibleSubjectsReader = object => {
  const subject = at(object, 'spec', 'subject');
  const both = valueAt(subject, 'pods');
  const namespaces = both === undefined ? valueAt(subject, 'namespaces') : valueAt(both, 'namespaceSelector');
  return pods([{
    namespaces: { kind: 'labeled', selector: possibleSelector(namespaces) },
    pods: possibleSelector(valueAt(both, 'podSelector')),
  }]);
};

/** Without what no label can have: the API server takes it, and what enforcers make of it is open. */
function possibleSelector(value: unknown): Selector {
  return {
    requirements: labelSelector(value).requirements.filter(({ key, values }) =>
      labelKeyFault(key) === undefined && values.every(text => labelValueFault(text) === undefined)),
  };
}

/** `appliedTo` of an Antrea policy, or of each of its rules; groups and Services may stand for any pods. */
export const subjectsOfAntrea: PossibleSubjectsReader = object => {
  const spec = at(object, 'spec');
  const rules = [...list(valueAt(spec, 'ingress')), ...list(valueAt(spec, 'egress'))];
  const items = [spec, ...rules].flatMap(part => list(valueAt(part, 'appliedTo')));
  const isReadable = items.length > 0 && items.every(item => isMap(item)
    && Object.keys(item).every(key => key === 'podSelector' || key === 'namespaceSelector'));
  return {
    subjects: !isReadable ? [everyPod(object)] : items.map(item => ({
      namespaces: object.namespace !== '' ? scopeOf(object)
        : { kind: 'labeled', selector: labelSelector(valueAt(item, 'namespaceSelector')) },
      pods: labelSelector(valueAt(item, 'podSelector')),
    })),
    selectsNodes: items.some(item => valueAt(item, 'nodeSelector') !== undefined),
  };
};

function pods(subjects: readonly PossibleSubjects[]): ReturnType<PossibleSubjectsReader> {
  return { subjects, selectsNodes: false };
}

function everyPod(object: ManifestObject): PossibleSubjects {
  return { namespaces: scopeOf(object), pods: SELECT_ALL };
}

function scopeOf({ namespace }: ManifestObject): NamespaceScope {
  return namespace === '' ? EVERY_NAMESPACE : { kind: 'named', name: namespace };
}

function at({ content }: ManifestObject, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(valueAt, content);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const OPERATORS: readonly unknown[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** The requirements that can be read; the others are left out, which selects more. */
function labelSelector(value: unknown): Selector {
  const labels = valueAt(value, 'matchLabels');
  return {
    requirements: [
      ...Object.entries(isMap(labels) ? labels : {}).filter(([, text]) => typeof text === 'string')
        .map(([key, text]): Requirement => ({ key, operator: 'In', values: [text as string] })),
      ...list(valueAt(value, 'matchExpressions')).filter(isExpression)
        .map(({ key, operator, values }) => ({ key, operator, values: values ?? [] })),
    ],
  };
}

interface Expression {
  readonly key: string;
  readonly operator: Requirement['operator'];
  readonly values?: readonly string[] | null;
}

function isExpression(value: unknown): value is Expression {
  const operator = valueAt(value, 'operator');
  const values = valueAt(value, 'values') ?? [];
  const takesValues = operator === 'In' || operator === 'NotIn';
  return typeof valueAt(value, 'key') === 'string' && OPERATORS.includes(operator)
    && Array.isArray(values) && values.every(item => typeof item === 'string')
    && (values.length > 0) === takesValues;
}

/** Cilium's labels have a source in front (`k8s:app`), and some stand for what is no label of the pod. */
function ciliumSelector(value: unknown): Selector {
  return {
    requirements: labelSelector(value).requirements.flatMap((requirement): Requirement[] => {
      const key = requirement.key.replace(/^(k8s|any):/, '');
      if (key === 'io.kubernetes.pod.namespace') {
        return [{ ...requirement, key, lookup: 'namespace' }];
      }
      return /:|^(reserved|io\.cilium|io\.kubernetes)\./.test(key) ? [] : [{ ...requirement, key }];
    }),
  };
}
