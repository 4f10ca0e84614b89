import { service, slice } from './ends';
import { onlyAssertionOf } from '../../src/analysis/parties';
import { mustOnlyBeReachedBy, mustOnlyReach } from '../../src/assertions/must-only';
import { cluster, deployment, facts, labeled, policy } from '../fixture';
import { ApiServer, IPeer, Nodes, Pods, Port, Services } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Services.named('db');
const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' }, { ports: ['pg=5432'] });
const FRONT = service('shop/db', { selector: { app: 'db' }, ports: [{ port: 80, targetPort: 'pg' }] });
const PLACE = [
  service('default/kubernetes', { clusterIP: '10.43.0.1', ports: [{ name: 'https', port: 443, targetPort: 6443 }] }),
  slice('default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }]),
];

function sends(...egress: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress });
}

function admits(...ingress: object[]): object {
  return policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress });
}

const toDb = (...ports: object[]) => ({ to: [{ podSelector: labeled({ app: 'db' }) }], ports });
const toPlace = { to: [{ ipBlock: { cidr: '192.0.2.10/32' } }], ports: [{ port: 6443 }] };

function titles(
  check: typeof mustOnlyReach, given: readonly object[], subject: IPeer, allowed: readonly IPeer[], ports?: Port[],
): string[] {
  const assertion = onlyAssertionOf({ at: { object: 'test' }, namespace: 'shop', subject, allowed, ports });
  return check(cluster(given, facts({ nodes: ['10.0.0.0/24'], pods: ['10.244.0.0/16'] })), assertion).map(({ title }) => title);
}

describe('a source reaches nobody else', () => {
  const rows: Record<string, [readonly object[], readonly IPeer[], string[]]> = {
    'than the pods behind a Service, on the port behind, now and later': [[WEB, DB, FRONT, sends(toDb({ port: 5432 }))], [db], []],
    'but the pods behind a Service on another port': [[WEB, DB, FRONT, sends(toDb({ port: 22 }))], [db],
      ['`shop/web` can reach `shop/db` on TCP 22, and `pods app=web` may reach only `Service db`']],
    'than the API server where it is': [[WEB, DB, ...PLACE, sends(toPlace)], [ApiServer.any()], []],
    'and nobody knows where the API server is': [[WEB, DB, sends(toPlace)], [ApiServer.any()],
      ['the input does not tell where the API server is, so that nobody can say who else there is']],
    'and a Service is not there': [[WEB, DB, sends()], [db], ['Service `shop/db` is not in the input, so there is nothing to check']],
    'than nodes': [[WEB, DB, sends({ to: [{ ipBlock: { cidr: '10.0.0.0/24' } }] })], [Nodes.all()], []],
  };

  test.each(Object.entries(rows))('%s', (_, [given, allowed, expected]) => {
    expect(titles(mustOnlyReach, given, web, allowed)).toEqual(expected);
  });
});

test('a Service is reached by nobody else, on the port behind', () => {
  const from = { from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port: 5432 }] };
  const found = (rule: object) => titles(mustOnlyBeReachedBy, [WEB, DB, FRONT, admits(rule)], db, [web], [Port.HTTP]);
  expect(found(from)).toEqual([]);
  expect(found({ ports: [{ port: 80 }] })).toEqual([]);
  expect(found({ ports: [{ port: 5432 }] })).toHaveLength(1);
});
