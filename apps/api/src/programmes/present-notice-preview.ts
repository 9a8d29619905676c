import type { NoticePreview, NoticePreviewQuery } from '#contract';
import { aboutOf, messageId, previewOn, renderLetter, type Letter } from '#notify';
import { localTime } from '#plan';
import { inboxNotice } from '../inbox/inbox.js';

/** A letter as a channel would take it to its reader. */
export function presentNoticePreview(
  letter: Letter,
  channel: NoticePreviewQuery['channel'],
): NoticePreview {
  const { notice, organisation, programme, recipient, language, publicUrl } = letter;
  const { id, template, item, at, data } = notice;
  const { person } = recipient;
  const ref = { organisation, programme: programme.id, notice: id, person };
  const rendered = renderLetter(letter);
  const shown = previewOn(channel, {
    ...rendered,
    ...ref,
    about: aboutOf(letter),
    to: person,
    messageId: messageId(ref, new URL(publicUrl).hostname),
  });
  const inInbox = { programme: programme.id, notice: id, item, template, at, readAt: null, data };
  return {
    notice: id,
    template,
    item,
    at,
    local: localTime(at, programme.zone),
    channel,
    person: person === '' ? null : person,
    language,
    subject: rendered.subject,
    ...shown,
    json: channel === 'inbox' ? inboxNotice(inInbox) : shown.json,
  };
}
