import { readFileSync } from 'node:fs';
import { answersTo, CILIUM_DOC, ciliumDocument, keeping } from '../../scripts/cilium-doc';
import { CLUSTER, PROMISES } from '../../scripts/cilium-promises';
import { read } from '../fixture';

/** What each enforcer keeps of a promise: the text of Kubernetes, then Cilium 1.15 to 1.20. */
const KEPT: Record<string, string> = {
  'Policies add up': 'yes yes yes yes yes yes yes',
  'Both sides must allow a connection': 'yes yes yes yes yes yes yes',
  'The own node is always allowed': 'yes part part part part part part',
  'An ipBlock allows what has an address in it': 'yes part part part part part part',
  'Replies are always allowed': 'yes yes yes yes yes yes yes',
  '`policyTypes` says what is isolated': 'yes part part part part part part',
  'A namespace is all of its pods': 'yes part part part part yes yes',
};

test('docs/cilium.md is what the script writes (if not: npm run docs)', () => {
  expect(readFileSync(CILIUM_DOC, 'utf8')).toBe(ciliumDocument());
});

test('the promises hold, or not, as the explanations say', () => {
  const kept = PROMISES.map(promise => [promise.title, keeping(promise).map(answer => answer.replace('in part', 'part')).join(' ')]);
  expect(Object.fromEntries(kept)).toEqual(KEPT);
});

/** The questions that Cilium answers otherwise than promised, for each promise that it breaks. */
const BROKEN: Record<string, string[]> = {
  'The own node is always allowed': ['default/pod1 -> node node-1 TCP 10250: denied denied denied denied denied denied'],
  'An ipBlock allows what has an address in it': [
    'default/pod2 -> default/pod1 TCP 80: denied denied denied denied denied denied',
    'default/pod1 -> default/pod2 TCP 80: denied denied denied denied denied denied',
    'node node-2 -> default/pod1 TCP 80: denied denied denied denied denied denied',
    'default/pod1 -> node node-2 TCP 6443: denied denied denied denied denied denied',
  ],
  '`policyTypes` says what is isolated': ['demo-namespace/pod3 -> default/pod1 TCP 80: denied denied denied denied denied denied'],
  'A namespace is all of its pods': [
    '203.0.113.7 -> default/pod1 TCP 80: allowed allowed allowed allowed denied denied',
    'node node-2 -> default/pod1 TCP 80: allowed allowed allowed allowed denied denied',
  ],
};

test.each(PROMISES.map(promise => [promise.title, promise] as const))('%s: Cilium answers otherwise only where the page says so', (title, promise) => {
  const broken = promise.questions.map(question => ({ question, answers: answersTo(promise, question).slice(1) }))
    .filter(({ question, answers }) => answers.some(answer => answer !== question.promised))
    .map(({ question, answers }) => `${question.flow}: ${answers.join(' ')}`);
  expect(broken).toEqual(BROKEN[title] ?? []);
});

test.each(PROMISES.map(promise => [promise.title, promise] as const))('%s: its YAML is read without a problem', (_, { policies }) => {
  expect(read(`${CLUSTER}---${policies}`).problems).toEqual([]);
});
