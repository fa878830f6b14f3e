import type { Config, TextRange, TopologyDevice } from '../config/types.ts';
import type { Declared } from '../model/provenance.ts';
import type { DeclaredDevice } from '../model/types.ts';
import type { SourceFile } from '../text/source.ts';

/** What the topology says of a device, with the place in the configuration file where it says so. */
export function declaredDevice(device: TopologyDevice, config: Config, source: SourceFile | undefined): DeclaredDevice {
  const keys = ['topology', 'devices', device.name];
  const { addresses, names, outside, nat } = device;
  return {
    ...(addresses === undefined ? {} : { addresses }),
    ...(names === undefined ? {} : { names }),
    ...(outside === undefined ? {} : { outside }),
    ...(nat === undefined ? {} : { nat: { ...nat, origin: declared(config, source, [...keys, 'nat']) } }),
    origin: declared(config, source, keys),
  };
}

function declared(config: Config, source: SourceFile | undefined, keys: readonly string[]): Declared {
  const range: TextRange | undefined = config.locate(keys);
  const pointer = keys.join('.');
  return source === undefined || range === undefined
    ? { kind: 'declared', pointer }
    : { kind: 'declared', pointer, span: { source: source.id, start: range.start, end: firstLineEnd(source, range) } };
}

/** An object of the topology is shown by its first line only. */
function firstLineEnd(source: SourceFile, { start, end }: TextRange): number {
  const newline = source.text.indexOf('\n', start);
  return newline === -1 || newline > end ? end : newline;
}
