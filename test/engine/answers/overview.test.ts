import { reach } from '../../../src/engine/reach';
import { Sure } from '../../../src/model/grouping';
import { formatWorkload, Workload } from '../../../src/model/workload';
import { cluster, labeled, pod, policy } from '../../fixture';

const OBJECTS = [
  pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), pod('shop/agent', {}, { hostNetwork: true }), pod('ops/job', { app: 'job' }),
];
const DENY_DB = policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress', 'Egress'] });
const OPEN_WEB = policy('shop/web', { podSelector: labeled({ app: 'web' }), ingress: [{ from: [{ ipBlock: { cidr: '8.0.0.0/8' } }] }] });

const names = (workloads: readonly Workload[]) => workloads.map(formatWorkload).join(' ');
const sure = ({ certain, perhaps }: Sure) => `${names(certain)} | ${names(perhaps)}`;

test('what stands out: isolated, unprotected, open to the outside, closed to nodes', () => {
  const found = reach(cluster([...OBJECTS, DENY_DB, OPEN_WEB])).overview();
  expect(sure(found.isolated.ingress)).toBe('shop/db shop/web | ');
  expect(sure(found.isolated.egress)).toBe('shop/db | ');
  expect(names(found.unprotected)).toBe('ops/job shop/agent');
  expect(sure(found.fromOutside)).toBe('ops/job shop/agent shop/web | ');
  expect(names(found.closedToNodes.ingress)).toBe('shop/db');
  expect(names(found.closedToNodes.egress)).toBe('shop/db');
  expect(found.ownNodePasses).toBe(true);
});

test('what a policy perhaps isolates is perhaps isolated, and not unprotected', () => {
  const everywhere = policy('shop/all', {});
  const found = reach(cluster([pod('shop/agent', {}, { hostNetwork: true }), everywhere])).overview();
  expect(sure(found.isolated.ingress)).toBe(' | shop/agent');
  expect(names(found.unprotected)).toBe('');
  expect(sure(found.fromOutside)).toBe(' | shop/agent');
});
