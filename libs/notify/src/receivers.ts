import { isIP } from 'node:net';

/**
 * Why nothing can be posted to an address, as far as it says itself; null when something may. Which
 * network a name leads into is seen when the connection is made.
 *
 * @param allow receivers inside our own network, as `host` or `host:port`
 */
export function whyNotPosted(address: string, allow: readonly string[]): string | null {
  if (!URL.canParse(address)) return `"${address}" is no URL; give one that starts with https://`;
  const url = new URL(address);
  if (isAllowedHost(url, allow)) {
    return /^https?:$/.test(url.protocol)
      ? null
      : `"${url.protocol}" is not spoken; give a URL that starts with https://`;
  }
  if (url.protocol !== 'https:') {
    return `"${url.protocol}//${url.host}" is not encrypted; give a URL that starts with https://`;
  }
  if (url.username !== '' || url.password !== '') {
    return `The URL at "${url.host}" holds a user name or a password; give it without`;
  }
  const isName = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 && url.hostname.includes('.');
  if (!isName || /\.(localhost|local|internal)$/i.test(url.hostname)) {
    return `"${url.host}" is no public name; give one, or have an operator allow this host`;
  }
  return null;
}

/** Whether an operator has allowed a receiver inside our own network. */
export function isAllowedHost(url: URL, allow: readonly string[]): boolean {
  return allow.some((each) => each === url.host || each === url.hostname);
}
