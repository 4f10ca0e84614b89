import { unseenPodLabels } from './unseen-pods';
import { Labels } from '../../model/labels';
import { ObjectKind } from '../collecting/object-kind';

/** Labels that an operator gives to the pods it makes from an object with this name. */
type LabelsByName = (name: string) => Readonly<Record<string, string>>;

/** The pods that an object of a kind stands for, by API group: one line for each sort of pods. */
const OPERATED: Readonly<Record<string, Readonly<Record<string, readonly LabelsByName[]>>>> = {
  'monitoring.coreos.com': {
    Prometheus: [name => ({ 'prometheus': name, 'operator.prometheus.io/name': name, ...application('prometheus', name) })],
    Alertmanager: [name => ({ alertmanager: name, ...application('alertmanager', name) })],
    ThanosRuler: [name => ({ 'thanos-ruler': name, ...application('thanos-ruler', name) })],
  },
  'monitoring.rhobs': {
    MonitoringStack: ['prometheus', 'alertmanager'].map(kind => (name: string) => ({ [kind]: name, ...application(kind, name) })),
  },
  'triggers.tekton.dev': { EventListener: [name => ({ eventlistener: name })] },
  'postgresql.cnpg.io': { Cluster: [name => ({ 'cnpg.io/cluster': name })] },
  'acid.zalan.do': { postgresql: [name => ({ 'application': 'spilo', 'cluster-name': name })] },
  'postgres-operator.crunchydata.com': { PostgresCluster: [name => ({ 'postgres-operator.crunchydata.com/cluster': name })] },
  'kafka.strimzi.io': { Kafka: [name => ({ 'strimzi.io/cluster': name })] },
  'rabbitmq.com': { RabbitmqCluster: [name => ({ 'app.kubernetes.io/name': name })] },
  'elasticsearch.k8s.elastic.co': {
    Elasticsearch: [name => ({ 'common.k8s.elastic.co/type': 'elasticsearch', 'elasticsearch.k8s.elastic.co/cluster-name': name })],
  },
  'kibana.k8s.elastic.co': { Kibana: [name => ({ 'common.k8s.elastic.co/type': 'kibana', 'kibana.k8s.elastic.co/name': name })] },
};

function application(kind: string, name: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': kind, 'app.kubernetes.io/instance': name };
}

/** Kinds of operators whose pods have labels that the object does not write out. */
export const OPERATED_KINDS: readonly ObjectKind[] = Object.entries(OPERATED).flatMap(([group, kinds]) =>
  Object.entries(kinds).map(([kind, pods]): ObjectKind => ({
    kind,
    groups: [group],
    read: ({ namespace, name, content, origin }, { unseenPods }) => {
      const written = unseenPodLabels(content);
      unseenPods.push(...pods.flatMap(labelsOf => (written.length === 0 ? [NO_LABELS] : written).map(labels =>
        ({ namespace, labels: new Map([...Object.entries(labelsOf(name)), ...labels]), origin }))));
    },
  })));

const NO_LABELS: Labels = new Map();
