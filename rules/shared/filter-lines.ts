import type { Device, Filter, FilterLine, PortMatch, Provenance } from '../../src/rule/index.ts';

/** A line that permits less than it was meant to, and the filter that it stands in. */
export interface PlacedLine {
  readonly filter: Filter;
  readonly line: FilterLine;
}

function holds(outer: Provenance, inner: Provenance): boolean {
  return (
    (outer.kind === 'written' || outer.kind === 'inherited') &&
    (inner.kind === 'written' || inner.kind === 'inherited') &&
    outer.source === inner.source &&
    outer.start <= inner.start &&
    inner.end <= outer.end
  );
}

function includes(ports: PortMatch | undefined, port: number): boolean {
  return ports === undefined || ports.some(([from, to]) => from <= port && port <= to);
}

/** Whether a line permits this protocol and names exactly this port. */
function permitsExactly(
  { action, protocols, protocolsNegated, destinationPorts }: FilterLine,
  protocol: number,
  port: number | undefined,
): boolean {
  if (action.do !== 'permit' || protocolsNegated === true || protocols?.includes(protocol) !== true) return false;
  return port === undefined || destinationPorts?.some(([from, to]) => from === port && to === port) === true;
}

/** The permit for this protocol and port that stands below the line that drops it; undefined when there is none. */
export function shadowedPermit(
  device: Device,
  deciding: Provenance,
  protocol: number,
  port: number | undefined,
): PlacedLine | undefined {
  for (const filter of device.filters) {
    const at = filter.lines.findIndex((line) => holds(line.origin, deciding));
    if (at < 0) continue;
    const line = filter.lines.slice(at + 1).find((one) => permitsExactly(one, protocol, port));
    if (line !== undefined) return { filter, line };
  }
  return undefined;
}

/** The permit that would admit UDP to this port if it did not ask for a source port. */
export function pinnedPermit(
  device: Device,
  deciding: Provenance | undefined,
  name: string | undefined,
  port: number,
): PlacedLine | undefined {
  const near = device.filters.filter((filter) => filter.name === name || (deciding !== undefined && isIn(filter, deciding)));
  return firstPinned(near, port) ?? firstPinned(device.filters, port);
}

function isIn({ lines, header }: Filter, place: Provenance): boolean {
  return lines.some((line) => holds(line.origin, place)) || holds({ kind: 'written', ...header }, place);
}

function firstPinned(filters: readonly Filter[], port: number): PlacedLine | undefined {
  for (const filter of filters) {
    const line = filter.lines.find(
      ({ action, protocols, sourcePorts, destinationPorts }) =>
        action.do === 'permit' &&
        (protocols?.includes(17) ?? false) &&
        sourcePorts !== undefined &&
        !includes(sourcePorts, 40000) &&
        includes(destinationPorts, port),
    );
    if (line !== undefined) return { filter, line };
  }
  return undefined;
}
