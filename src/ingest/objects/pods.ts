import { labelsInjectedFor } from './injectors';
import { programsOf } from './programs';
import { readScrapeAnnotations } from './scrape-annotations';
import { Labels } from '../../model/labels';
import { ContainerPort, Workload } from '../../model/workload';
import { AddressSet } from '../../sets/addresses';
import { readAddresses } from '../reading/addresses';
import { Field } from '../reading/fields';
import { readLabels } from '../reading/labels';
import { reportTemplateMetadata } from '../reading/metadata';
import { isPortNumber, readProtocol } from '../reading/ports';

/** What a pod, or the template that pods are made from, says about them. */
export interface PodTemplate
  extends Pick<Workload, 'ports' | 'hostNetwork' | 'nodes' | 'scrapedOn' | 'mountsToken' | 'apiClient' | 'localAddresses'> {
  readonly labels: Labels;
  readonly serviceAccount: string;
  /** Keys of labels that an injector adds when the pods are made. */
  readonly injectedLabels: readonly string[];
}

/** Reads a pod, or a pod template, which looks the same. */
export function readPodTemplate(pod: Field): PodTemplate {
  const metadata = pod.get('metadata');
  const spec = pod.get('spec');
  reportTemplateMetadata(metadata);
  spec.isMap();
  const nodeName = spec.get('nodeName').text() ?? '';
  return {
    labels: readLabels(metadata.get('labels')),
    injectedLabels: labelsInjectedFor(metadata),
    serviceAccount: spec.get('serviceAccountName').text() || spec.get('serviceAccount').text() || 'default',
    ports: [
      ...spec.get('containers').items().flatMap(readContainerPorts),
      ...spec.get('initContainers').items().filter(keepsRunning).flatMap(readContainerPorts)
        .map(port => ({ ...port, ofSidecar: true })),
    ],
    hostNetwork: spec.get('hostNetwork').boolean() ?? false,
    nodes: nodeName === '' ? undefined : [nodeName],
    scrapedOn: readScrapeAnnotations(metadata),
    ...programsOf(spec),
  };
}

/** Other init containers have ended before the pod takes connections. */
function keepsRunning(initContainer: Field): boolean {
  return initContainer.get('restartPolicy').value === 'Always';
}

function readContainerPorts(container: Field): ContainerPort[] {
  return container.get('ports').maps().flatMap(readContainerPort);
}

function readContainerPort(field: Field): ContainerPort[] {
  const port = field.get('containerPort');
  const number = port.integer();
  if (number === undefined || !isPortNumber(number)) {
    port.fault('not a port from 1 to 65535; the entry is left out', 'write a number from 1 to 65535');
    return [];
  }
  const name = field.get('name').textOrScalar() ?? '';
  return [{ ...(name === '' ? {} : { name }), protocol: readProtocol(field.get('protocol')), port: number }];
}

/** The addresses of a running pod, or undefined while it has none or one of them cannot be read. */
export function readPodAddresses(status: Field): AddressSet | undefined {
  const fields = [
    ...status.get('podIPs').items().map(item => item.get('ip')), status.get('podIP'),
  ].filter(field => !field.isAbsent && field.value !== '');
  const addresses = readAddresses(fields);
  return addresses === undefined || addresses.isEmpty ? undefined : addresses;
}

/** Whether the pod has come to its end and with it its network. */
export function hasEnded(status: Field): boolean {
  return ['Succeeded', 'Failed'].includes(status.get('phase').value as string);
}
