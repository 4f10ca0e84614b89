import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expectGolden } from './golden';
import { netpol } from './terminal';

const BOUTIQUE = path.join(__dirname, '..', '..', 'examples', 'online-boutique', 'dist', 'shop.k8s.yaml');
const FILES = { 'k8s/shop.yaml': readFileSync(BOUTIQUE, 'utf8') };

test.each<[string, string[]]>([
  ['list-text', ['list', 'k8s']],
  ['list-csv', ['list', 'k8s', '--format', 'csv']],
  ['list-md', ['list', 'k8s', '--format', 'md']],
  ['list-dot', ['list', 'k8s', '--format', 'dot']],
  ['list-mermaid', ['list', 'k8s', '--format', 'mermaid', '--workload', 'cartservice']],
  ['check-text', ['check', 'k8s']],
  ['check-plain', ['check', 'k8s', '--format', 'plain']],
  ['check-github', ['check', 'k8s', '--format', 'github']],
  ['check-gitlab', ['check', 'k8s', '--format', 'gitlab']],
])('of the Online Boutique it prints, byte for byte: %s', async (name, args) => {
  const { code, out, err } = await netpol(args, FILES);
  expect([code, err]).toEqual([0, '']);
  expectGolden(`boutique/${name}.out`, out);
});
