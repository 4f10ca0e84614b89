import { readFileSync } from 'node:fs';
import { CHECKS_DOC, checksDocument, CONFIG_SCHEMA, configSchema } from '../../scripts/checks-doc';
import { CHECKS } from '../../src/checks/all';

test('docs/checks.md is what the checks say (if not: npm run docs)', () => {
  expect(readFileSync(CHECKS_DOC, 'utf8')).toBe(checksDocument());
});

test('the schema of netpol.yaml has the names of all checks (if not: npm run docs)', () => {
  expect(readFileSync(CONFIG_SCHEMA, 'utf8')).toBe(configSchema());
});

describe.each(CHECKS.map(({ meta }) => meta))('the chapter of docs/checks.md on $name', ({ name }) => {
  const text = checksDocument();
  const start = text.indexOf(`\n## ${name}\n`);
  const chapter = text.slice(start, text.indexOf('\n## ', start + 1) + 1 || undefined);

  test('is there, and the table leads to it', () => {
    expect(start).toBeGreaterThan(0);
    expect(text).toContain(`](#${name})`);
  });

  test('has the form that all have', () => {
    expect(chapter.match(/^### .*$/gm)).toEqual(['### Avoid', '### Prefer', '### Why', '### Links']);
  });

  test('shows what to write instead', () => {
    expect(chapter.slice(chapter.indexOf('### Prefer'), chapter.indexOf('### Why'))).toContain('```');
  });
});
