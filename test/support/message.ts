import type { Message } from '#notify';

/** A webhook's secret, of no use elsewhere. */
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** A reminder to one person, as a channel gets it. */
export const message = (more: Partial<Message> = {}): Message => ({
  organisation: 'acme',
  programme: 'move',
  notice: 'M1.T-5',
  person: 'P1',
  to: 'ann@example.org',
  messageId: 'M1%2ET-5.P1.move.acme@evolve.example',
  subject: 'Lease signed: due in 3 working days',
  blocks: [
    { say: 'Dear Ann, <!channel> *now*' },
    { list: ['Date: Thursday 2 April 2026 (2026-04-02).'] },
    { link: 'https://evolve.example/', say: 'Open Evolve' },
  ],
  text: 'Dear Ann,\n',
  html: '<p>Dear Ann,</p>',
  about: {
    template: 'reminder',
    programmeTitle: 'Office move',
    item: 'M1',
    itemTitle: 'Lease signed',
    at: '2026-03-30T08:00:00.000Z',
    deadline: '2026-04-02',
    url: 'https://evolve.example/',
  },
  ...more,
});
