import { parseAllDocuments } from 'yaml';
import { changesBy } from './mends';
import { assertionOf } from '../../src/analysis/parties';
import { findingsOn, StatedAssertion } from '../../src/assertions/stated';
import { Finding } from '../../src/model/finding';
import { withMend } from '../../src/suggestions/mended';
import { Audience } from '../../src/wording/audience';
import { groundOf } from '../suggestions/suggested';
import { Cidr, IPeer, Namespaces, Nodes, Pods, Port, Services } from 'cdk8s-netpol';

const POD = (name: string, namespace = 'shop', labels = `app: ${name}`) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }\n---\n`;
const CLOSED = (namespace: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: ${namespace} }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
`;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: till }\nspec: { selector: { app: db }, ports: [{ port: 80, targetPort: 5432 }] }\n---\n';
const SHOP = POD('web') + POD('worker') + POD('db', 'till') + POD('cache', 'till') + SERVICE + CLOSED('shop') + CLOSED('till');

const inShop = (app: string) => Pods.labeled({ app }).inNamespace('shop');
const inTill = (app: string) => Pods.labeled({ app }).inNamespace('till');

function must(source: IPeer, destination: IPeer, ...ports: readonly Port[]): StatedAssertion {
  return {
    expectation: 'must-reach',
    assertion: assertionOf({ at: { object: 'chart/must' }, namespace: 'shop', source, destination, ports: ports.length === 0 ? undefined : ports }),
  };
}

function foundIn(manifests: string, stated: StatedAssertion, audience: Audience): Finding[] {
  const ground = groundOf(manifests);
  return findingsOn(ground.snapshot, stated).map(finding => withMend(finding, stated, ground, audience));
}

/** What stands in help to be pasted. */
function pastedFrom(findings: readonly Finding[], beginning: RegExp): string[] {
  return findings.flatMap(({ help }) => help.flatMap(text => beginning.exec(text)?.[0] ?? []));
}

describe('a connection that must be possible is mended by what its finding gives', () => {
  test.each<[string, StatedAssertion, string[]]>([
    ['both ends closed', must(inShop('web'), inTill('db'), Port.POSTGRES), ['opened shop/web -> till/db TCP 5432']],
    ['a Service', must(inShop('web'), Services.named('db').inNamespace('till'), Port.tcp(80)), ['opened shop/web -> till/db TCP 5432']],
    ['several ports', must(inShop('web'), inShop('worker'), Port.tcpRange(8000, 8010), Port.DNS_UDP),
      ['opened shop/web -> shop/worker TCP 8000-8010; UDP 53']],
    ['pods that are not in the input', must(inShop('web'), Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system'), Port.DNS_UDP),
      ['opened shop/web -> k8s-app=kube-dns in kube-system (not in the input) UDP 53']],
  ])('%s', (_, stated, changes) => {
    for (const [audience, beginning, kind] of [
      ['manifests', /^apiVersion: [\s\S]*/m, 'manifests'], ['constructs', /^new [\s\S]*/m, 'constructs'],
    ] as const) {
      const findings = foundIn(SHOP, stated, audience);
      const [text, ...more] = pastedFrom(findings, beginning);
      expect(more).toEqual([]);
      expect(parseAllDocuments(kind === 'manifests' ? text : '').flatMap(({ errors }) => errors)).toEqual([]);
      expect(changesBy({ manifests: SHOP }, { of: findings[0], kind, text })).toEqual(changes);
    }
  });

  test('as it stands in the message', () => {
    const [{ help }] = foundIn(SHOP, must(inShop('web'), inTill('db'), Port.POSTGRES), 'constructs');
    expect(help.join('\n')).toBe(`allow egress of \`shop/web\` on TCP 5432
allow ingress of \`till/db\` on TCP 5432
or write both at once with \`AllowConnection\`
this allows it, and nothing else:
new AllowPods(this, 'web-egress', {
  subject: Pods.labeled({ app: 'web' }).inNamespace('shop'),
  peers: [Pods.labeled({ app: 'db' }).inNamespace('till')],
  ports: [Port.tcp(5432)],
  direction: Direction.EGRESS,
});
new AllowPods(this, 'db-ingress', {
  subject: Pods.labeled({ app: 'db' }).inNamespace('till'),
  peers: [Pods.labeled({ app: 'web' }).inNamespace('shop')],
  ports: [Port.tcp(5432)],
  direction: Direction.INGRESS,
});`);
  });

  test('of addresses it says who may have them too', () => {
    const [{ help }] = foundIn(SHOP, must(inShop('web'), Cidr.of('203.0.113.0/24'), Port.HTTPS), 'manifests');
    expect(help[help.length - 1]).toBe(`this allows it; pods and nodes count too that get such an address:
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web-egress
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: '203.0.113.0/24'
      ports:
        - { protocol: TCP, port: 443 }`);
  });

  test('and then it holds', () => {
    const stated = must(inShop('web'), inTill('db'), Port.POSTGRES);
    const [yaml] = pastedFrom(foundIn(SHOP, stated, 'manifests'), /^apiVersion: [\s\S]*/m);
    expect(foundIn(`${SHOP}${yaml}`, stated, 'manifests')).toEqual([]);
  });
});

describe('nothing is given', () => {
  test.each<[string, string, StatedAssertion]>([
    ['that would open more: pods may have any address', SHOP + POD('open', 'lab'), must(Cidr.internet(), inTill('db'), Port.POSTGRES)],
    ['where it cannot be had: nodes', SHOP, must(Nodes.all(), inTill('db'), Port.POSTGRES)],
    ['where the end is none', SHOP, must(inShop('wbe'), inTill('db'), Port.POSTGRES)],
    ['where nobody would read it all', SHOP + ['a', 'b', 'c', 'd', 'e'].map(name => POD(name, name) + CLOSED(name)).join(''),
      must(inShop('web'), Namespaces.all(), Port.HTTP)],
  ])('%s', (_, manifests, stated) => {
    const findings = foundIn(manifests, stated, 'manifests');
    expect(findings.length).toBeGreaterThan(0);
    expect(pastedFrom(findings, /apiVersion/)).toEqual([]);
  });

  test('where the assertion is another', () => {
    const stated: StatedAssertion = { ...must(inShop('web'), Cidr.of('203.0.113.0/24')), expectation: 'must-not-reach' } as StatedAssertion;
    expect(foundIn(POD('web'), stated, 'manifests').flatMap(({ help }) => help).join()).not.toContain('this allows it');
  });
});
