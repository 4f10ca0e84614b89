import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { compareFlows } from '../engine/agreement';

// Each file is a cluster on which engine and judge once disagreed, or one of a sort that is easy to get wrong.
const files = readdirSync(__dirname).filter(name => name.endsWith('.yaml')).sort();

test.each(files)('engine and judge agree on %s', file => {
  expect(compareFlows(parse(readFileSync(path.join(__dirname, file), 'utf8')))).toBeGreaterThan(0);
});
