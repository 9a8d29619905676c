/** What was said of a query, as the end of an address; empty when nothing was. */
export function query(options: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return said.length === 0 ? '' : `?${said.join('&')}`;
}
