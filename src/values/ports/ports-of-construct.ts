import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { isPortInRange, isPortName } from './port-syntax';
import { Protocol } from './protocol';
import { nearest } from '../../sets/nearest';
import { refuse } from '../refuse';
import { shown, valueText } from '../shown';
import { manifestOf } from '../workloads/manifest';
import { apiObjectsIn, isService, isWorkload, podTemplateOf } from '../workloads/workload';

/** A port that a workload or a Service declares: the number or the name by which pods receive what is sent to it. */
export interface DeclaredPort {
  /** What the workload or Service calls it. */
  readonly name?: string;
  readonly protocol: Protocol;
  readonly target: number | string;
}

/** The ports that the construct declares, each once: at least one. */
export function portsOfConstruct(called: string, construct: IConstruct): readonly DeclaredPort[] {
  return distinct(declaredBy(called, construct));
}

function distinct(ports: readonly DeclaredPort[]): readonly DeclaredPort[] {
  return [...new Map(ports.map(port => [`${port.protocol} ${port.target}`, port])).values()];
}

function declaredBy(called: string, construct: IConstruct): readonly DeclaredPort[] {
  if (!Construct.isConstruct(construct)) {
    refuse(called, `it was given ${shown(construct)}, not a construct`, 'pass a workload or a Service; for a number write `Port.tcp(443)`');
  }
  const where = `${called}(${construct.node.path})`;
  const object = declaring(where, construct);
  const noun = `${object.kind} \`${object.node.path}\``;
  const ports = object.kind === 'Service' ? portsOfService(object) : portsOfWorkload(object);
  if (ports.length === 0) {
    refuse(where, `${noun} declares no port`, object.kind === 'Service' ? 'give the Service a port, or name the port by its number: `Port.tcp(8080)`'
      : 'give its container a port, such as `portNumber: 8080`, or name the port by its number: `Port.tcp(8080)`');
  }
  const wrong = ports.find(({ target }) => !isPortInRange(target) && !isPortName(target));
  if (wrong !== undefined) {
    refuse(where, `${noun} declares the port ${shown(wrong.target)}, which is none`, 'mend it there, or name the port by its number: `Port.tcp(8080)`');
  }
  return ports;
}

/** The one port that the construct declares, or that of the name. */
export function portOfConstruct(construct: IConstruct, name: string | undefined): DeclaredPort {
  const all = declaredBy('Port.of', construct);
  const ports = distinct(all);
  const where = `Port.of(${[construct.node.path, ...name === undefined ? [] : [valueText(name)]].join(', ')})`;
  const names = all.flatMap(port => (port.name === undefined ? [] : [port.name]));
  if (name === undefined) {
    if (ports.length > 1) {
      refuse(where, `there are ${ports.length} ports: ${ports.map(portText).join(', ')}`,
        `${names.length === 0 ? 'name the one that is meant by its number' : `name the one that is meant: \`Port.of(..., ${valueText(names[0])})\``}; `
        + 'or take all: `ports: Port.allOf(...)`');
    }
    return ports[0];
  }
  const found = all.find(port => port.name === name);
  if (found === undefined) {
    const near = typeof name === 'string' ? nearest(name, names) : undefined;
    refuse(where, `no port there is called ${valueText(name)}; there are ${all.map(portText).join(', ')}`,
      near === undefined ? 'name one of these, or write its number: `Port.tcp(8080)`' : `did you mean ${valueText(near)}?`);
  }
  return found;
}

function portText({ name, protocol, target }: DeclaredPort): string {
  return `${protocol} ${target}${name === undefined ? '' : ` (${valueText(name)})`}`;
}

/** The one workload in the construct, or where there is none, the one Service: workloads hold the Services that expose them. */
function declaring(where: string, construct: IConstruct): ApiObject {
  const objects = apiObjectsIn(construct);
  const [workloads, services] = [objects.filter(isWorkload), objects.filter(isService)];
  const candidates = workloads.length > 0 ? workloads : services;
  if (candidates.length !== 1) {
    refuse(where, candidates.length === 0 ? `\`${construct.node.path}\` holds no workload and no Service`
      : `\`${construct.node.path}\` holds ${candidates.length} ${workloads.length > 0 ? 'workloads' : 'Services'}: `
        + candidates.map(object => `${object.kind} \`${object.node.path}\``).join(', '),
    candidates.length === 0 ? 'pass a workload or a Service, or name the port by its number: `Port.tcp(8080)`' : 'pass the one that is meant');
  }
  return candidates[0];
}

/** Without a target the pods take it on the same number. The API server takes 0 for absent there. */
function portsOfService(service: ApiObject): DeclaredPort[] {
  const ports: any[] = manifestOf(service).spec?.ports ?? [];
  return ports.map(({ name, protocol, port, targetPort }) => (
    { name, protocol: protocol ?? Protocol.TCP, target: targetPort || port }));
}

/** Of its containers, and of init containers that keep running beside them. */
function portsOfWorkload(workload: ApiObject): DeclaredPort[] {
  const { containers = [], initContainers = [] } = podTemplateOf(workload.kind, manifestOf(workload))?.spec ?? {};
  const running: any[] = [...containers, ...initContainers.filter((one: any) => one.restartPolicy === 'Always')];
  return running.flatMap(({ ports = [] }) => ports.map(({ name, protocol, containerPort }: any): DeclaredPort => (
    { name, protocol: protocol ?? Protocol.TCP, target: containerPort })));
}
