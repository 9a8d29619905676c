import type { Problem } from '#contract';
import { html, page } from './html.js';

/** A problem as somebody reads it who opened an address in a browser. */
export function problemPage({ title, detail, type, status, requestId }: Problem): string {
  return page(
    `${title} – Evolve`,
    html`<h1>${title}</h1>
      <p>${detail}</p>
      <p><a href="/">To the start</a> · <a href="${type}">What this means</a></p>
      ${status >= 500 ? html`<p class="soft">Request ${requestId}</p>` : html``}`,
  );
}
