import { sift } from '../../src/diagnosis/acceptances';
import { Acceptance, AcceptanceScope } from '../../src/model/acceptance';
import { Finding } from '../../src/model/finding';
import { renderAccepted, renderFinding } from '../../src/render/human';

const WEB = 'NetworkPolicy shop/web';
const DB = 'NetworkPolicy shop/db';
const TILL = 'NetworkPolicy till/web';

function finding(object: string, ...likewise: readonly string[]): Finding {
  return {
    check: 'dns-blocked',
    severity: 'error',
    title: 'it is closed',
    at: { object },
    ...likewise.length === 0 ? {} : { likewise: likewise.map(other => ({ object: other })) },
    evidence: [],
    notes: [],
    help: [],
  };
}

function acceptance(scope: AcceptanceScope, check = 'dns-blocked', reason = 'they look nothing up'): Acceptance {
  return { check, reason, scope, at: { object: 'netpol.yaml', source: 'netpol.yaml:3:5' } };
}

const object = (name: string) => acceptance({ kind: 'object', object: name });
const namespace = (name: string) => acceptance({ kind: 'namespace', namespace: name });
const EVERYWHERE = acceptance({ kind: 'everywhere' });

/** What is left, and what is accepted, as texts; the input has these objects. */
function sifted(findings: readonly Finding[], acceptances: readonly Acceptance[], isRun = true) {
  const result = sift(findings, acceptances, {
    names: ['dns-blocked', 'selects-nothing'], isRun: () => isRun, objects: new Set([WEB, DB, 'Namespace shop']),
  });
  return { findings: result.findings.map(renderFinding), accepted: result.accepted.map(renderAccepted) };
}

const left = (findings: readonly Finding[], acceptances: readonly Acceptance[]) =>
  sifted(findings, acceptances).findings.map(text => /\[(.*?)\]/.exec(text)![1]);

test.each<[string, Finding, readonly Acceptance[], string[]]>([
  ['the object', finding(WEB), [object(WEB)], []],
  ['another object', finding(WEB), [object(DB)], ['dns-blocked', 'unused-acceptance']],
  ['an object whose name only begins alike', finding(WEB), [object('NetworkPolicy shop/we')], ['dns-blocked', 'unused-acceptance']],
  ['its namespace', finding(WEB), [namespace('shop')], []],
  ['the namespace that it is', finding('Namespace shop'), [namespace('shop')], []],
  ['a namespace whose name only begins alike', finding(WEB), [namespace('sho')], ['dns-blocked', 'unused-acceptance']],
  ['everything', finding('the cluster'), [EVERYWHERE], []],
  ['another check everywhere', finding(WEB), [acceptance({ kind: 'everywhere' }, 'selects-nothing')], ['dns-blocked', 'unused-acceptance']],
  ['one of two places', finding(WEB, DB), [object(DB)], ['dns-blocked']],
  ['both places', finding(WEB, DB), [object(DB), object(WEB)], []],
  ['the namespace of one of two places', finding(WEB, TILL), [namespace('shop')], ['dns-blocked']],
])('accepted for %s', (_, found, acceptances, expected) => {
  expect(left([found], acceptances)).toEqual(expected);
});

test('of a check that is not run nothing can be accepted, and that is no fault', () => {
  expect(sifted([], [EVERYWHERE, object(WEB)], false)).toEqual({ findings: [], accepted: [] });
});

test('what is accepted is listed with every reason', () => {
  const other = acceptance({ kind: 'namespace', namespace: 'shop' }, 'dns-blocked', 'a hosts file names all');
  expect(sifted([finding(WEB)], [object(WEB), other, EVERYWHERE])).toEqual({
    findings: [],
    accepted: [`accepted[dns-blocked]: it is closed
  --> NetworkPolicy shop/web
   = reason: they look nothing up
   = reason: a hosts file names all`],
  });
});

test.each<[string, Acceptance, string]>([
  ['for an object where it was not found', object(DB), `warning[unused-acceptance]: there is no \`dns-blocked\` to accept at \`NetworkPolicy shop/db\`
  --> netpol.yaml  (netpol.yaml:3:5)
   |
   | reason    they look nothing up
   | found at  \`NetworkPolicy shop/web\`
help: take the acceptance away, or it will hide the next such fault`],
  ['for an object that is not in the input, of which nothing can be said', object(TILL), `info[unused-acceptance]: \`dns-blocked\` is accepted at \`NetworkPolicy till/web\`, and nothing of that is in the input
  --> netpol.yaml  (netpol.yaml:3:5)
   |
   | reason    they look nothing up
   | found at  \`NetworkPolicy shop/web\`
help: if it is gone, or has another name, correct the acceptance`],
  ['for a namespace that is not in the input', namespace('till'), `info[unused-acceptance]: \`dns-blocked\` is accepted in namespace \`till\`, and nothing of that is in the input
  --> netpol.yaml  (netpol.yaml:3:5)
   |
   | reason    they look nothing up
   | found at  \`NetworkPolicy shop/web\`
help: if it is gone, or has another name, correct the acceptance`],
  ['for another check everywhere', acceptance({ kind: 'everywhere' }, 'selects-nothing'), `warning[unused-acceptance]: there is no \`selects-nothing\` to accept
  --> netpol.yaml  (netpol.yaml:3:5)
   |
   | reason  they look nothing up
help: take the acceptance away, or it will hide the next such fault`],
  ['for what is no check, with a slip', acceptance({ kind: 'object', object: WEB }, 'dns-blokced'), `warning[unused-acceptance]: \`dns-blokced\`, which is accepted here, is no check
  --> netpol.yaml  (netpol.yaml:3:5)
   |
   | reason  they look nothing up
help: did you mean \`dns-blocked\`?`],
  ['for what is no check', acceptance({ kind: 'object', object: WEB }, 'x'), `warning[unused-acceptance]: \`x\`, which is accepted here, is no check
  --> netpol.yaml  (netpol.yaml:3:5)
   |
   | reason  they look nothing up
help: docs/checks.md names the checks`],
])('an acceptance that accepts nothing is a finding: %s', (_, given, message) => {
  expect(sifted([finding(WEB)], [given]).findings.slice(1)).toEqual([message]);
});
