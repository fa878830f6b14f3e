/** Severity of a rule, or that it does not run. */
export type RuleSetting = 'off' | 'info' | 'warning' | 'error';

/** How a NAT in front of a device treats packets (contract, "Topology"). */
export type TopologyNatKind = 'none' | 'static' | 'napt' | 'forward';

/** One device of the topology. */
export interface TopologyDevice {
  readonly name: string;
  /** Globs relative to the working directory. */
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

/** One file that a configuration is made of. */
export interface ConfigFile {
  /** For display, relative to the working directory. */
  readonly path: string;
  readonly text: string;
  /** The entry that brings it in; undefined for the file that was named or found. */
  readonly extendedAt?: ConfigPlace;
}

/** A range in one of the files of a configuration. */
export interface ConfigPlace extends TextRange {
  readonly file: ConfigFile;
}

/** A glob of a configuration. */
export interface ConfigGlob {
  /** As it is written: relative to its file. */
  readonly written: string;
  /** Relative to the working directory. */
  readonly glob: string;
  readonly at: ConfigPlace;
}

/** Severities for some files or devices. */
export interface Override {
  /** The finding has to be in one of them; undefined: anywhere. */
  readonly files?: readonly ConfigGlob[];
  /** The device has to have one of these names, which may be globs; undefined: any device. */
  readonly devices?: readonly { readonly written: string; readonly at: ConfigPlace }[];
  readonly rules: ReadonlyMap<string, { readonly setting: RuleSetting; readonly at: ConfigPlace }>;
}

/** A policy pack that every check goes by. */
export interface ConfigPolicy {
  /** Id of a built-in pack, or a file, relative to the working directory. */
  readonly name: string;
  readonly at: ConfigPlace;
}

/** The linter's own configuration, checked. What `extends` brings in is merged into it. */
export interface Config {
  /** Path for display, relative to the working directory; undefined when there is no configuration file. */
  readonly path?: string;
  /** Absolute directory of the file; the working directory when there is none. */
  readonly directory: string;
  /** In the order in which they are merged: what is extended comes before what extends it. */
  readonly files: readonly ConfigFile[];
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** The last one that fits and names a rule decides. */
  readonly overrides: readonly Override[];
  readonly policies: readonly ConfigPolicy[];
  readonly ignore: readonly ConfigGlob[];
  /** The first one that claims a file has it: those of the file itself in its order, then those of what it extends. */
  readonly devices: readonly TopologyDevice[];
  /** Where the value that holds stands, by its keys: `['topology', 'devices', 'hq', 'nat']`; undefined when nothing is there. */
  readonly locate: (keys: readonly string[]) => ConfigPlace | undefined;
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
