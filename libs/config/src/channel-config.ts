import { z } from 'zod';

/** A service of GOV.UK Notify. */
export interface NotifyConfig {
  readonly apiKey: string;
  readonly templateId: string;
  /** Where the service is; GOV.UK's own when absent. */
  readonly url?: string;
}

const parts = (value: string) =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Hosts with commas between them, read to lower case. */
export const hostList = z
  .string()
  .transform((value) => parts(value).map((each) => each.toLowerCase()))
  .refine((hosts) => hosts.every((each) => /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/.test(each)), {
    error: 'hosts with commas between them, such as hooks.example.internal:8443',
  });

const channels = ['email', 'webhook', 'slack', 'teams', 'govuk-notify'];
const rate = new RegExp(`^(${channels.join('|')})=([1-9]\\d{0,5})$`);

/** Messages a minute by channel, such as `email=600,slack=60`. */
export const rateList = z
  .string()
  .transform(parts)
  .refine((rates) => rates.every((each) => rate.test(each)), {
    error: `messages a minute by channel (${channels.join(', ')}), such as email=600,slack=60`,
    abort: true,
  })
  .transform((rates) =>
    Object.fromEntries(rates.map((each) => [each.split('=')[0] ?? '', Number(each.split('=')[1])])),
  );

type NotifySettings = {
  GOVUK_NOTIFY_API_KEY?: string | undefined;
  GOVUK_NOTIFY_TEMPLATE_ID?: string | undefined;
  GOVUK_NOTIFY_URL?: string | undefined;
};

const together = ['GOVUK_NOTIFY_API_KEY', 'GOVUK_NOTIFY_TEMPLATE_ID'] as const;

/** GOV.UK Notify needs both of its settings: reports the one that is missing. */
export function bothOfNotifyOrNone(read: NotifySettings, context: z.RefinementCtx): void {
  const given = together.filter((name) => read[name] !== undefined);
  if (given.length !== 1) return;
  for (const name of together.filter((each) => read[each] === undefined)) {
    const message = `a value, since ${given.join()} is set`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
}

/** The service of GOV.UK Notify of the settings; none when they name none. */
export function notifyOf(read: NotifySettings): NotifyConfig | undefined {
  const { GOVUK_NOTIFY_API_KEY: apiKey, GOVUK_NOTIFY_TEMPLATE_ID: templateId } = read;
  const { GOVUK_NOTIFY_URL: url } = read;
  if (apiKey === undefined || templateId === undefined) return undefined;
  return { apiKey, templateId, ...(url !== undefined && { url }) };
}
