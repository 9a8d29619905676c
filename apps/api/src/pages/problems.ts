import { problemKinds, problemSlug, type ProblemCode, type ProblemKind } from '#contract';
import { html, page, type Html } from './html.js';

const all = Object.entries(problemKinds) as [ProblemCode, ProblemKind][]; // keys are the codes

/** Every problem that an answer may name, or only that of one slug; null when there is none such. */
export function problemsPage(slug?: string): string | null {
  const shown = all.filter(([code]) => slug === undefined || problemSlug(code) === slug);
  const [only] = shown;
  if (only === undefined) return null;
  const title = slug === undefined ? 'Problems' : only[1].title;
  const list = shown.map(([code, kind]) => row(code, kind));
  return page(
    `${title} – Evolve`,
    html`<h1>${title}</h1>
      <dl>${list}</dl>
      ${slug === undefined ? [] : html`<p><a href="/problems">All problems</a></p>`}`,
  );
}

const row = (code: ProblemCode, { status, title, about }: ProblemKind): Html =>
  html`<dt>
      <strong>${title}</strong> <span class="soft">${status} <code>${code}</code></span>
    </dt>
    <dd>${about}</dd>`;
