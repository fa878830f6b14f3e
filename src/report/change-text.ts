import { visible } from '../text/display.ts';
import type { ReportChange, ReportTunnel, TunnelState } from './report.ts';

/** How many rows of a kind people are shown. */
const SHOWN = 20;

/** What a change does, a line each; the last one counts. */
export function changeLines(change: ReportChange): string[] {
  const { since, commit, newFindings, fixedFindings, unchanged, tunnels, devices, problems } = change;
  const short = commit.slice(0, 10);
  const fixed = fixedFindings.map(
    ({ location: { path, line }, severity, ruleId, message }) =>
      `fixed: ${visible(path)}:${line} at ${short}: ${severity}[${ruleId}] ${visible(message)}`,
  );
  const counts = [
    ...tunnelCounts(tunnels),
    `${newFindings.length} new, ${fixedFindings.length} fixed and ${unchanged} unchanged findings`,
  ];
  return [
    ...devices.renamed.map(({ from, to }) => `renamed: the device ${visible(from)} is called ${visible(to)} now`),
    ...limited(
      problems.map(({ path, message }) => `at ${short}: ${visible(path)}: ${visible(message)}; what it hides counts as new`),
    ),
    ...limited(fixed),
    ...limited(tunnels.map(tunnelLine)),
    `since ${visible(since)} (${short}): ${counts.join(', ')}`,
  ];
}

function limited(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return more > 1 ? [...lines.slice(0, SHOWN), `... and ${more} more like this, see --format json`] : lines;
}

const STATES: Readonly<Record<TunnelState, string>> = {
  up: 'up',
  blocked: 'up without traffic',
  down: 'down',
  unknown: 'undecided',
  none: 'not there',
};

function tunnelLine(tunnel: ReportTunnel): string {
  const { verdict, before, after, reason } = tunnel;
  return `${verdict}: ${tunnelName(tunnel)}: ${STATES[before]} before, ${STATES[after]} now${reason === 'ok' ? '' : ` (${reason})`}`;
}

/** A tunnel in words: `branch to hq, crypto map VPN 10`. */
export function tunnelName({ initiator, responder, connection, child }: ReportTunnel): string {
  const ends = `${visible(initiator)} to ${visible(responder)}, ${visible(connection)}`;
  return child === connection ? ends : `${ends}, ${visible(child)}`;
}

function tunnelCounts(tunnels: readonly ReportTunnel[]): string[] {
  return (['broken', 'healed', 'added', 'removed', 'unclear'] as const).flatMap((verdict) => {
    const count = tunnels.filter((tunnel) => tunnel.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? 'tunnel' : 'tunnels'} ${verdict}`];
  });
}
