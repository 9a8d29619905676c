import type { DeliveryResent, FailedDeliveries } from '#contract';
import { count, table } from '../terminal/table.js';
import type { Context } from './context.js';
import { recipientWords } from './recipient-words.js';

/** Prints the deliveries that were given up, each with its cause. */
export async function deliveries(context: Context, { item }: { item?: string }): Promise<void> {
  const query = item === undefined ? '' : `?item=${encodeURIComponent(item)}`;
  const address = `${await context.programme()}/deliveries${query}`;
  context.show(await context.client.get<FailedDeliveries>(address), (answer) => {
    if (answer.total === 0) return 'No delivery has failed.';
    const rows = answer.deliveries.map((each) => [
      each.id,
      each.local,
      each.item,
      each.template,
      each.person === null ? 'nobody' : `${recipientWords(each.person)} by ${each.channel}`,
      String(each.attempts),
      each.failure ?? 'failed',
      each.cause,
    ]);
    return [
      table(context.paint, ['ID', 'AT', 'ITEM', 'WHAT', 'TO', 'TRIED', 'HOW', 'CAUSE'], rows),
      `${count(answer.total, 'delivery', 'deliveries')} failed; evolve resend ID sends one again.`,
    ].join('\n');
  });
}

/** Sends a failed delivery again. */
export async function resendDelivery(context: Context, id: string): Promise<void> {
  const address = `${await context.programme()}/deliveries/${encodeURIComponent(id)}/resend`;
  const { answer } = await context.client.post<DeliveryResent>(address, {});
  context.show(answer, ({ notice, channel, person }) =>
    person === null
      ? `Whom ${notice} is for is looked up anew; it goes out within seconds.`
      : `${notice} goes to ${recipientWords(person)} by ${channel} again within seconds.`,
  );
}
