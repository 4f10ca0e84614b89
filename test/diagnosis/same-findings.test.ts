import { parseAllDocuments } from 'yaml';
import { CHECKS } from '../../src/checks/all';
import { CheckExample } from '../../src/checks/check';
import { runChecks } from '../../src/diagnosis/run-checks';
import { Finding } from '../../src/model/finding';
import { contextOfExample } from '../checks/contexts';
import { netpol } from '../cli/terminal';

const EXAMPLES = CHECKS.flatMap(({ meta: { name, bad, good } }) => [
  { of: `the bad example of ${name}`, ...bad }, { of: `the good example of ${name}`, ...good },
]);

/** A finding in the form of the command's JSON. */
type Written = Omit<Finding, 'at' | 'likewise' | 'effect'> & { readonly at: { readonly object: string }; readonly effect: string | null };

/** What the command finds in the example, of which the manifests stand in one file. */
async function byCommand({ manifests, cluster = { networkDriver: 'calico' } }: CheckExample, added = ''): Promise<Written[]> {
  const { networkDriver, ciliumVersion = '1.15', serviceTranslation, serviceCidrs, policyEnforcementMode } = cluster;
  const driver = networkDriver === 'cilium' ? `cilium-${ciliumVersion}` : networkDriver;
  const facts = JSON.stringify({ serviceTranslation, serviceCidrs, policyEnforcementMode });
  const { code, out, err } = await netpol(
    ['check', 'a.yaml', '--format', 'json', ...driver === undefined ? [] : ['--driver', driver], '--facts', 'f.yaml'],
    { 'a.yaml': manifests + added, 'f.yaml': facts });
  expect([0, 1]).toContain(code);
  expect(err).not.toContain('error[');
  return (JSON.parse(out) as { findings: Written[] }).findings;
}

/** What both say alike: all but help and the name of the cluster, which the command does not know. */
function said({ check, severity, title, evidence, effect, at }: Finding | Written): object {
  const [sentence, result] = [title, effect].map(text => text?.replace('cluster `staging`', 'this cluster') ?? null);
  return {
    check,
    severity,
    title: sentence,
    effect: result,
    at: ['cluster staging', 'NetworkPolicyValidation'].includes(at.object) ? 'the cluster' : at.object,
    evidence: evidence.map(({ label, columns = [], text, mark = null }) => ({ label, columns, text, mark })),
  };
}

/** What only people who write code know. */
const CODE = /new [A-Z]|Pods\.|Cidr\.of|Port\.|CheckLevel|NetworkPolicyValidation|ExistingCluster|NetworkDriver\.|the app\b/;

/** A fact without the place where it is told. */
const NOWHERE = /`facts: \{[^`]*`(?! in netpol\.yaml)/;

describe.each(EXAMPLES)('in $of', example => {
  const byLibrary = (): Finding[] => runChecks(contextOfExample(example, 'a.yaml'), {});

  test('the command finds what the library finds', async () => {
    expect((await byCommand(example)).map(said)).toEqual(byLibrary().map(said));
  });

  test('it has as many ways to mend it', async () => {
    const ways = ({ help }: Pick<Finding, 'help'>) => help.length;
    expect((await byCommand(example)).map(ways)).toEqual(byLibrary().map(ways));
  });

  test('it says so in words of manifests, and tells facts where they can be told', async () => {
    for (const { title, notes, help } of await byCommand(example)) {
      expect([title, ...notes, ...help].filter(text => CODE.test(text) || NOWHERE.test(text))).toEqual([]);
    }
  });

  test('a manifest that it gives to paste mends it, or leaves advice at most', async () => {
    for (const { check, severity, help } of await byCommand(example)) {
      for (const policy of help.flatMap(text => /^apiVersion: [\s\S]*/m.exec(text)?.[0] ?? [])) {
        expect(parseAllDocuments(policy).map(({ errors }) => errors)).toEqual([[]]);
        const left = (await byCommand(example, `\n---\n${policy}\n`)).filter(finding => finding.severity === severity);
        expect(left.map(finding => finding.check)).not.toContain(check);
      }
    }
  });
});

test('some examples have a manifest to paste', async () => {
  const found = (await Promise.all(EXAMPLES.map(example => byCommand(example)))).flat();
  expect([...new Set(found.filter(({ help }) => help.some(text => text.includes('\napiVersion: '))).map(({ check }) => check))])
    .toEqual(expect.arrayContaining(['services-after-policy', 'one-sided-connection', 'dns-blocked']));
});
