import { Report } from './report';
import { showValue } from '../../syntax/show-value';

/** A mapping of the input. A key may be `__proto__`, so look one up with `valueAt` or `Object.hasOwn`, never by itself. */
export type UnknownMap = Readonly<Record<string, unknown>>;

/** Whether the value is a mapping, not a list. */
export function isMap(value: unknown): value is UnknownMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under the key, or undefined when the value is no mapping or has no such key of its own. */
export function valueAt(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * A value of a manifest and the place where it stands. Reading it as some type either gives that type or reports why
 * not, and absent (`null` counts as absent, as for the API server) is never a fault.
 */
export class Field {
  /** The whole object that the report is about. */
  public static root(content: unknown, report: Report): Field {
    return new Field(content, report, undefined, '');
  }

  private constructor(
    public readonly value: unknown,
    public readonly report: Report,
    private readonly parent: Field | undefined,
    /** How the path goes on from that of the parent. */
    private readonly step: string | number,
    private readonly isBracketed: boolean = false,
  ) {}

  /** Where it stands: `spec.ingress[0].ports`, `metadata.labels[app]`. Put together for messages only. */
  public get path(): string {
    const start = this.parent?.path ?? '';
    return this.isBracketed ? `${start}[${this.step}]` : start === '' ? `${this.step}` : `${start}.${this.step}`;
  }

  public get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** The value under a key that the API knows; what has no keys and is there is reported. */
  public get(key: string): Field {
    this.isMap();
    return new Field(valueAt(this.value, key), this.report, this, key);
  }

  /** The value under a key of a mapping whose keys are data, such as labels: messages write the key in brackets. */
  public entry(key: string): Field {
    this.isMap();
    return new Field(valueAt(this.value, key), this.report, this, key, true);
  }

  /** The items of a list; none when it is absent. */
  public items(): readonly Field[] {
    if (!Array.isArray(this.value)) {
      this.expect(this.isAbsent, 'a list', 'begin each item with `- `');
      return NO_FIELDS;
    }
    return Array.from(this.value, (item: unknown, index) => new Field(item, this.report, this, index, true));
  }

  /** The items of a list of mappings, without those that are something else, which are reported. */
  public maps(): readonly Field[] {
    return this.items().filter(item => item.isMap() || item.isAbsent);
  }

  /** The keys of a mapping; none when it is absent. */
  public keys(): readonly string[] {
    return this.isMap() ? Object.keys(this.value as UnknownMap) : NO_KEYS;
  }

  /** Whether it is a mapping; anything else but absent is reported. */
  public isMap(): boolean {
    if (isMap(this.value)) {
      return true;
    }
    this.expect(this.isAbsent, 'a map', 'write `key: value` pairs');
    return false;
  }

  public text(): string | undefined {
    if (typeof this.value === 'string') {
      return this.value;
    }
    this.expect(this.isAbsent, 'text', 'put it in quotes');
    return undefined;
  }

  /** The text, or what a number or `true` would be as text, as people forget the quotes; that is reported too. */
  public textOrScalar(): string | undefined {
    const text = this.text();
    return text ?? (typeof this.value === 'number' || typeof this.value === 'boolean' ? `${this.value}` : undefined);
  }

  public integer(): number | undefined {
    if (typeof this.value === 'number' && Number.isInteger(this.value)) {
      return this.value;
    }
    this.expect(this.isAbsent, 'a whole number', 'write it without quotes');
    return undefined;
  }

  public boolean(): boolean | undefined {
    if (typeof this.value === 'boolean') {
      return this.value;
    }
    this.expect(this.isAbsent, '`true` or `false`', 'write it without quotes');
    return undefined;
  }

  /** Reports that the value is not what it has to be. */
  public fault(what: string, help: string): void {
    this.report.fault(`\`${this.path}\` is ${showValue(this.value)}, ${what}`, this.path, help);
  }

  /** Reports something that the API server would accept. */
  public warn(what: string, help: string): void {
    this.report.warn(`\`${this.path}\` ${what}`, this.path, help);
  }

  private expect(isFine: boolean, type: string, help: string): void {
    if (!isFine) {
      this.fault(`not ${type}`, help);
    }
  }
}

const NO_FIELDS: readonly Field[] = [];
const NO_KEYS: readonly string[] = [];
