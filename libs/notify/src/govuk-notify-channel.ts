import { NotAccepted, type Channel } from './channel.js';

export interface NotifyOptions {
  readonly apiKey: string;
  /** An e-mail template of the service, with the fields ((subject)) and ((body)). */
  readonly templateId: string;
  /** Where the service is; GOV.UK's own when absent. */
  readonly url?: string;
}

/** E-mail through GOV.UK Notify. The stable id of a message is its reference there. */
export function govukNotifyChannel({ apiKey, templateId, url }: NotifyOptions): Channel {
  const client = once(async () => {
    // Only who uses it loads it.
    const { NotifyClient } = await import('notifications-node-client');
    return url === undefined ? new NotifyClient(apiKey) : new NotifyClient(url, apiKey);
  });
  return {
    name: 'govuk-notify',
    address: () => null,
    send: async ({ to, subject, text, messageId }) => {
      const notify = await client();
      await notify
        .sendEmail(templateId, to, {
          personalisation: { subject, body: text },
          reference: messageId,
        })
        .catch((error: unknown) => {
          throw explained(error);
        });
    },
    close: () => undefined,
  };
}

/** What the service's client throws, where there was an answer. */
type Failure = {
  response?: { status?: number; data?: { errors?: { error?: string; message?: string }[] } };
  message?: string;
};

function explained(error: unknown): NotAccepted {
  const { response, message = String(error) } = (error ?? {}) as Failure; // Boundary: its client's error
  const { status = 0, data } = response ?? {};
  if (status === 0) return new NotAccepted('unreachable', `GOV.UK Notify: ${message}`);
  const said = data?.errors?.map((each) => `${each.error}: ${each.message}`).join('; ') ?? message;
  const what = `GOV.UK Notify answered ${status}: ${said}`;
  // Our own key, or our clock, is at fault, not the address: what waits goes out once it is put right.
  if (status === 401 || status === 403) return new NotAccepted('unreachable', what);
  const isWorthRetrying = status >= 500 || [408, 429].includes(status);
  return new NotAccepted(isWorthRetrying ? 'busy' : 'refused', what);
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
