import { netpol } from './terminal';
import { VERBS } from '../../src/cli/verbs/all';

const LIST_USAGE = 'usage: netpol list PATH... [options]';
const FILES = { 'a.yaml': '' };

describe('a command line that makes no sense ends with 2, and says how to write it', () => {
  test.each<[string, string[], string, string, string]>([
    ['no verb', [], 'there is no verb', '`netpol help` lists the verbs', 'usage: netpol VERB ...'],
    ['a verb with a slip', ['lsit'], '`lsit` is not a verb', 'did you mean `netpol list`?', 'usage: netpol VERB ...'],
    ['another verb', ['frobnicate'], '`frobnicate` is not a verb', '`netpol help` lists the verbs', 'usage: netpol VERB ...'],
    ['an option for a verb', ['--format', 'json'], '`--format` is not a verb', '`netpol help` lists the verbs', 'usage: netpol VERB ...'],
    ['help about no verb', ['help', 'lst'], '`lst` is not a verb', 'did you mean `netpol list`?', 'usage: netpol VERB ...'],
    ['no path', ['list'], 'there is no PATH to read', 'name files or folders, or `-` for stdin', LIST_USAGE],
    ['an option with a slip', ['list', 'a.yaml', '--fromat', 'json'], '`--fromat` is not an option', 'did you mean `--format`?', LIST_USAGE],
    ['another option', ['list', 'a.yaml', '--quiet'], '`--quiet` is not an option',
      '`--help` lists the options', LIST_USAGE],
    ['a short option', ['list', 'a.yaml', '-f', 'json'], '`-f` is not an option',
      '`--help` lists the options', LIST_USAGE],
    ['a format with a slip', ['list', 'a.yaml', '--format', 'jsno'], '`--format` is `jsno`, which it does not know', 'did you mean `json`?', LIST_USAGE],
    ['another format', ['list', 'a.yaml', '--format=spreadsheet'], '`--format` is `spreadsheet`, which it does not know',
      'it knows `text`, `json`, `connlist`, `csv`, `md`, `dot`, `mermaid`', LIST_USAGE],
    ['a dialect with a slip', ['list', 'a.yaml', '--dialect', 'cilium1.15'], '`--dialect` is `cilium1.15`, which it does not know',
      'did you mean `cilium-1.15`?', LIST_USAGE],
    ['a value that is missing', ['list', 'a.yaml', '--format'], '`--format` needs a value', 'write `--format text`', LIST_USAGE],
    ['an option for a value', ['list', 'a.yaml', '--facts', '--external-blocks'], '`--facts` needs a value', 'write `--facts FILE`', LIST_USAGE],
    ['an empty value', ['list', 'a.yaml', '--format='], '`--format` needs a value', 'write `--format text`', LIST_USAGE],
    ['a value for a switch', ['list', 'a.yaml', '--external-blocks=yes'], '`--external-blocks` takes no value',
      'write just `--external-blocks`', LIST_USAGE],
    ['an option twice', ['list', 'a.yaml', '--format', 'json', '--format', 'text'], '`--format` is given twice', 'give it once', LIST_USAGE],
  ])('%s', async (_, args, message, help, usage) => {
    expect(await netpol(args, FILES)).toEqual({ code: 2, out: '', err: `error[usage]: ${message}\nhelp: ${help}\n${usage}\n` });
  });
});

describe('help and version are answers', () => {
  test.each([[['help']], [['--help']], [['-h']]])('netpol %s lists every verb', async args => {
    const { code, out, err } = await netpol(args);
    expect([code, err]).toEqual([0, '']);
    VERBS.forEach(({ name, summary }) => expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm')));
  });

  test.each(VERBS.map(verb => [verb.name, verb] as const))('netpol help %s names every option and every choice', async (name, verb) => {
    const asked = await netpol(['help', name]);
    expect(asked.code).toBe(0);
    verb.options.forEach(option => {
      expect(asked.out).toContain(`  ${option.short === undefined ? '' : `-${option.short}, `}--${option.name}`);
      option.choices?.forEach(choice => expect(asked.out).toContain(choice));
    });
    expect(await netpol([name, '--help'])).toEqual(asked);
    expect(await netpol([name, 'a.yaml', '-h'])).toEqual(asked);
  });

  test('netpol --version', async () => {
    expect(await netpol(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  test.each(VERBS.map(verb => [verb.name, verb] as const))('the help of %s fits a terminal of 120 columns', async name => {
    const { out } = await netpol(['help', name]);
    expect(out.split('\n').filter(line => line.length > 120)).toEqual([]);
  });
});

test('a path may begin with a dash, behind two of them', async () => {
  const { code } = await netpol(['list', '--', '--odd.yaml'], { '--odd.yaml': '' });
  expect(code).toBe(0);
});
