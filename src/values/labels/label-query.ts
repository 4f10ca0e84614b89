import { LabelExpression, LabelOperator } from './label-expression';

/**
 * Which objects to select by their labels. All of it must hold.
 */
export interface LabelQuery {
  /**
   * Labels the objects must have. An empty value is a value: the label must be there and be empty.
   *
   * @default - no labels are required
   */
  readonly labels?: { [key: string]: string };

  /**
   * Further requirements on labels.
   *
   * @default - no further requirements
   */
  readonly expressions?: LabelExpression[];
}

/**
 * One requirement on a label, as plain data.
 */
export interface LabelRequirement {
  /** The key of the label. */
  readonly key: string;
  /** How the label is compared. */
  readonly operator: LabelOperator;
  /** The values it is compared with; none for `EXISTS` and `DOES_NOT_EXIST`. */
  readonly values: string[];
}

/**
 * A label selector as plain data. All of it must hold; when both parts are empty it selects everything.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface LabelSelectorConfig {
  /** Labels that must be there with these values. */
  readonly matchLabels: { [key: string]: string };
  /** Requirements that must hold beside them. */
  readonly matchExpressions: LabelRequirement[];
}
