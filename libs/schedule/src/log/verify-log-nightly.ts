import { claimLogVerification, keepLogVerification, type Store } from '#store';
import { verifyLog, type LogVerified } from './verify-log.js';

/** Goes through the log once a night, and keeps what that came to; null when it is not due. */
export async function verifyLogNightly(
  store: Store,
  crypto: Parameters<typeof verifyLog>[1],
): Promise<LogVerified | null> {
  if (!(await claimLogVerification(store.pool))) return null;
  const verified = await verifyLog(store, crypto);
  const { leaves: size, problem } = verified;
  await keepLogVerification(store.pool, { size, problem });
  return verified;
}
