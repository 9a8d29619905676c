import { escapeHtml } from '#notify';

/** Text that is markup already, and must not be escaped again. */
export type Html = { readonly markup: string };

type Part = string | number | Html | readonly Html[];

/** Markup with every value escaped: html`<p>${text}</p>`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((before, text, index) => {
    const part = parts[index - 1];
    return before + (part === undefined ? '' : markupOf(part)) + text;
  });
  return { markup };
}

function markupOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'markup' in part ? part.markup : part.map((each) => each.markup).join('');
}

/** A whole page with the one style sheet. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/evolve.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header><a href="/">Evolve</a></header>
        <main id="main">${body}</main>
      </body>
    </html>`.markup;
}
