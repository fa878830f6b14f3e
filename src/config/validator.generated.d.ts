/** One violation of the schema, as ajv reports it in verbose mode. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** Whether data is a valid configuration; the violations are left in `errors`. */
export const validate: {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
};
