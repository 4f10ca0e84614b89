import fc from 'fast-check';
import { cilium } from '../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../src/dialects/cilium/options';
import { CILIUM_VERSIONS } from '../../src/dialects/cilium/version';
import { Dialect } from '../../src/dialects/dialect';
import { gkeDataplaneV2 } from '../../src/dialects/gke';
import { ingest, translate } from '../../src/ingest/ingest';
import { formatFlow } from '../../src/model/flow';
import { judge } from '../../src/semantics/judge';
import { explained } from '../explained';
import { cluster, facts, labeled, namespace, pod, policy, trace, verdict } from '../fixture';
import { boundaryFlows } from '../generators/flows';
import { anyScenario } from '../generators/scenarios';

const WEB = pod('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const DB = pod('shop/db', { app: 'db' }, { ports: ['sql=5432'] });
const GKE = gkeDataplaneV2({});

function ingressOf(app: string, ...rules: object[]): object {
  return policy(`shop/${app}-in`, { podSelector: labeled({ app }), policyTypes: ['Ingress'], ingress: rules });
}

const fromWeb = { from: [{ podSelector: labeled({ app: 'web' }) }] };
const allButOne = { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }] } };

const ROWS: Record<string, [readonly object[], string, string]> = {
  'what every version allows is allowed': [[WEB, DB, ingressOf('db', fromWeb)], 'shop/web -> shop/db TCP 5432', 'allowed'],
  'what every version denies is denied': [[WEB, DB, ingressOf('db')], 'shop/web -> shop/db TCP 5432', 'denied'],
  'an ipBlock is no pod in any version': [
    [pod('shop/web', { app: 'web' }, { ip: '10.1.0.5' }), DB, ingressOf('db', { from: [{ ipBlock: { cidr: '10.1.0.0/16' } }] })],
    'shop/web -> shop/db TCP 5432', 'denied',
  ],
  'the first port of a range is open in every version': [
    [WEB, DB, ingressOf('db', { ports: [{ port: 80, endPort: 90 }] })], 'shop/web -> shop/db TCP 80', 'allowed',
  ],
  'the others are open from 1.16 on': [
    [WEB, DB, ingressOf('db', { ports: [{ port: 80, endPort: 90 }] })], 'shop/web -> shop/db TCP 85', 'unknown',
  ],
  '"all namespaces but one" admits the internet up to 1.18': [
    [DB, namespace('lab'), ingressOf('db', { from: [allButOne] })], '8.8.8.8 -> shop/db TCP 1', 'unknown',
  ],
  'a port name means the same in all versions where only one pod has it': [
    [WEB, DB, policy('shop/out', {
      podSelector: labeled({ app: 'web' }),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: labeled({ app: 'db' }) }], ports: [{ port: 'sql' }] }],
    })], 'shop/web -> shop/db TCP 5432', 'allowed',
  ],
  'SCTP depends on the version of GKE and the image of its nodes': [[WEB, DB], 'shop/web -> shop/db SCTP 5432', 'unknown'],
  'SCTP that policies deny is denied in any case': [[WEB, DB, ingressOf('db')], 'shop/web -> shop/db SCTP 5432', 'denied'],
  'a pod with the label key `host` is open up to 1.20.1': [
    [WEB, pod('shop/db', { app: 'db', host: 'x' }), ingressOf('db')], 'shop/web -> shop/db TCP 1', 'unknown',
  ],
};

test.each(Object.entries(ROWS))('%s', (_, [manifests, flow, is]) => {
  expect(verdict(cluster(manifests, undefined, GKE), flow)).toBe(is);
});

test('an unknown that comes of the version says so, and how to get around it', () => {
  const snapshot = cluster([WEB, DB, ingressOf('db', { ports: [{ port: 80, endPort: 90 }] })], undefined, GKE);
  expect(explained(snapshot, trace(snapshot, 'shop/web -> shop/db TCP 85')).split('\n')).toEqual([
    'UNKNOWN  shop/web -> shop/db TCP 85',
    '  egress   shop/web  allowed  not isolated: no policy selects it for egress',
    '  ingress  shop/db   unknown  isolated by shop/db-in; perhaps admitted by shop/db-in, rule 1: from anybody, TCP 80-90',
    '  note: it is not known which version of the network plugin runs there, and the versions do not read a policy alike',
    '  help: write the policy so that all versions read it alike: docs/cilium.md lists in what they differ',
  ]);
});

test('versions that read the policies of a cluster alike are one interpretation', () => {
  const others = (dialect: Dialect, rule: object) =>
    cluster([WEB, DB, ingressOf('db', rule)], undefined, dialect).otherInterpretations?.length ?? 0;
  const range = { ports: [{ port: 80, endPort: 90 }] };
  const known = gkeDataplaneV2({ sctp: false });
  expect([others(known, fromWeb), others(known, range)]).toEqual([0, 1]);
  expect([others(GKE, fromWeb), others(GKE, range)]).toEqual([1, 3]);
});

test('a flow has the verdict on which all versions of Cilium agree, and is unknown where they do not', () => {
  fc.assert(fc.property(anyScenario, scenario => {
    const { snapshot, resources } = ingest(
      scenario.manifests.map(content => ({ content })), { dialect: GKE, facts: facts(scenario.facts) });
    const versions = CILIUM_VERSIONS.flatMap(version => [false, true].map(sctp =>
      translate(snapshot, resources, cilium({ ...defaultOptions(version), sctp }))));
    for (const flow of boundaryFlows(snapshot)) {
      const verdicts = new Set(versions.map(version => judge(version, flow).verdict));
      expect([formatFlow(flow), judge(snapshot, flow).verdict])
        .toEqual([formatFlow(flow), verdicts.size === 1 ? [...verdicts][0] : 'unknown']);
    }
  }), { numRuns: 12 });
});
