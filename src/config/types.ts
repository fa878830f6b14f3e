/** Severity of a rule, or that it does not run. */
export type RuleSetting = 'off' | 'info' | 'warning' | 'error';

/** How a NAT in front of a device treats packets (contract, "Topology"). */
export type TopologyNatKind = 'none' | 'static' | 'napt' | 'forward';

/** One device of the topology. */
export interface TopologyDevice {
  readonly name: string;
  /** Globs relative to {@link Config.directory}. */
  readonly files: readonly string[];
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  readonly version?: string;
  readonly outside?: string;
  readonly nat?: { readonly kind: TopologyNatKind; readonly public?: string; readonly ports?: readonly string[] };
}

/** A range of UTF-16 code units in the configuration's text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The linter's own configuration, checked. */
export interface Config {
  /** Path for display, relative to the working directory; undefined when there is no configuration file. */
  readonly path?: string;
  /** Absolute directory that the globs are relative to. */
  readonly directory: string;
  readonly text: string;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** In the order of the file. */
  readonly devices: readonly TopologyDevice[];
  /** Where a value stands, by its keys: `['topology', 'devices', 'hq', 'nat']`; undefined when nothing is there. */
  readonly locate: (keys: readonly string[]) => TextRange | undefined;
}

/** One thing that is wrong with a configuration file. Lines and columns start at 1, columns count UTF-16 code units. */
export interface ConfigProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A configuration, or everything that is wrong with it. */
export type ConfigResult = { readonly config: Config } | { readonly problems: readonly ConfigProblem[] };
