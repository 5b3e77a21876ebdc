import { FAULT_KINDS } from '../faults/fault.js';
import type { RecordedCall } from '../record/recorded-call.js';
import { form, selectField, textField } from './forms.js';
import { type Fragment, html, type Html } from './html.js';
import type { Page } from './layout.js';
import { type Done, maybe, need, type PageCall, type PageRoute } from './page-call.js';
import { disclosed, facts, json, moment, section, table } from './parts.js';

const SIMULATOR = '/dashboard/simulator';
const SHOWN = 100;
const STEPS = [
  ['PT1H', 'an hour'],
  ['P1D', 'a day'],
  ['P15D', '15 days'],
  ['P31D', '31 days'],
] as const;

/** The simulator itself: clock, provider, keys, faults, and what it has seen. */
export const SIMULATOR_PAGES: readonly PageRoute[] = [
  { method: 'GET', path: SIMULATOR, handler: { show } },
  { method: 'POST', path: `${SIMULATOR}/clock`, handler: { act: moveClock } },
  { method: 'POST', path: `${SIMULATOR}/partner`, handler: { act: usePartner } },
  { method: 'POST', path: `${SIMULATOR}/keys`, handler: { act: rotateKeys } },
  { method: 'POST', path: `${SIMULATOR}/faults`, handler: { act: addFault } },
  { method: 'POST', path: `${SIMULATOR}/faults/clear`, handler: { act: clearFaults } },
];

function show(call: PageCall): Page {
  const body = html`${clock(call)} ${provider(call)} ${faults(call)} ${seen(call)}`;
  return { title: 'Simulator', section: SIMULATOR, body };
}

function clock({ vercel }: PageCall): Html {
  const path = `${SIMULATOR}/clock`;
  const steps = STEPS.map(([duration, text]) =>
    form({ action: path, button: `Forward ${text}` }, html`<input type="hidden" name="advance" value="${duration}" />`),
  );
  return section(
    'Clock',
    html`<p>It is ${moment(vercel.clock.now())} at this Vercel.</p>
      <div class="row">
        ${steps}
        ${form({ action: path, button: 'Forward' }, textField({ name: 'advance', label: 'Duration', placeholder: 'P1DT2H' }))}
      </div>`,
  );
}

function provider({ vercel }: PageCall): Html {
  const { clientId, slug } = vercel.integration;
  return section(
    'Provider',
    facts({ 'Vercel API': vercel.url, Issuer: vercel.issuer, 'Integration id': clientId, Slug: slug }),
    html`<div class="row">
      ${form(
        { action: `${SIMULATOR}/partner`, button: 'Use it' },
        textField({ name: 'url', label: 'Base URL', type: 'url', value: vercel.partnerUrl ?? '' }),
      )}
      ${form({ action: `${SIMULATOR}/keys`, button: 'Rotate the signing keys' })}
    </div>`,
  );
}

function faults({ vercel }: PageCall): Html {
  const kinds = FAULT_KINDS.map((kind) => [kind, kind] as const);
  const places = [
    ['vercel-api', 'the Vercel API'],
    ['jwks', 'the key set'],
  ] as const;
  const rows = vercel.faults.waiting().map(({ fault, left }) => [fault.kind, fault.on, left ?? 'without end']);
  return section(
    'Faults on demand',
    table({ name: 'Faults', columns: ['Kind', 'Where', 'Times left'], empty: 'None waits.' }, rows),
    form(
      { action: `${SIMULATOR}/faults`, button: 'Add' },
      selectField({ name: 'kind', label: 'Kind' }, kinds),
      selectField({ name: 'on', label: 'Where' }, places),
      textField({ name: 'times', label: 'Times', type: 'number', value: '1', need: 'optional' }),
    ),
    rows.length > 0 && form({ action: `${SIMULATOR}/faults/clear`, button: 'Take all back' }),
  );
}

function seen({ vercel }: PageCall): Html {
  const { calls, violations } = vercel.record;
  const columns = ['At', 'Call', 'Status', 'Body'];
  return html`${violations.length > 0 && section('Breaches of the contract', json(violations))}
  ${section(
    'Calls of the provider',
    table({ name: 'Calls', columns, empty: 'None yet.' }, calls.slice(-SHOWN).toReversed().map(line)),
  )}`;
}

function line({ at, method, path, status, body }: RecordedCall): readonly Fragment[] {
  const shown = body === undefined ? undefined : disclosed('Show', json(body));
  return [moment(new Date(at)), html`<code>${method} ${path}</code>`, status === 0 ? 'none' : status, shown];
}

async function moveClock({ vercel, form: fields }: PageCall): Promise<Done> {
  await vercel.moveClock(need(fields, 'advance'));
  return { to: SIMULATOR, text: `It is ${vercel.clock.now().toISOString()} now.` };
}

function usePartner({ vercel, form: fields }: PageCall): Done {
  vercel.usePartner(new URL(need(fields, 'url')).href.replace(/\/$/, ''));
  return { to: SIMULATOR, text: 'Vercel calls this provider from now on.' };
}

function rotateKeys({ vercel }: PageCall): Done {
  vercel.rotateKeys({});
  return { to: SIMULATOR, text: 'Tokens are signed with a new key; the old one stays published for an hour.' };
}

function addFault({ vercel, form: fields }: PageCall): Done {
  const kind = FAULT_KINDS.find((one) => one === fields['kind']);
  if (kind === undefined) throw new TypeError('there is no such fault');
  const { times } = maybe(fields, 'times');
  const on = fields['on'] === 'jwks' ? 'jwks' : 'vercel-api';
  vercel.faults.add({ on, kind, ...(times !== undefined && { times: Number(times) }) });
  return { to: SIMULATOR, text: `The next call meets ${kind}.` };
}

function clearFaults({ vercel }: PageCall): Done {
  vercel.faults.clear();
  return { to: SIMULATOR, text: 'All faults are taken back.' };
}
