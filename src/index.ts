/** The library: what `ipsec-lint check` does, for texts at hand. */
export {};
