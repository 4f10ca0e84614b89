import { portNotDeclared } from '../../../src/checks/ports/port-not-declared';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { podMonitor } from '../../monitors';
import { service } from '../../ways-in';
import { findings, found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080', 'dns=53/UDP'] });

function ingress(...rules: object[][]): object {
  return policy('shop/p', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'], ingress: rules.map(ports => ({ ports })) });
}

const ROWS: Record<string, [object[], string, string]> = {
  'a slip of the pen': [[WEB, ingress([{ port: 8008 }])], 'TCP 8008', 'did you mean `port: 8080`? Else declare the port among the `containerPort`s'],
  'another port': [[WEB, ingress([{ port: 443 }])], 'TCP 443', 'write a port on which the pods listen, or declare this one among their `containerPort`s'],
  'two rules of a policy are one finding': [[WEB, ingress([{ port: 443 }], [{ port: 9443 }])], 'TCP 443, TCP 9443',
    'write a port on which the pods listen, or declare this one among their `containerPort`s'],
  'a number that is declared for another protocol': [[WEB, ingress([{ port: 53 }])], 'TCP 53',
    'write a port on which the pods listen, or declare this one among their `containerPort`s'],
};

const QUIET: Record<string, object[]> = {
  'a port that is declared': [WEB, ingress([{ port: 8080 }])],
  'a rule with one port that is declared': [WEB, ingress([{ port: 8080 }, { port: 9090 }])],
  'a range': [WEB, ingress([{ port: 9000, endPort: 9010 }])],
  'pods that declare nothing': [deployment('shop/web', { app: 'web' }), ingress([{ port: 443 }])],
  'pods that declare nothing of the protocol': [deployment('shop/web', { app: 'web' }, { ports: ['53/UDP'] }), ingress([{ port: 443 }])],
  'one of several pods declares it': [WEB, deployment('shop/tls', { app: 'web' }, { ports: ['443'] }), ingress([{ port: 443 }])],
  'a Service leads there': [WEB, service('shop/web', { app: 'web' }, ['443:8443']), ingress([{ port: 8443 }])],
  'the port of a Service, of which another check tells': [WEB, service('shop/web', { app: 'web' }, ['80:http']), ingress([{ port: 80 }])],
  'a monitor asks for metrics there': [WEB, podMonitor('shop/web', { app: 'web' }, { portNumber: 9102 }), ingress([{ port: 9102 }])],
  'a port of a sidecar that a mesh adds': [WEB, ingress([{ port: 4143 }])],
  'pods into which a mesh may put containers': [namespace('shop', { 'istio-injection': 'enabled' }), WEB, ingress([{ port: 3500 }])],
};

test.each(Object.entries(ROWS))('%s', (_, [given, ports, help]) => {
  expect(found(portNotDeclared, given)).toEqual([`info: policy \`shop/p\` opens ${ports}, which none of its pods declares`]);
  expect(onlyFinding(portNotDeclared, given).help).toEqual([help]);
});

test.each(Object.entries(QUIET))('is silent about: %s', (_, given) => {
  expect(findings(portNotDeclared, given)).toEqual([]);
});
