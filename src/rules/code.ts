import { FlowProtocol } from '../model/flow';
import { Workload } from '../model/workload';

/** Labels that by custom tell a workload from all others. */
const NAME_LABELS = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name'];

/** The pods of a workload as a user writes them: `Pods.labeled({ app: 'web' }).inNamespace('shop')`. */
export function podsInCode({ labels, namespace }: Workload): string {
  const name = NAME_LABELS.find(key => labels.known.has(key));
  const pairs = [...labels.known].filter(([key]) => name === undefined || key === name).map(([key, value]) => `${quoteKey(key)}: ${quote(value)}`);
  return `Pods.labeled({ ${pairs.join(', ')} }).inNamespace(${quote(namespace)})`;
}

/** `Port.tcp(8080)` */
export function portInCode(protocol: FlowProtocol, port: number): string {
  return `Port.${protocol.toLowerCase()}(${port})`;
}

function quoteKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
