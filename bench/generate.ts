// `npm run bench:generate -- FOLDER --workloads 400`: writes a cluster as YAML and as JSON, for bench/run.ts or to try
// any other tool on it. One seed, one cluster.
import { parseArgs } from 'node:util';
import { clusterOf } from './cluster/apps';
import { MIXED, PLAIN, Shape, shapeOf } from './cluster/shape';
import { writeCluster } from './cluster/write';

const NUMBERS = [
  'namespaces', 'workloads', 'replicas', 'policies', 'calls', 'seed', 'cidr-share', 'named-port-share', 'expression-share',
] as const;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...Object.fromEntries(NUMBERS.map(name => [name, { type: 'string' as const }])),
      mixed: { type: 'boolean' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error(`usage: generate.ts FOLDER [--mixed] ${NUMBERS.map(name => `[--${name} N]`).join(' ')}`);
    process.exitCode = 2;
    return;
  }
  const given = new Map(NUMBERS.flatMap(name => {
    const value = (values as Record<string, string | boolean | undefined>)[name];
    return value === undefined ? [] : [[camelCase(name), Number(value)]];
  }));
  const usual = shapeOf(given.get('workloads') ?? 100, values.mixed === true ? MIXED : PLAIN);
  const namespaces = given.get('namespaces') ?? usual.namespaces;
  const shape: Shape = { ...usual, policies: namespaces + usual.workloads, ...Object.fromEntries(given) };
  const written = writeCluster(clusterOf(shape), folder);
  console.log(`${shape.workloads} workloads, ${shape.policies} policies in ${shape.namespaces} namespaces: ${Object.values(written).join(', ')}`);
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

main();
