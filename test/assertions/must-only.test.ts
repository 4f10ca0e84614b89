import { onlyAssertionOf } from '../../src/analysis/parties';
import { mustOnlyBeReachedBy, mustOnlyReach } from '../../src/assertions/must-only';
import { renderFinding } from '../../src/render/human';
import { cluster, deployment, labeled, namespace, policy } from '../fixture';
import { Cidr, IPeer, Pods, Port } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const PROBE = deployment('lab/probe', { app: 'probe' });
const ALL = [namespace('shop'), namespace('lab'), WEB, DB, PROBE];
const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
function dbAccepts(...rules: object[]): object {
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: rules });
}
function only(subject: IPeer, allowed: IPeer[], ports?: Port[]) {
  return onlyAssertionOf({ at: { object: 'test' }, namespace: 'shop', subject, allowed, ports });
}
const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };
test('x', () => {
  const show = (given: object[], ...args: Parameters<typeof only>) => console.log(mustOnlyBeReachedBy(cluster(given), only(...args)).map(renderFinding).join('\n') || 'holds');
  show(ALL, db, [web]);
  show([...ALL, dbAccepts(FROM_WEB)], db, [web]);
  show([...ALL, dbAccepts(FROM_WEB, { from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'prom' }) }] })], db, [web]);
  show([...ALL, dbAccepts(FROM_WEB, { from: [{ namespaceSelector: {} }], ports: [{ port: 5432 }] })], db, [web]);
  show([...ALL, dbAccepts(FROM_WEB, { from: [{ ipBlock: { cidr: '192.168.0.0/16' } }] })], db, [web, Cidr.of('192.168.0.0/16')]);
  show([...ALL, dbAccepts(FROM_WEB, { from: [{ ipBlock: { cidr: '192.168.0.0/16' } }] })], db, [web]);
  show([...ALL, dbAccepts(FROM_WEB)], db, [Pods.labeled({ app: 'wbe' })]);
  show([...ALL, dbAccepts(FROM_WEB)], Pods.all(), [web]);
  const showOut = (given: object[], ...args: Parameters<typeof only>) => console.log(mustOnlyReach(cluster(given), only(...args)).map(renderFinding).join('\n') || 'holds');
  showOut(ALL, web, [db]);
  const webSends = (...rules: object[]) => policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: rules });
  const DNS = { to: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'kube-system' }), podSelector: labeled({ 'k8s-app': 'kube-dns' }) }], ports: [{ protocol: 'UDP', port: 53 }] };
  showOut([...ALL, webSends({ to: [{ podSelector: labeled({ app: 'db' }) }] }, DNS)], web, [db]);
  showOut([...ALL, webSends({ to: [{ podSelector: labeled({ app: 'db' }) }] }, DNS)], web, [db, Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system')]);
});
