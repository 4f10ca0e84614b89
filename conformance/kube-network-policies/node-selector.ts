type Labels = Readonly<Record<string, string>>;

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly Requirement[];
}

/** Whether a label selector admits labels: said once more, so that nothing of what is judged judges itself. */
export function admits(selector: object, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector as LabelSelector;
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every(requirement => holds(requirement, labels));
}

function holds({ key, operator, values = [] }: Requirement, labels: Labels): boolean {
  switch (operator) {
    case 'In': return key in labels && values.includes(labels[key]);
    case 'NotIn': return !(key in labels && values.includes(labels[key]));
    case 'Exists': return key in labels;
    case 'DoesNotExist': return !(key in labels);
    default: throw new Error(`the operator ${operator} is none`);
  }
}
