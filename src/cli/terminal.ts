/** Whether to colour what goes to standard output: as asked, else NO_COLOR, FORCE_COLOR, else on a terminal only. */
export function wantsColor(flag: string): boolean {
  if (flag !== 'auto') return flag === 'always';
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = process.env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return process.stdout.isTTY === true && term !== 'dumb';
}

/** Width to wrap to: of the terminal, else COLUMNS, else 100. */
export function terminalWidth(): number {
  const columns = process.stdout.columns ?? Number.parseInt(process.env.COLUMNS ?? '', 10);
  return Number.isInteger(columns) && columns >= 40 ? Math.min(columns, 160) : 100;
}
