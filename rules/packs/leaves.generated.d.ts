/** Compiled schemas of single values by their text. */
export declare const LEAVES: ReadonlyMap<string, (value: unknown) => boolean>;
