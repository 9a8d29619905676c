/** Exact arithmetic on decimals written as text ("416.6"): no floating point near a guard. */

const pattern = /^-?\d+(\.\d+)?$/;

export function isDecimal(value: unknown): value is string | number {
  return (
    (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && pattern.test(value))
  );
}

/** Negative, zero or positive, as the first is less than, equal to or more than the second. */
export function compareDecimals(one: string, other: string): number {
  const places = Math.max(placesOf(one), placesOf(other));
  const difference = scaled(one, places) - scaled(other, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function multiplyDecimals(one: string, other: string): string {
  const places = placesOf(one) + placesOf(other);
  const product = scaled(one, placesOf(one)) * scaled(other, placesOf(other));
  if (places === 0) return product.toString();
  const digits = (product < 0n ? -product : product).toString().padStart(places + 1, '0');
  const sign = product < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const placesOf = (decimal: string) => decimal.split('.')[1]?.length ?? 0;

function scaled(decimal: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
