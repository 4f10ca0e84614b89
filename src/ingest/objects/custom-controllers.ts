import { ANY_VALUE, LabelFacts, labelFacts, Labels, UncertainLabel } from '../../model/labels';
import { isMap, valueAt } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** What a controller that is not Kubernetes' own adds to the labels of the template. */
interface Additions {
  readonly known?: Labels;
  readonly uncertain: ReadonlyMap<string, UncertainLabel>;
  /** Whether it may add any label with a DNS prefix, as controllers do that nobody here knows. */
  readonly isOpen?: boolean;
}

/** The labels of pods that a custom controller makes. */
export function labelsOfCustomPods(object: ManifestObject, template: Labels): LabelFacts {
  const group = (object.apiVersion ?? '').split('/')[0];
  const { known = new Map(), uncertain, isOpen = false } = CONTROLLERS.get(`${group} ${object.kind}`)?.(object, template) ?? UNHEARD_OF;
  return {
    ...labelFacts(new Map([...[...template].filter(([key]) => !uncertain.has(key)), ...known])),
    uncertain,
    ...isOpen && { open: 'prefixed' },
  };
}

const UNHEARD_OF: Additions = { uncertain: new Map(), isOpen: true };

type AdditionsReader = (object: ManifestObject, template: Labels) => Additions;

const CONTROLLERS: ReadonlyMap<string, AdditionsReader> = new Map<string, AdditionsReader>([
  ['argoproj.io Rollout', ({ content }, template) => ({
    uncertain: new Map([...metadataOfRollout(content, template), ['rollouts-pod-template-hash', ANY_VALUE]]),
  })],
  ['apps.openshift.io DeploymentConfig', ({ name }) => ({
    known: new Map([['deploymentconfig', name]]), uncertain: new Map([['deployment', ANY_VALUE]]),
  })],
  // Knative names the revision in `app` where the template does not have that label.
  ['serving.knative.dev Service', (_object, template) => ({
    uncertain: new Map(template.has('app') ? [] : [['app', ANY_VALUE]]), isOpen: true,
  })],
]);

/** Labels that a canary, or what it is compared with, has while a roll-out lasts. */
function metadataOfRollout(content: unknown, template: Labels): [string, UncertainLabel][] {
  const strategy = ['spec', 'strategy'].reduce(valueAt, content);
  const labels = [['canary', 'canaryMetadata'], ['canary', 'stableMetadata'], ['blueGreen', 'previewMetadata'], ['blueGreen', 'activeMetadata']]
    .map(path => [...path, 'labels'].reduce(valueAt, strategy)).filter(isMap)
    .flatMap(found => Object.entries(found)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return [...new Set(labels.map(([key]) => key))].map((key): [string, UncertainLabel] => {
    const own = template.get(key);
    const values = labels.filter(([other]) => other === key).map(([, value]) => value);
    const possible = [...own === undefined ? [] : [own], ...values];
    return [key, { mayBeAbsent: own === undefined, values: possible, isAdded: true }];
  });
}
