import { pasteableBlock } from '../../../src/checks/support/pasteable-block';
import { Audience } from '../../../src/wording/audience';

test.each<[string, Audience, string, string[], string]>([
  ['code', 'constructs', '10.0.0.0/8', [], "Cidr.of('10.0.0.0/8')"],
  ['code that leaves something out', 'constructs', '0.0.0.0/0', ['10.0.0.0/8', '172.16.0.0/12'],
    "Cidr.of('0.0.0.0/0', { exceptCidrs: ['10.0.0.0/8', '172.16.0.0/12'] })"],
  ['YAML', 'manifests', '10.0.0.0/8', [], 'ipBlock: { cidr: 10.0.0.0/8 }'],
  ['YAML that leaves something out', 'manifests', '0.0.0.0/0', ['10.0.0.0/8', '172.16.0.0/12'],
    'ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12] }'],
  ['YAML with IPv6, which takes quotes', 'manifests', '::/0', ['fc00::/7'], "ipBlock: { cidr: '::/0', except: ['fc00::/7'] }"],
])('a block as %s', (_, audience, cidr, except, text) => {
  expect(pasteableBlock(audience, cidr, except)).toBe(text);
});
