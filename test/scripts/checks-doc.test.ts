import { readFileSync } from 'node:fs';
import { RULES_DOC, rulesDocument } from '../../scripts/checks-doc';
import { RULES } from '../../src/checks/all';
import { TARGET_RULES } from '../../src/checks/all-target';

test('docs/rules.md is what the rules say (if not: npm run docs:rules)', () => {
  expect(readFileSync(RULES_DOC, 'utf8')).toBe(rulesDocument());
});

test.each([...RULES, ...TARGET_RULES].map(({ meta }) => meta))('docs/rules.md has a chapter on $name, and the table leads there', ({ name }) => {
  const text = rulesDocument();
  expect(text).toContain(`\n## ${name}\n`);
  expect(text).toContain(`](#${name})`);
});
