import { readFileSync } from 'node:fs';
import { COMMAND_DOC, commandDocument, runExample } from '../../scripts/command-doc';
import { VERBS } from '../../src/cli/verbs/all';

test('docs/command.md is what the help says and the examples print (if not: npm run docs)', async () => {
  expect(readFileSync(COMMAND_DOC, 'utf8')).toBe(await commandDocument());
});

test.each(VERBS)('the example of $name is one that works', async verb => {
  const { code } = await runExample(verb) ?? {};
  expect([undefined, 0, 1]).toContain(code);
  expect(verb.example).toMatch(new RegExp(`\\bnetpol ${verb.name} `));
});
