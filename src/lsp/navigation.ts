import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { spanOf } from '../model/provenance.ts';
import type { AuthRound, Device, Identity, ObjectKind } from '../model/types.ts';
import { visible } from '../text/display.ts';
import type { Span } from '../text/source.ts';
import { byRank, entitiesOf, isWritten, type ModelEntity } from './entities.ts';

/** A place in a source. */
export interface Spot {
  readonly source: number;
  readonly offset: number;
}

/** Whether a place lies in a span; the end counts, for that is where a cursor behind a word stands. */
export function covers(span: Span | undefined, { source, offset }: Spot): boolean {
  return span !== undefined && span.source === source && span.start <= offset && offset <= span.end;
}

/** What a name is defined by, where it is used; what a key or certificate is found by, where an identity or file name stands. */
export function definitionsAt(device: Device, spot: Spot): readonly Span[] {
  const named = nameAt(device, spot);
  if (named !== undefined)
    return device.definitions.filter(({ kind, name }) => kind === named.kind && name === named.name).map(({ span }) => span);
  return [...secretsAt(device, spot), ...authoritiesAt(device, spot)];
}

/** Every use of the name that is used or defined at a place, and where asked for its definitions. */
export function referencesAt(device: Device, spot: Spot, withDefinitions: boolean): readonly Span[] {
  const named = nameAt(device, spot);
  if (named === undefined) return [];
  const lists = [...(withDefinitions ? device.definitions : []), ...device.references];
  return lists.filter(({ kind, name }) => kind === named.kind && name === named.name).map(({ span }) => span);
}

/** The name that is used or defined at a place: the one with the shortest text, as section headers may hold others. */
export function nameAt(device: Device, spot: Spot): { readonly kind: ObjectKind; readonly name: string } | undefined {
  return [...device.references, ...device.definitions]
    .filter(({ span }) => covers(span, spot))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** Secrets of the identity that stands at a place. */
function secretsAt({ gateways, secrets }: Device, spot: Spot): readonly Span[] {
  const identities = gateways
    .flatMap(({ localAuth, remoteAuth }) => [...localAuth, ...remoteAuth].flatMap(identitiesOf))
    .filter(({ origin }) => covers(spanOf(origin), spot));
  return secrets.filter(({ owners }) => owners.some((owner) => identities.some((id) => isSame(id, owner)))).map(headerOf);
}

function identitiesOf({ identity, alternatives }: AuthRound): readonly Identity[] {
  return identity === undefined ? alternatives : [identity, ...alternatives];
}

function isSame(a: Identity, b: Identity): boolean {
  return a.type === b.type && a.value === b.value;
}

/** Authorities whose certificate is named at a place. */
function authoritiesAt({ gateways, authorities }: Device, spot: Spot): readonly Span[] {
  const named = gateways
    .flatMap(({ localAuth, remoteAuth }) => [...localAuth, ...remoteAuth].flatMap((round) => round.authorities))
    .filter(({ origin }) => covers(spanOf(origin), spot));
  return authorities
    .filter(({ certificate }) => named.some(({ value }) => value === certificate))
    .flatMap(({ origin }) => spanOf(origin) ?? []);
}

function headerOf({ header }: { readonly header: Span }): Span {
  return header;
}

const SYMBOLS: Readonly<Record<string, SymbolKind>> = {
  interfaces: SymbolKind.Interface,
  filters: SymbolKind.Array,
  gateways: SymbolKind.Module,
  children: SymbolKind.Method,
  secrets: SymbolKind.Key,
};

/** The outline of a document: what the model has of it, in the order of the text, with what is nested. */
export function symbolsOf(device: Device, source: number, document: TextDocument): DocumentSymbol[] {
  const seen = new Set<string>();
  const symbolOf = (entity: ModelEntity): DocumentSymbol[] => {
    const { kind, id, header } = entity;
    const key = `${header.start} ${header.end}`;
    const isShown = header.source === source && isWritten(entity) && !seen.has(key);
    if (isShown) seen.add(key);
    const children = entity.children.flatMap(symbolOf);
    if (!isShown) return children;
    const range = { start: document.positionAt(header.start), end: document.positionAt(header.end) };
    return [{ name: visible(id), kind: SYMBOLS[kind] ?? SymbolKind.Object, range, selectionRange: range, children }];
  };
  return [...entitiesOf(device)]
    .sort(byRank)
    .flatMap(symbolOf)
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}
