/** Hands out device names so that each is used once: `hq`, `hq-2`, `hq-3`. */
export class DeviceNames {
  readonly #taken = new Map<string, number>();

  /** Names of the topology are never handed out. */
  constructor(reserved: Iterable<string>) {
    for (const name of reserved) this.#taken.set(name, 1);
  }

  take(name: string): string {
    const count = this.#taken.get(name);
    if (count === undefined) {
      this.#taken.set(name, 1);
      return name;
    }
    for (let next = count + 1; ; next++) {
      const candidate = `${name}-${next}`;
      if (this.#taken.has(candidate)) continue;
      this.#taken.set(name, next);
      this.#taken.set(candidate, 1);
      return candidate;
    }
  }
}
