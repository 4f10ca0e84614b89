import { LabelFacts, labelFacts } from '../../src/model/labels';
import { Requirement, selects } from '../../src/model/selector';
import { Ternary } from '../../src/sets/ternary';

const IS_RED: Requirement = { key: 'team', operator: 'In', values: ['red'] };
const IS_BLUE: Requirement = { key: 'team', operator: 'In', values: ['blue'] };
const NOT_RED: Requirement = { key: 'team', operator: 'NotIn', values: ['red'] };
const THERE: Requirement = { key: 'team', operator: 'Exists', values: [] };
const ABSENT: Requirement = { key: 'team', operator: 'DoesNotExist', values: [] };

/** A label `team` of which something is known, beside `app=web`. */
const ABOUT: Record<string, LabelFacts> = {
  anything: { ...labelFacts(new Map([['app', 'web']])), open: 'every' },
  anyValue: { known: new Map([['app', 'web']]), uncertain: new Map([['team', { mayBeAbsent: false }]]) },
  redOrBlue: {
    known: new Map([['app', 'web']]),
    uncertain: new Map([['team', { mayBeAbsent: false, values: ['red', 'blue'] }]]),
  },
  redOrAbsent: {
    known: new Map([['app', 'web']]),
    uncertain: new Map([['team', { mayBeAbsent: true, values: ['red'] }]]),
  },
};

describe('a selector over a label that is not known', () => {
  test.each<[string, readonly Requirement[], Record<string, Ternary>]>([
    ['team=red', [IS_RED], { anything: 'unknown', anyValue: 'unknown', redOrBlue: 'unknown', redOrAbsent: 'unknown' }],
    ['team!=red', [NOT_RED],
      { anything: 'unknown', anyValue: 'unknown', redOrBlue: 'unknown', redOrAbsent: 'unknown' }],
    ['team', [THERE], { anything: 'unknown', anyValue: 'yes', redOrBlue: 'yes', redOrAbsent: 'unknown' }],
    ['!team', [ABSENT], { anything: 'unknown', anyValue: 'no', redOrBlue: 'no', redOrAbsent: 'unknown' }],
    ['team=blue', [IS_BLUE], { anything: 'unknown', anyValue: 'unknown', redOrBlue: 'unknown', redOrAbsent: 'no' }],
    ['team=red and team=blue', [IS_RED, IS_BLUE],
      { anything: 'no', anyValue: 'no', redOrBlue: 'no', redOrAbsent: 'no' }],
    ['team=red and team!=red', [IS_RED, NOT_RED],
      { anything: 'no', anyValue: 'no', redOrBlue: 'no', redOrAbsent: 'no' }],
    ['team=red and !team', [IS_RED, ABSENT], { anything: 'no', anyValue: 'no', redOrBlue: 'no', redOrAbsent: 'no' }],
    ['team and team!=red', [THERE, NOT_RED],
      { anything: 'unknown', anyValue: 'unknown', redOrBlue: 'unknown', redOrAbsent: 'no' }],
    ['team in (red,blue)', [{ key: 'team', operator: 'In', values: ['red', 'blue'] }],
      { anything: 'unknown', anyValue: 'unknown', redOrBlue: 'yes', redOrAbsent: 'unknown' }],
    ['team=red and app=web', [IS_RED, { key: 'app', operator: 'In', values: ['web'] }],
      { anything: 'unknown', anyValue: 'unknown', redOrBlue: 'unknown', redOrAbsent: 'unknown' }],
    ['team=red and app=db', [IS_RED, { key: 'app', operator: 'In', values: ['db'] }],
      { anything: 'no', anyValue: 'no', redOrBlue: 'no', redOrAbsent: 'no' }],
  ])('%s', (_, requirements, expected) => {
    const answers = Object.entries(ABOUT).map(([name, labels]) => [name, selects({ requirements }, labels)]);
    expect(Object.fromEntries(answers)).toEqual(expected);
  });
});
