import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const DAY = 86_400_000;
const DAYS_KEPT = 50_000;

// Asking for an offset costs some ten microseconds and a plan asks for thousands, mostly on the same
// days. The time zone data does not change while a process runs, so remembering keeps this pure.
const offsetsByZone = new Map<string, Map<number, number>>();

/**
 * How far clocks in a zone are ahead of UTC at an instant; both in milliseconds.
 *
 * Throws RangeError, quoting the value, for a zone that does not exist.
 */
export function zoneOffset(zone: string, at: number): number {
  const iana = IANAZone.create(zone);
  if (!iana.isValid) {
    throw new RangeError(`"${zone}" is not an IANA time zone; write one such as Europe/London`);
  }
  const day = Math.floor(at / DAY);
  const offset = offsetAtStart(iana, day);
  // No zone has changed its clocks there and back within one day of UTC.
  return offset === offsetAtStart(iana, day + 1) ? offset : iana.offset(at) * MINUTE;
}

function offsetAtStart(iana: IANAZone, day: number): number {
  let offsets = offsetsByZone.get(iana.name);
  if (offsets === undefined || offsets.size > DAYS_KEPT) {
    offsets = new Map();
    offsetsByZone.set(iana.name, offsets);
  }
  let offset = offsets.get(day);
  if (offset === undefined) {
    offset = iana.offset(day * DAY) * MINUTE;
    offsets.set(day, offset);
  }
  return offset;
}
