import type { Device } from '../model/types.ts';
import { type Provenance, spanOf } from '../rule/index.ts';
import type { Location, SourceTable } from '../text/source.ts';

/** Where a value stands: the place to show for a provenance. What stands nowhere is shown at the head of the device's first file. */
export function locationOf(at: Provenance, device: Device | undefined, sources: SourceTable): Location {
  const span = spanOf(at);
  if (span !== undefined && span.source < sources.size) return sources.locate(span);
  const first = device?.sources[0];
  const path = first === undefined ? '' : sources.get(first).path;
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
