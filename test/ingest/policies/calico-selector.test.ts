import { readCalicoSelector } from '../../../src/ingest/policies/calico-selector';
import { formatSelector } from '../../../src/model/selector';

describe('an expression narrows the pods that may be selected', () => {
  test.each<[string, string, string]>([
    ['a value', "app == 'web'", 'app=web'],
    ['a value in double quotes', 'app == "web"', 'app=web'],
    ['a value without spaces around it', "app=='web'", 'app=web'],
    ['an empty value', "app == ''", 'app='],
    ['another value', "app != 'web'", 'app!=web'],
    ['one of several values', "env in { 'a', \"b\" }", 'env in (a,b)'],
    ['one of several values, close together', "env in {'a','b'}", 'env in (a,b)'],
    ['none of several values', "env not in { 'a', 'b' }", 'env notin (a,b)'],
    ['a label that is there', 'has(app)', 'app'],
    ['a label that is not there', '!has(app)', '!app'],
    ['a label that is not there, with a space', '! has(app)', '!app'],
    ['a key with a prefix', "example.org/app-1_x == 'web'", 'example.org/app-1_x=web'],
    ['several at once', "has(app) && tier in { 'a', 'b' } && !has(old)&&x != 'y'", 'app,tier in (a,b),!old,x!=y'],
  ])('%s', (_, text, expected) => {
    expect(formatSelector(readCalicoSelector(text))).toBe(expected);
  });
});

describe('what cannot be read selects more, never less', () => {
  test.each<[string, unknown, string]>([
    ['no selector', undefined, 'everything'],
    ['an empty one', '', 'everything'],
    ['no text', { matchLabels: { app: 'web' } }, 'everything'],
    ['all pods', 'all()', 'everything'],
    ['alternatives', "app == 'web' || app == 'db'", 'everything'],
    ['alternatives beside what could be read', "has(x) && app == 'web' || has(app)", 'everything'],
    ['parentheses', "has(x) && (app == 'web')", 'everything'],
    ['the opposite of an expression', "!(app == 'web')", 'everything'],
    ['the opposite of a value', "!app == 'web' && has(x)", 'x'],
    ['the opposite of several values', "!app in { 'a' }", 'everything'],
    ['a part of a value', "app contains 'we' && app starts with 'w' && app ends with 'b' && has(x)", 'x'],
    ['spaces in `has`', 'has( app ) && has(x)', 'x'],
    ['what Calico says of a pod', "projectcalico.org/namespace == 'shop' && has(x)", 'x'],
    ['labels of the namespace', "pcns.team == 'red' && has(x)", 'x'],
    ['labels of the service account', 'has(pcsa.team) && has(x)', 'x'],
    ['nonsense', '&& app = web', 'everything'],
  ])('%s', (_, text, expected) => {
    expect(formatSelector(readCalicoSelector(text))).toBe(expected);
  });
});
