import { servicePortUsed } from '../../../src/checks/ports/service-port-used';
import { deployment, labeled, policy } from '../../fixture';
import { service } from '../../ways-in';
import { found, onlyFinding } from '../findings';

const CHECKOUT = deployment('till/checkout', { app: 'checkout' });
const LEDGER = deployment('till/ledger', { app: 'ledger' }, { ports: ['web=8080'] });
const SILENT = deployment('till/ledger', { app: 'ledger' });
const NAMED = service('till/ledger', { app: 'ledger' }, ['80:web']);
const NUMBERED = service('till/ledger', { app: 'ledger' }, ['80:8080']);

function egress(ports: object[], to: object[] = [{ podSelector: labeled({ app: 'ledger' }) }], name = 'till/out'): object {
  return policy(name, { podSelector: labeled({ app: 'checkout' }), policyTypes: ['Egress'], egress: [{ to, ports }] });
}

function ingress(ports: object[], from: object[] | undefined = [{ podSelector: labeled({ app: 'checkout' }) }], name = 'till/in'): object {
  return policy(name, { podSelector: labeled({ app: 'ledger' }), policyTypes: ['Ingress'], ingress: [{ from, ports }] });
}

const ON_80 = [{ port: 80 }];
const OUT = 'egress rule 1 of policy `till/out` names TCP 80, but that is the port of Service `till/ledger`; its pods listen on TCP 8080';
const IN = OUT.replace('egress', 'ingress').replace('till/out', 'till/in');

const ROWS: Record<string, [object[], string[]]> = {
  'an egress rule, and the Service leads to a name': [[CHECKOUT, LEDGER, NAMED, egress(ON_80)], [`error: ${OUT}`]],
  'the Service leads to a number that the pods declare': [[CHECKOUT, LEDGER, NUMBERED, egress(ON_80)], [`error: ${OUT}`]],
  'pods that declare nothing may listen on both ports': [[CHECKOUT, SILENT, NUMBERED, egress(ON_80)], [`warning: ${OUT}`]],
  'an ingress rule': [[CHECKOUT, LEDGER, NAMED, ingress(ON_80)], [`error: ${IN}`]],
  'an ingress rule for everybody': [[LEDGER, NAMED, policy('till/in', {
    podSelector: labeled({ app: 'ledger' }), policyTypes: ['Ingress'], ingress: [{ ports: ON_80 }],
  })], [`error: ${IN}`]],
  'an ingress rule for addresses': [[LEDGER, NAMED, ingress(ON_80, [{ ipBlock: { cidr: '192.0.2.0/24' } }])], [`error: ${IN}`]],
  'a headless Service': [[CHECKOUT, LEDGER, service('till/ledger', { app: 'ledger' }, ['80:web'], { clusterIP: 'None' }), egress(ON_80)], [`error: ${OUT}`]],
  'a range with the port of the Service and not that of the pods': [[CHECKOUT, LEDGER, NAMED, egress([{ port: 80, endPort: 90 }])],
    [`error: ${OUT.replace('names TCP 80, but that', 'names TCP 80-90, but TCP 80')}`]],
  'another rule lets some of the connections pass': [
    [CHECKOUT, deployment('till/audit', { app: 'audit' }), LEDGER, NAMED,
      ingress(ON_80, [{ podSelector: labeled({ app: 'checkout' }) }, { podSelector: labeled({ app: 'audit' }) }]),
      ingress([{ port: 8080 }], [{ podSelector: labeled({ app: 'audit' }) }], 'till/more')], [`warning: ${IN}`],
  ],
};

const QUIET: Record<string, object[]> = {
  'the port of the pods': [CHECKOUT, LEDGER, NAMED, egress([{ port: 8080 }])],
  'the name of the container port': [CHECKOUT, LEDGER, NAMED, egress([{ port: 'web' }])],
  'both ports, to be sure': [CHECKOUT, LEDGER, NAMED, egress([{ port: 80 }, { port: 8080 }])],
  'the port of the Service and the name of the container port': [CHECKOUT, LEDGER, NAMED, egress([{ port: 80 }, { port: 'web' }])],
  'a range with both': [CHECKOUT, LEDGER, NAMED, egress([{ port: 80, endPort: 9000 }])],
  'every port of the protocol': [CHECKOUT, LEDGER, NAMED, egress([{ protocol: 'TCP' }])],
  'a port of another protocol': [CHECKOUT, LEDGER, NAMED, egress([{ port: 80, protocol: 'UDP' }])],
  'pods that listen on the port too': [CHECKOUT, deployment('till/ledger', { app: 'ledger' }, { ports: ['web=8080', '80'] }), NAMED, egress(ON_80)],
  'another Service leads to the same number': [CHECKOUT, LEDGER, NAMED, service('till/plain', { app: 'ledger' }, ['81:80']), egress(ON_80)],
  'one of several pods listens on the port': [CHECKOUT, LEDGER, NAMED, deployment('till/old', { app: 'ledger' }, { ports: ['80'] }), egress(ON_80)],
  'one of several pods says nothing of where it listens': [
    CHECKOUT, LEDGER, NAMED, deployment('till/batch', { team: 'till' }),
    egress(ON_80, [{ podSelector: labeled({ app: 'ledger' }) }, { podSelector: labeled({ team: 'till' }) }]),
  ],
  'a Service that leads to the same number': [CHECKOUT, LEDGER, service('till/ledger', { app: 'ledger' }, ['8080']), egress([{ port: 8080 }])],
  'a Service of other pods': [CHECKOUT, LEDGER, service('till/ledger', { app: 'other' }, ['80:8080']), egress(ON_80)],
  'a Service without a selector': [CHECKOUT, LEDGER, service('till/ledger', {}, ['80:8080']), egress(ON_80)],
  'a Service whose name for the port no container has': [CHECKOUT, LEDGER, service('till/ledger', { app: 'ledger' }, ['80:https']), egress(ON_80)],
  'pods that the input does not have': [CHECKOUT, NUMBERED, egress(ON_80)],
  'a rule that is for addresses too': [CHECKOUT, LEDGER, NAMED, egress(ON_80, [
    { podSelector: labeled({ app: 'ledger' }) }, { ipBlock: { cidr: '192.0.2.0/24' } },
  ])],
  'a rule for pods of which the input has only some': [CHECKOUT, LEDGER, NAMED, egress(ON_80, [
    { podSelector: labeled({ app: 'ledger' }) }, { podSelector: labeled({ app: 'absent' }) },
  ])],
  'a rule for a whole namespace, of which the input may have a part': [CHECKOUT, LEDGER, NAMED, egress(ON_80, [{ namespaceSelector: {} }])],
  'another rule lets the connections pass': [CHECKOUT, LEDGER, NAMED, egress(ON_80), egress([{ port: 8080 }], undefined, 'till/more')],
  'another rule lets everybody in on the right port': [
    LEDGER, NAMED, ingress(ON_80, [{ ipBlock: { cidr: '192.0.2.0/24' } }]), ingress([{ port: 8080 }], [{ ipBlock: { cidr: '0.0.0.0/0' } }], 'till/more'),
  ],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(servicePortUsed, given)).toEqual(expected);
});

test.each(Object.entries(QUIET))('is silent about: %s', (_, given) => {
  expect(found(servicePortUsed, given)).toEqual([]);
});

describe('what to write instead', () => {
  const other = deployment('till/new', { app: 'ledger' }, { ports: ['web=9000'] });
  const rows: Record<string, [object[], string]> = {
    'a number': [[CHECKOUT, LEDGER, NUMBERED, egress(ON_80)], 'write the port of the pods: `port: 8080`'],
    'a number or its name': [[CHECKOUT, LEDGER, NAMED, egress(ON_80)], 'write the port of the pods: `port: 8080`, or its name: `port: web`'],
    'a name, which is another number in each of the pods': [[CHECKOUT, LEDGER, other, NAMED, egress(ON_80)],
      'write the name of the container port, which has another number in each of the pods: `port: web`'],
    'the ports of two Services': [[CHECKOUT, LEDGER, NUMBERED, service('till/b', { app: 'ledger' }, ['80:9090']), egress(ON_80)],
      'write the ports of the pods: `port: 8080` and `port: 9090`'],
  };

  test.each(Object.entries(rows))('%s', (_, [given, help]) => {
    expect(onlyFinding(servicePortUsed, given).help).toEqual([help]);
  });
});

test('the same Service in several policies is one finding, which names the others', () => {
  const { likewise, evidence } = onlyFinding(servicePortUsed, [CHECKOUT, LEDGER, NAMED, egress(ON_80), egress(ON_80, undefined, 'till/again')]);
  expect(likewise?.map(({ object }) => object)).toEqual(['NetworkPolicy till/again']);
  expect(evidence[evidence.length - 1]).toEqual({ label: 'likewise', text: 'egress rule 1 of till/again' });
});

test('where Services are translated after policy, an egress rule may be for the port of one', () => {
  expect(found(servicePortUsed, [CHECKOUT, LEDGER, NAMED, egress(ON_80)], { servicesBeforePolicy: false })).toEqual([]);
  expect(found(servicePortUsed, [CHECKOUT, LEDGER, NAMED, ingress(ON_80)], { servicesBeforePolicy: false })).toEqual([`error: ${IN}`]);
});
