import type { ReportProblem } from '../report/report.ts';

/** What a run says besides its report: paths and reasons, never text of a configuration. */
export class RunLog {
  readonly #problems: ReportProblem[] = [];
  readonly #skipped = new Set<string>();
  readonly #notes: string[] = [];
  readonly #warnings: string[] = [];

  /** Something could not be analysed: the run is incomplete. */
  problem(path: string, message: string, line?: number): void {
    const problem = { path, message, ...(line === undefined ? {} : { line }) };
    if (!this.#problems.some((one) => one.path === path && one.message === message && one.line === line))
      this.#problems.push(problem);
  }

  /** A file was left alone on purpose. */
  skip(path: string, why: string): void {
    this.#skipped.add(path);
    this.#notes.push(`${path}: skipped, ${why}`);
  }

  /** For `--debug`. */
  note(path: string, text: string): void {
    this.#notes.push(`${path}: ${text}`);
  }

  /** For people, on standard error. */
  warn(text: string): void {
    this.#warnings.push(text);
  }

  get problems(): readonly ReportProblem[] {
    return this.#problems;
  }

  get skipped(): number {
    return this.#skipped.size;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }
}
