import type { Span } from '../text/source.ts';

/** The value stands in a configuration at this span. */
export interface Written extends Span {
  readonly kind: 'written';
}

/** The value stands at this span, but in another section: a template, `also=`, `%default`, a profile, a dynamic map. */
export interface Inherited extends Span {
  readonly kind: 'inherited';
  /** The statements that lead from the section to the value, nearest first. */
  readonly via: readonly Span[];
}

/** Which default applies, shared by all places where it does. */
export interface DefaultNote {
  /** Table the value is taken from, such as `ios/isakmp-policy`. */
  readonly table: string;
  /** Release for which the table speaks, such as `15.x`. */
  readonly release: string;
  /** Why it applies, as a clause: `encryption not set: IOS 15.x uses DES`. */
  readonly note: string;
  /** What another release would use instead, when it differs and the release was not told. */
  readonly otherwise?: string;
}

/** Nothing is written; the platform's default holds. The span is the header of the section that it belongs to. */
export interface Default extends Span {
  readonly kind: 'default';
  readonly default: DefaultNote;
}

/** The value follows from other values. */
export interface Derived {
  readonly kind: 'derived';
  readonly from: readonly Provenance[];
  /** How, as a clause. */
  readonly how: string;
}

/** The value was declared in the topology of the linter's own configuration, at this span of it when known. */
export interface Declared {
  readonly kind: 'declared';
  readonly span?: Span;
  /** Such as `topology.devices.hq.addresses`. */
  readonly pointer: string;
}

/** Where a value comes from. */
export type Provenance = Written | Inherited | Default | Derived | Declared;

/** A value that stands in the text. */
export function written(source: number, start: number, end: number): Written {
  return { kind: 'written', source, start, end };
}

/** The span of a value or of the section that its default belongs to; undefined where no configuration text is behind it. */
export function spanOf(provenance: Provenance): Span | undefined {
  switch (provenance.kind) {
    case 'derived': {
      for (const from of provenance.from) {
        const span = spanOf(from);
        if (span !== undefined) return span;
      }
      return undefined;
    }
    case 'declared':
      return provenance.span;
    default:
      return provenance;
  }
}
