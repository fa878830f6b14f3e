import { buildIosDevice } from '../../../src/model/ios/index.ts';
import { SecretRegistry } from '../../../src/model/secrets.ts';
import type { Device } from '../../../src/model/types.ts';
import { SourceTable } from '../../../src/text/source.ts';

/** A device and the text that it was built from. */
export interface Built {
  readonly device: Device;
  readonly text: string;
  readonly sources: SourceTable;
}

/** Builds a device from a text; `name` is the name by path. */
export function buildText(text: string, name = 'r1'): Built {
  const sources = new SourceTable();
  const source = sources.add(`${name}.cfg`, text);
  const device = buildIosDevice({
    name,
    named: 'path',
    files: [{ dialect: 'ios', source }],
    binaries: [],
    secrets: new SecretRegistry(),
    include: () => ({ files: [] }),
  });
  return { device, text, sources };
}

/** Builds a device from lines. */
export function buildLines(...lines: readonly string[]): Built {
  return buildText(lines.join('\n'));
}
