/** What may differ in the head of a small definition. */
type Head = {
  /** The id with a capital letter, unless it is given. */
  title?: string;
  /** Files of parts, as YAML names them in a list. */
  use?: string;
  /** Days on which nobody works besides weekends, as YAML. */
  holidays?: string;
};

/** A definition as YAML: whose it is, where and on which days they work; `body` says all that matters. */
export function smallDefinition(
  id: string,
  body: string,
  { title = `${id.charAt(0).toUpperCase()}${id.slice(1)}`, use, holidays = '{}' }: Head = {},
): string {
  return `
format: evolve/definition/1${use === undefined ? '' : `\nuse: [${use}]`}
id: ${id}
title: ${title}
organisation: { id: acme, title: Acme }
zone: Europe/London
calendar: plain
calendars: { plain: { title: Weekdays, holidays: ${holidays} } }${body}`;
}
