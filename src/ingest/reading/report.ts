import { Problem, Severity } from '../../model/finding';
import { Origin } from '../../model/origin';

/** Collects what is wrong with one object. */
export class Report {
  private faults = 0;
  /** What has been said: one value may be looked at for several reasons. */
  private readonly said = new Set<string>();

  /** @param severity how grave it is when a value of this object is not what it has to be */
  public constructor(
    private readonly at: Origin, private readonly problems: Problem[], private readonly severity: Severity,
  ) {}

  public get hasFaults(): boolean {
    return this.faults > 0;
  }

  public fault(message: string, field: string | undefined, help: string): void {
    this.faults += 1;
    this.add(this.severity, message, field, help);
  }

  public warn(message: string, field: string | undefined, help: string): void {
    this.add('warning', message, field, help);
  }

  public info(message: string, field: string | undefined, help: string): void {
    this.add('info', message, field, help);
  }

  public error(message: string, field: string | undefined, help: string): void {
    this.faults += 1;
    this.add('error', message, field, help);
  }

  private add(severity: Severity, message: string, field: string | undefined, help: string): void {
    if (this.said.has(message)) {
      return;
    }
    this.said.add(message);
    this.problems.push({ severity, message, at: this.at, ...(field === undefined ? {} : { field }), help });
  }
}
