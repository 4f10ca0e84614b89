import { CheckReport, ReportItem } from './check-report';
import { filePlaceOf } from './file-place';
import { INPUT_CHECK, plainDetails, reasonsOf } from './plain';
import { sentence } from '../sets/visible';

/**
 * The report as JUnit's XML. Each check is a test that passes when it finds nothing, and so is each finding: one that makes
 * the command fail has failed, one about input that could not be read is an error, one that is accepted was skipped.
 */
export function renderJunit({ items, checks, remarks }: CheckReport): string {
  const found = new Set(items.map(({ finding }) => finding.check));
  const passed = checks.filter(({ name }) => !found.has(name));
  const outcomes = items.map(outcomeOf);
  const counts = {
    tests: passed.length + items.length,
    failures: outcomes.filter(outcome => outcome === 'failure').length,
    errors: outcomes.filter(outcome => outcome === 'error').length,
    skipped: outcomes.filter(outcome => outcome === 'skipped').length,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="netpol check"${attributes(counts)}>`,
    `  <testsuite name="netpol check"${attributes(counts)}>`,
    ...passed.map(({ name }) => `    <testcase${attributes({ classname: name, name })}/>`),
    ...items.flatMap((item, index) => testCase(item, outcomes[index])),
    ...remarks.length === 0 ? [] : [`    <system-out>${escaped(remarks.join('\n'))}</system-out>`],
    '  </testsuite>',
    '</testsuites>',
  ].map(line => `${line}\n`).join('');
}

type Outcome = 'failure' | 'error' | 'skipped' | 'passed';

function outcomeOf({ finding, by, isFailure }: ReportItem): Outcome {
  return by.length > 0 ? 'skipped'
    : finding.check === INPUT_CHECK && finding.severity === 'error' ? 'error' : isFailure ? 'failure' : 'passed';
}

function testCase({ finding, by }: ReportItem, outcome: Outcome): string[] {
  const { check, severity, at } = finding;
  const title = sentence(finding.title);
  const { file, line } = filePlaceOf(at) ?? {};
  const text = escaped([`${severity}: ${title}`, ...plainDetails(finding)].join('\n'));
  return [
    `    <testcase${attributes({ classname: check, name: title, file, line })}>`,
    outcome === 'passed' ? `      <system-out>${text}</system-out>`
      : outcome === 'skipped' ? `      <skipped${attributes({ message: reasonsOf({ by }).join('; ') })}/>`
        : `      <${outcome}${attributes({ type: severity, message: title })}>${text}</${outcome}>`,
    '    </testcase>',
  ];
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values).map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(`${value}`)}"`)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&apos;' };

/** Without markup, and without characters that XML has no way to write. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character])
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
