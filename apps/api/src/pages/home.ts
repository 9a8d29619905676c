import { dayWords, personas, type ProgrammeList } from '#contract';
import { html, page, type Html } from './html.js';

/** The front page. `listed` is null where only people with an identity may know of programmes. */
export function homePage(listed: ProgrammeList | null, publicUrl: string): string {
  return page(
    'Evolve',
    html`<h1>Evolve is running</h1>
      <p>
        It moves an organisation from one structure to another through stages, gates and dated
        milestones, reminds on time, and keeps a history that anybody can verify.
      </p>
      ${listed === null ? [] : running(listed)}
      <h2>Where to go</h2>
      <ul>
        <li><a href="/api/docs">API reference</a>, to read and to try</li>
        <li><a href="/api/openapi.json">OpenAPI 3.1 document</a></li>
        <li><a href="/problems">What each refusal and error means</a></li>
        ${listed === null ? [] : html`<li><a href="/dev/mail">Mail that went out</a></li>`}
        ${listed === null ? [] : html`<li><a href="/operations?as=operator">Operations</a></li>`}
        <li><a href="/health/ready">Health</a></li>
      </ul>
      ${listed === null ? [] : acting(listed.programmes[0]?.id ?? 'evolve-nca', publicUrl)}`,
  );
}

function running({ programmes, unreadable }: ProgrammeList): Html {
  if (programmes.length + unreadable.length === 0)
    return html`<p>No programme has been started yet.</p>`;
  return html`<h2>Programmes</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Programme</th>
            <th scope="col">Id</th>
            <th scope="col">Clock</th>
            <th scope="col">Today there</th>
            <th scope="col">Entries</th>
          </tr>
        </thead>
        <tbody>
          ${programmes.map(
            (each) =>
              html`<tr>
                <th scope="row">${each.title}</th>
                <td><code>${each.id}</code></td>
                <td>${each.clock}</td>
                <td>${dayWords(each.today)}</td>
                <td>${each.head.sequence}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${unreadable.map(
      ({ id, problem }) =>
        html`<p>
          <strong>Problem with <code>${id}</code>.</strong> ${problem}
        </p>`,
    )}`;
}

const acting = (programme: string, publicUrl: string): Html =>
  html`<h2>Act as somebody</h2>
    <p>
      On this demonstration server you are whoever the header <code>Evolve-Persona</code> names.
      What each may do follows from the roles held in a programme.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Persona</th>
            <th scope="col">Who that is</th>
          </tr>
        </thead>
        <tbody>
          ${personas.map(
            ({ id, title }) =>
              html`<tr>
                <td><code>${id}</code></td>
                <td>${title}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <h2>Try it</h2>
    <pre><code>npm run -s evolve -- show --programme ${programme}
npm run -s evolve -- available --programme ${programme} --as sro
npm run -s evolve -- milestones --programme ${programme}
npm run -s evolve -- verify ${programme}

curl -H 'Evolve-Persona: programme-manager' ${publicUrl}/api/v1/programmes/${programme}</code></pre>`;
