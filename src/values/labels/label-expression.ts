import { checkList } from '../given';
import { refuseLabelKey, refuseLabelValue } from './label-syntax';
import { formatRequirement } from '../../model/selector';
import { refuseSurplus } from '../properties';
import { callText, refuse } from '../refuse';

/**
 * How a requirement compares a label.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export enum LabelOperator {
  /** The label is there and has one of the values. */
  IN = 'In',
  /** The label has none of the values; objects without the label are selected too. */
  NOT_IN = 'NotIn',
  /** The label is there, with whatever value. */
  EXISTS = 'Exists',
  /** The label is not there. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/**
 * A requirement on one label, for what plain `key=value` pairs cannot say.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement
 */
export class LabelExpression {
  /**
   * The label is there and has one of the values.
   *
   * @param key the key of the label
   * @param values the values, at least one
   * @throws Error when the key or a value is not valid, or when there is no value
   */
  public static in(key: string, values: string[]): LabelExpression {
    refuseSurplus('LabelExpression.in', arguments, 2, 'list the values: `LabelExpression.in(\'tier\', [\'web\', \'api\'])`');
    return LabelExpression.comparing('LabelExpression.in', LabelOperator.IN, key, values);
  }

  /**
   * The label has none of the values. Objects without the label are selected too, as Kubernetes defines it.
   *
   * @param key the key of the label
   * @param values the values, at least one
   * @throws Error when the key or a value is not valid, or when there is no value
   */
  public static notIn(key: string, values: string[]): LabelExpression {
    refuseSurplus('LabelExpression.notIn', arguments, 2, 'list the values: `LabelExpression.notIn(\'tier\', [\'web\', \'api\'])`');
    return LabelExpression.comparing('LabelExpression.notIn', LabelOperator.NOT_IN, key, values);
  }

  /**
   * The label is there, with whatever value.
   *
   * @param key the key of the label
   * @throws Error when the key is not valid
   */
  public static exists(key: string): LabelExpression {
    refuseSurplus('LabelExpression.exists', arguments, 1, 'for a label with some values write `LabelExpression.in(key, [...])`');
    refuseLabelKey(callText('LabelExpression.exists', key), key);
    return new LabelExpression(key, LabelOperator.EXISTS, []);
  }

  /**
   * The label is not there.
   *
   * @param key the key of the label
   * @throws Error when the key is not valid
   */
  public static doesNotExist(key: string): LabelExpression {
    refuseSurplus('LabelExpression.doesNotExist', arguments, 1, 'for a label without some values write `LabelExpression.notIn(key, [...])`');
    refuseLabelKey(callText('LabelExpression.doesNotExist', key), key);
    return new LabelExpression(key, LabelOperator.DOES_NOT_EXIST, []);
  }

  private static comparing(name: string, operator: LabelOperator, key: string, values: string[]): LabelExpression {
    refuseLabelKey(name, key);
    checkList(name, 'values', values, `name the values of \`${key}\``);
    if (values.length === 0) {
      refuse(name, `\`values\` of \`${key}\` is an empty list, which the Kubernetes API server rejects`,
        `name a value, or use \`LabelExpression.exists('${key}')\` or \`LabelExpression.doesNotExist('${key}')\``);
    }
    for (const value of values) {
      refuseLabelValue(name, key, value);
    }
    return new LabelExpression(key, operator, [...values]);
  }

  /** The key of the label. */
  public readonly key: string;
  /** How the label is compared. */
  public readonly operator: LabelOperator;
  /** The values it is compared with; none for `EXISTS` and `DOES_NOT_EXIST`. */
  public readonly values: string[];

  private constructor(key: string, operator: LabelOperator, values: string[]) {
    this.key = key;
    this.operator = operator;
    this.values = values;
  }

  /** The expression as `kubectl get -l` takes it: `tier in (web,api)`. */
  public toString(): string {
    return formatRequirement({ key: this.key, operator: `${this.operator}`, values: this.values });
  }
}
