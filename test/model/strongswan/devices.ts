import type { BuildContext, DeviceDialect } from '../../../src/model/build.ts';
import { SecretRegistry } from '../../../src/model/secrets.ts';
import { buildStrongswanDevice } from '../../../src/model/strongswan/index.ts';
import type { Device } from '../../../src/model/types.ts';
import { SourceTable } from '../../../src/text/source.ts';

const DIALECTS: ReadonlyMap<string, DeviceDialect> = new Map([
  ['swanctl.conf', 'swanctl'],
  ['strongswan.conf', 'strongswan'],
  ['ipsec.conf', 'ipsec.conf'],
  ['ipsec.secrets', 'ipsec.secrets'],
]);

/** A device of texts by file name; other names than the usual ones are swanctl.conf fragments. */
export function deviceOf(
  texts: { readonly [name: string]: string },
  more: Partial<BuildContext> = {},
): { readonly device: Device; readonly sources: SourceTable } {
  const sources = new SourceTable();
  const files = Object.entries(texts).map(([name, text]) => ({
    dialect: DIALECTS.get(name) ?? ('swanctl' as const),
    source: sources.add(name, text),
  }));
  const include: BuildContext['include'] = (_, pattern) => ({
    files: files.map(({ source }) => source).filter(({ path }) => path === pattern),
  });
  const context: BuildContext = {
    name: 'gw',
    named: 'path',
    files,
    binaries: [],
    secrets: new SecretRegistry(),
    include,
    ...more,
  };
  return { device: buildStrongswanDevice(context), sources };
}
