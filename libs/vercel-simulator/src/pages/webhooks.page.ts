import type { SentWebhook } from '../webhooks/webhook.js';
import { form, selectField, textArea, textField } from './forms.js';
import { type Fragment, html } from './html.js';
import type { Page } from './layout.js';
import { type Done, maybe, need, type PageCall, type PageRoute } from './page-call.js';
import { badge, disclosed, moment, section, table } from './parts.js';

const WEBHOOKS = '/dashboard/webhooks';
const SHOWN = 50;

/** Events that Vercel has told the provider, and any other. */
export const WEBHOOK_PAGES: readonly PageRoute[] = [
  { method: 'GET', path: WEBHOOKS, handler: { show } },
  { method: 'POST', path: WEBHOOKS, handler: { act: send } },
  { method: 'POST', path: `${WEBHOOKS}/hold`, handler: { act: hold } },
  { method: 'POST', path: `${WEBHOOKS}/release`, handler: { act: release } },
];

function show({ vercel }: PageCall): Page {
  const sent = vercel.webhooks.sent.slice(-SHOWN).toReversed();
  const columns = ['Type', 'State', 'Attempts', 'Next attempt', 'Body'];
  const order = selectField({ name: 'order', label: 'Order' }, [
    ['as-sent', 'as sent'],
    ['reversed', 'reversed'],
  ]);
  const body = html`${section('Sent', table({ name: 'Webhooks', columns, empty: 'None yet.' }, sent.map(line)))}
  ${section(
    'Send',
    form(
      { action: WEBHOOKS, button: 'Send', tone: 'primary', shape: 'stack' },
      textField({ name: 'type', label: 'Type', placeholder: 'deployment.created' }),
      textArea({ name: 'payload', label: 'Payload, as JSON', value: '{}' }),
      textField({ name: 'id', label: 'Delivery id, to send one again', need: 'optional' }),
    ),
  )}
  ${section(
    'Hold back',
    html`<p class="hint">What is held back is sent when it is released, in either order.</p>
      <div class="row">
        ${form({ action: `${WEBHOOKS}/hold`, button: 'Hold' })}
        ${form({ action: `${WEBHOOKS}/release`, button: 'Release' }, order)}
      </div>`,
  )}`;
  return { title: 'Webhooks', section: WEBHOOKS, body };
}

function line({ type, state, attempts, dueAt, body, id }: SentWebhook): readonly Fragment[] {
  const statuses = attempts.map(({ status }) => status ?? 'no answer').join(', ');
  return [
    html`<code>${type}</code><br /><span class="hint">${id}</span>`,
    badge(state),
    statuses,
    moment(dueAt),
    disclosed('Show', html`<pre>${body}</pre>`),
  ];
}

async function send({ vercel, form: fields }: PageCall): Promise<Done> {
  const payload: unknown = JSON.parse(fields['payload'] ?? '{}');
  if (typeof payload !== 'object' || payload === null) throw new TypeError('the payload must be an object');
  const { state } = await vercel.webhooks.send(need(fields, 'type'), payload, maybe(fields, 'id'));
  return { to: WEBHOOKS, text: `It was sent and is ${state}.` };
}

function hold({ vercel }: PageCall): Done {
  vercel.webhooks.hold();
  return { to: WEBHOOKS, text: 'Webhooks are held back.' };
}

async function release({ vercel, form: fields }: PageCall): Promise<Done> {
  await vercel.webhooks.release(fields['order'] === 'reversed' ? 'reversed' : 'as-sent');
  return { to: WEBHOOKS, text: 'Webhooks are sent again.' };
}
