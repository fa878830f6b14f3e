/** Exit statuses (contract, "Exit status and streams"). */
export const STATUS = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

/** One of the exit statuses. */
export type Status = (typeof STATUS)[keyof typeof STATUS];
