import { MEND_CASES, MENDS } from './cases';
import { badExamplesWithMends, changesBy, leftBy } from './mends';

test('every bad example of which a finding has a mend is among the cases', () => {
  const ofBadExamples = MEND_CASES.filter(({ where }) => where === undefined);
  expect(badExamplesWithMends()).toEqual(ofBadExamples.map(({ check }) => check));
});

test('each case has a mend', () => {
  expect(MEND_CASES.filter(one => !MENDS.some(([, , other]) => other === one))).toEqual([]);
});

describe.each(MENDS)('the mend of %s', (_name, mend, { example, changes, beside }) => {
  test('takes the finding away, and brings none that is as grave', () => {
    expect(leftBy(example, mend, beside)).toEqual([]);
  });

  test('opens the connections that the finding is about, and no other, and closes none', () => {
    expect(changesBy(example, mend)).toEqual(changes);
  });
});
